import type { EntityManager } from '@mikro-orm/postgresql';
import { parse } from 'graphql';
import { sql } from 'kysely';
import { pino } from 'pino';
import { rowsOf } from '../../platform/database/columns.ts';
import type { WatchLimits } from '../../platform/database/watch.ts';
import { refuse } from '../../platform/errors/refusal.ts';
import { type Renewable, renewable } from '../../platform/graphql/context.ts';
import { payload } from '../../platform/graphql/payload.ts';
import { subgraphSchema } from '../../platform/graphql/subgraph.ts';
import type { Log } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { config } from '../../subgraphs/config/service.ts';
import { LAB, serviceUnderTest } from './service.ts';

const SDL = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
  type Query { nap(seconds: Float!): Boolean! flags: [String!]! }
  type Mutation { napInTransaction(seconds: Float!): NapPayload! raiseFlag(name: String!): NapPayload! refuse: NapPayload! }
  type NapPayload { flags: [String!]! userErrors: [NapError!]! }
  type NapError { code: String! }`);

type Context = Renewable & { em: EntityManager };

const readFlags = async (em: Parameters<typeof rowsOf>[0]): Promise<string[]> => {
  const rows = await rowsOf(
    em,
    sql<{ name: string }>`select flag_name as name from feature_flags where flag_name <> ${''}`,
  );
  return rows.map(({ name }) => name);
};

/** A service whose queries take as long as a test wants, on the database of the config service. */
export const naps: ServiceDefinition = {
  ...config,
  name: 'naps',
  build: (orm) => ({
    name: 'naps',
    createContext: (identity) => renewable(orm, () => identity),
    schema: subgraphSchema(SDL, {
      Query: {
        nap: async (_root: unknown, { seconds }: { seconds: number }, { em }: Context) => {
          await rowsOf(
            em,
            sql`select pg_sleep(${seconds})::text from feature_flags right join (select) as once on true`,
          );
          return true;
        },
        flags: (_root: unknown, _args: unknown, { em }: Context) => readFlags(em),
      },
      Mutation: {
        napInTransaction: (_root: unknown, { seconds }: { seconds: number }, context: Context) =>
          payload(context, ({ em }) =>
            em.transactional(async (inside) => {
              await inside.execute(`select pg_sleep(${Number(seconds)})::text`);
              return {};
            }),
          ),
        refuse: (_root: unknown, _args: unknown, context: Context) =>
          payload(context, async () => {
            throw refuse('NOT_FOUND', 'napId', 'There is no such nap.');
          }),
        raiseFlag: (_root: unknown, { name }: { name: string }, context: Context) =>
          payload(context, async ({ em }) => {
            const insert = `insert into feature_flags (flag_name, environment) values ('${name}', 'test')`;
            await em.transactional((inside) => inside.execute(insert));
            return {};
          }),
      },
      NapPayload: { flags: (_root: unknown, _args: unknown, { em }: Context) => readFlags(em) },
    }),
  }),
};

export type LogLine = { level: number; msg: string } & Record<string, unknown>;

/** A log that keeps its lines, down to `debug`. */
export function keepingLog(): { log: Log; lines: LogLine[]; of(message: string): LogLine[] } {
  const lines: LogLine[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { log, lines, of: (message) => lines.filter(({ msg }) => msg === message) };
}

/** The service, its log and its metrics. */
export async function nappers(limits: Partial<WatchLimits> = {}, pool = { min: 0, max: 2 }) {
  const kept = keepingLog();
  const metrics = createMetrics();
  const watch = {
    log: kept.log,
    metrics: metrics.database,
    limits: { slowStatementMs: 30_000, heldConnectionMs: 30_000, ...limits },
  };
  const service = await serviceUnderTest(naps, LAB, { watch, metrics, pool });
  return { ...kept, metrics, service, [Symbol.asyncDispose]: () => service.close() };
}

/** The value of one series of Prometheus' text; undefined if it is not there. */
export function seriesValue(text: string, series: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
