/** `node monolith-server.ts <url>`: the sample journey as one statement on one database, which makes the JSON as well. */
import Fastify from 'fastify';
import { Pool } from 'pg';

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const object = (fields: Record<string, string>): string =>
  `json_build_object(${Object.entries(fields)
    .map(([key, value]) => `'${key}', ${value}`)
    .join(', ')})`;

const STEP = object({
  id: 'p.id',
  stepName: 'p.step_name',
  status: 'upper(p.step_status)',
  startedAt: instant('p.started_at'),
  completedAt: instant('p.completed_at'),
});
const EXTRACTION = object({
  id: 'x.id',
  extractionMethod: 'upper(x.extraction_method)',
  confidenceScore: 'x.confidence_score',
  fileName: 'x.file_name',
});
const ENTRY = object({
  id: 'l.id',
  action: 'l.action',
  eventType: 'l.event_type',
  timestamp: instant('l.timestamp'),
  user: `case when u.id is not null then ${object({ id: 'u.id', name: 'u.name' })} end`,
});
const SAMPLE = object({
  id: 's.id',
  sampleName: 's.sample_name',
  status: 'upper(s.status)',
  priority: 'upper(s.priority)',
  concentration: 's.concentration',
  steps: `coalesce((select json_agg(${STEP} order by p.step_order, p.created_at, p.id)
    from nanopore_processing_steps p where p.sample_id = s.id), '[]'::json)`,
  extractions: object({
    nodes: `coalesce((select json_agg(${EXTRACTION} order by x.created_at desc, x.id desc) from (
      select * from ai_extraction_results x where x.sample_id = s.id order by x.created_at desc, x.id desc limit 2) x), '[]'::json)`,
  }),
  auditTrail: object({
    nodes: `coalesce((select json_agg(${ENTRY} order by l.timestamp desc, l.id desc) from (
      select * from audit_logs l where l.resource_type = 'sample' and l.resource_id = s.id::text
      order by l.timestamp desc, l.id desc limit 3) l left join users u on u.id = l.user_id), '[]'::json)`,
  }),
});
const JOURNEY = `select json_agg(${SAMPLE} order by s.submitted_at desc, s.id desc)::text as nodes from (
  select * from nanopore_samples where submitted_at < $1 and deleted_at is null
  order by submitted_at desc, id desc limit $2) s`;

const pool = new Pool({ connectionString: process.argv[2] as string, max: 20 });
const fastify = Fastify();
fastify.post<{ Body: { variables: { first: number; filter: { submittedBefore: string } } } }>(
  '/graphql',
  async ({ body: { variables } }, reply) => {
    const values = [variables.filter.submittedBefore, variables.first];
    const { rows } = await pool.query<{ nodes: string }>({ name: 'journey', text: JOURNEY, values });
    return reply
      .type('application/json; charset=utf-8')
      .send(`{"data":{"samples":{"nodes":${rows[0]?.nodes ?? '[]'}}}}`);
  },
);
process.stdout.write(`listening: ${await fastify.listen({ port: 0, host: '127.0.0.1' })}/graphql\n`);
