import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type GraphQLArgument,
  type GraphQLFormattedError,
  getNamedType,
  isEnumType,
  isLeafType,
  isRequiredArgument,
} from 'graphql';
import type { Actor } from '../../platform/identity/actor.ts';
import { type ComposedGraph, composeSupergraph } from '../../schema/composition.ts';
import { readSubgraphs } from '../../schema/subgraphs.ts';
import { ExtractionResult } from '../../subgraphs/ai/entities/extraction-result.entity.ts';
import { ProcessingJob } from '../../subgraphs/ai/entities/processing-job.entity.ts';
import { AuditLog } from '../../subgraphs/audit/entities/audit-log.entity.ts';
import { BackupJob } from '../../subgraphs/backup/entities/backup-job.entity.ts';
import { BackupMetadata } from '../../subgraphs/backup/entities/backup-metadata.entity.ts';
import {
  ADA,
  FORMS,
  fillTwoSubmitters,
  idOf,
  OTHERS,
  OWN,
  PROJECTS,
  SECRET,
  TECHNICIAN,
} from '../subgraphs/samples/two-submitters.ts';
import { actorWith, asking } from '../support/asking-as.ts';
import { everyField } from '../support/every-field.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';
import type { Answer } from '../support/service.ts';

/** Whoever asks next; tests ask one after the other. */
let caller: Actor = ADA;
let graph: GraphUnderTest;
const { apiSchema: schema } = composeSupergraph(readSubgraphs()) as ComposedGraph;

beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: false, identify: () => caller });
  await fillTwoSubmitters(graph.service('samples'));
  await recordAbout();
}, 180_000);
afterAll(() => graph.close());

const ask = (actor: Actor, query: string, variables?: Record<string, unknown>): Promise<Answer> => {
  caller = actor;
  return graph.query(query, variables);
};
const extractionOf = (n: number): string => idOf('extraction', n);
const jobOf = (n: number): string => idOf('job', n);
const entryOf = (n: number): string => idOf('entry', n);
const RECORDED = 987_654_321;
const numbers = [...OWN, ...OTHERS].map((_, i) => i + 1);

/** Extractions, jobs and a trail of every sample; a backup that says how many samples there are. */
async function recordAbout(): Promise<void> {
  const text = (n: number): string => (n <= OWN.length ? 'own' : SECRET);
  const ai = graph.service('ai').em();
  await ai.insertMany(ExtractionResult, [
    ...numbers.map((n) => ({
      id: extractionOf(n),
      sampleId: idOf('sample', n),
      // Ada's third tube is on Grace's form.
      submissionId: n === 3 || n > OWN.length ? FORMS.graces : FORMS.adas,
      fileName: `${text(n)}.pdf`,
      extractedData: { text: text(n), concentration: 1 },
      ragInsights: { like: SECRET },
      confidenceScore: 0.5,
    })),
    // Grace's tubes are on Ada's form, too.
    ...[FORMS.adas, FORMS.graces].map((submissionId) => ({
      submissionId,
      fileName: SECRET,
      extractedData: { SECRET },
    })),
  ]);
  await ai.insertMany(
    ProcessingJob,
    numbers.map((n) => ({
      id: jobOf(n),
      jobType: 'enhancement' as const,
      sampleId: idOf('sample', n),
      inputData: { text: text(n) },
      errorMessage: text(n),
    })),
  );
  const about: [type: string, id: string, n: number][] = [
    ...numbers.flatMap((n): [string, string, number][] => [
      ['sample', idOf('sample', n), n],
      ['processing_step', idOf('step', n * 100), n],
      ['attachment', idOf('attachment', n * 10), n],
      ['extraction_result', extractionOf(n), n],
      ['processing_job', jobOf(n), n],
    ]),
    ['submission', FORMS.adas, 1],
    ['submission', FORMS.graces, 99],
    ['project', PROJECTS.graces, 99],
    ['user', TECHNICIAN.userId as string, 99],
  ];
  await graph
    .service('audit')
    .em()
    .insertMany(
      AuditLog,
      about.map(([resourceType, resourceId, n], i) => ({
        id: i < numbers.length * 5 ? entryOf(i) : randomUUID(),
        eventType: `${resourceType}.updated`,
        action: text(n),
        actorName: text(n),
        actorKind: 'person' as const,
        userId: i % 2 === 0 ? TECHNICIAN.userId : idOf('user', 2),
        resourceType,
        resourceId,
        ...(n < 99 && resourceType !== 'sample' && { rootType: 'sample', rootId: idOf('sample', n) }),
        details: { before: SECRET, after: SECRET },
        ipAddress: '203.0.113.77',
        userAgent: SECRET,
      })),
    );
  const backup = graph.service('backup').em();
  const id = idOf('backup', 1);
  const now = new Date();
  await backup.insert(BackupJob, {
    id,
    jobType: 'full',
    status: 'completed',
    sourceDatabase: 'nanopore_samples',
    checksum: SECRET,
    startedAt: now,
    completedAt: now,
  });
  await backup.insert(BackupMetadata, { backupJobId: id, tableName: SECRET, recordCount: String(RECORDED) });
}

/** What stands for somebody else's things in an answer, be it in data or in an error. */
const GIVEAWAYS = [
  SECRET,
  '987.654',
  '203.0.113.77',
  String(RECORDED),
  ...OTHERS,
  ...numbers
    .slice(OWN.length)
    .flatMap((n) => [idOf('step', n * 100), idOf('attachment', n * 10), extractionOf(n), jobOf(n)]),
];
const givenAway = (answer: Answer, asked: Record<string, unknown> = {}): string[] => {
  const text =
    JSON.stringify(answer.data ?? null) +
    JSON.stringify(answer.errors?.map(({ message, extensions }) => [message, extensions]) ?? []);
  // An id that was asked for may stand in a message that it is none.
  return GIVEAWAYS.filter((sign) => text.includes(sign) && !Object.values(asked).includes(sign));
};

test('a submitter has the whole journey of own samples', async () => {
  const { data, errors } = await ask(
    ADA,
    `{ samples { totalCount nodes { id steps { id } extractions { totalCount nodes { fileName extractedData } } latestExtraction { id } extractionMismatches { field }
         processingJobs { totalCount } auditTrail { totalCount nodes { eventType action timestamp } } } } }`,
  );
  expect(data.samples.totalCount).toBe(4);
  for (const sample of data.samples.nodes) {
    expect(OWN).toContain(sample.id);
    expect(sample).toMatchObject({
      steps: { length: 9 },
      extractions: { totalCount: 1, nodes: [{ fileName: 'own.pdf' }] },
      processingJobs: null,
      auditTrail: { totalCount: 1, nodes: [{ eventType: 'sample.updated', action: 'own' }] },
    });
  }
  // What programs did with it is the one thing that is not for submitters.
  expect(errors?.map(({ extensions, path }) => [extensions?.code, path?.join('.')]).sort()).toEqual(
    [0, 1, 2, 3].map((i) => ['UNAUTHORIZED_FIELD_OR_TYPE', `samples.nodes.${i}.processingJobs`]),
  );
});

const isRefusal = ({ extensions }: GraphQLFormattedError): boolean => extensions?.code === 'UNAUTHORIZED_FIELD_OR_TYPE';

const PATHS: [path: string, query: string][] = [
  [
    'creator, activity, what it was about',
    'createdBy { id activity { totalCount nodes { resourceId resource { ... on Sample { id sampleName } } } } }',
  ],
  ['assignee, activity', 'assignee { id activity { nodes { id action details } } }'],
  ['uploader, activity', 'attachments { uploadedBy { id activity { nodes { id details } } } }'],
  [
    'trail, who, activity',
    'auditTrail { nodes { user { id activity { nodes { id resource { ... on Sample { id } } } } } } }',
  ],
  [
    'trail with parts, values and addresses',
    'auditTrail(includeParts: true) { nodes { details ipAddress userAgent resource { __typename } } }',
  ],
  [
    'form, its samples',
    'submission { id samples { totalCount nodes { id sampleName extractions { nodes { id } } } } }',
  ],
  ['form, its extractions', 'submission { extractions { totalCount nodes { fileName } } }'],
  [
    'extraction, form, its extractions',
    'extractions { nodes { submission { extractions { totalCount nodes { fileName sample { id } } } } } }',
  ],
  [
    'extraction, form, its trail',
    'extractions { nodes { submission { auditTrail { nodes { action } } samples { nodes { id } } } } }',
  ],
  ['extraction, what similar documents said', 'latestExtraction { ragInsights }'],
  [
    'project, its forms, their samples',
    'project { ownerEmail submissions { totalCount nodes { id samples { nodes { id } } auditTrail { nodes { action } } } } }',
  ],
  ['backup, how much is in it', 'protectedBy { checksum metadata { tableName recordCount } }'],
  ['remarks of the staff', 'legacy details { internalNotes legacy } steps { legacy }'],
];

test.each(PATHS)('from an own sample by %s nothing of others is reached', async (_path, fields) => {
  for (const id of OWN) {
    const answer = await ask(ADA, `query ($id: ID!) { sample(id: $id) { id ${fields} } }`, { id });
    expect(answer.data.sample.id).toBe(id);
    expect(givenAway(answer)).toEqual([]);
    expect((answer.errors ?? []).filter((error) => !isRefusal(error))).toEqual([]);
  }
});

test('the same paths lead the staff on', async () => {
  const led = await Promise.all(
    PATHS.map(async ([path, fields]) => {
      caller = actorWith(['technician', 'auditor', 'lab_manager']);
      const answers = await Promise.all(
        OWN.map((id) => graph.query(`query ($id: ID!) { sample(id: $id) { ${fields} } }`, { id })),
      );
      return [path, answers.some((answer) => givenAway(answer).length > 0)];
    }),
  );
  expect(led).toEqual(PATHS.map(([path]) => [path, true]));
});

/** Every argument that has to be given: ids are these, texts find anything, of a few values the first. */
function valueFor({ type, name }: GraphQLArgument, id: string): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) {
    return named.getValues()[0]?.name;
  }
  return named.name === 'ID' ? id : name === 'query' ? 'tube' : 'x';
}

/** As deep as the gateway's limits let anybody ask; what they stop has answered nothing. */
async function askDeep(queryOf: (depth: number) => string, variables: Record<string, unknown>): Promise<Answer> {
  for (const depth of [4, 3, 2, 1]) {
    const answer = await ask(ADA, queryOf(depth), variables);
    if (!answer.errors?.some(({ extensions }) => LIMITS.has(String(extensions?.code)))) {
      return answer;
    }
  }
  throw new Error(`The limits stop ${queryOf(1)}`);
}
const LIMITS = new Set(['DOCUMENT_TOO_COMPLEX', 'COST_LIMIT_EXCEEDED']);

test('no query of the graph gives anything of others to a submitter, however deep it is asked', async () => {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  expect(roots.length).toBeGreaterThan(35);
  const ids = [
    OWN[0],
    OTHERS[0],
    extractionOf(6),
    jobOf(6),
    entryOf(0),
    entryOf(25),
    FORMS.adas,
    FORMS.graces,
    PROJECTS.shared,
    PROJECTS.graces,
    TECHNICIAN.userId,
    idOf('backup', 1),
  ];
  for (const { name, type, args } of roots) {
    const required = args.filter(isRequiredArgument);
    const takesId = required.some((argument) => getNamedType(argument.type).name === 'ID');
    const below = getNamedType(type).name;
    const heads = required.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
    const values = required.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
    const queryOf = (depth: number): string => {
      const selection = isLeafType(schema.getType(below)) ? '' : everyField(schema, below, depth);
      return `query ${heads === '' ? '' : `(${heads})`} { ${name}${values === '' ? '' : `(${values})`} ${selection} }`;
    };
    for (const id of takesId ? ids : [OTHERS[0]]) {
      const variables = Object.fromEntries(
        required.map((argument) => [argument.name, valueFor(argument, id as string)]),
      );
      const answer = await askDeep(queryOf, variables);
      expect([name, id, givenAway(answer, variables)]).toEqual([name, id, []]);
      expect([name, id, (answer.errors ?? []).filter((error) => !isRefusal(error))]).toEqual([name, id, []]);
    }
  }
}, 300_000);

test.each(['samples', 'ai', 'audit', 'backup'])(
  'the service %s by itself gives no entity of its own away',
  async (name) => {
    const service = graph.service(name);
    const owned: Record<string, [type: string, ids: string[]][]> = {
      samples: [
        ['Sample', OTHERS],
        ['Submission', [FORMS.graces]],
        ['Project', [PROJECTS.graces]],
        ['User', [TECHNICIAN.userId as string]],
        ['ProcessingStep', [idOf('step', 600)]],
        ['Attachment', [idOf('attachment', 60)]],
      ],
      ai: [
        ['ExtractionResult', numbers.map(extractionOf)],
        ['ProcessingJob', numbers.map(jobOf)],
      ],
      audit: [['AuditLog', numbers.map(entryOf)]],
      backup: [['BackupJob', [idOf('backup', 1)]]],
    };
    for (const [type, ids] of owned[name] as [string, string[]][]) {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} ${everyField(service.subgraph.schema, type, 3)} } }`;
      const of = ids.map((id) => ({ __typename: type, id }));
      const answer = await asking(service, ADA, query, { of });
      expect([type, answer.data._entities]).toEqual([type, ids.map(() => null)]);
      const staff = await asking(service, actorWith(['technician', 'auditor']), query, { of });
      expect([type, staff.data._entities.filter((entity: unknown) => entity === null)]).toEqual([type, []]);
    }
  },
);

test('what leads away from a sample ends in its service, whoever brings the reference', async () => {
  const of = [
    { __typename: 'Submission', id: FORMS.graces },
    { __typename: 'Submission', id: FORMS.adas },
  ];
  const ai = await asking(
    graph.service('ai'),
    ADA,
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Submission { extractions { totalCount } } } }',
    { of },
  );
  expect(ai.data._entities).toEqual([{ extractions: null }, { extractions: null }]);
  const audit = await asking(
    graph.service('audit'),
    ADA,
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { activity { totalCount } } } }',
    {
      of: [{ __typename: 'User', id: TECHNICIAN.userId }],
    },
  );
  expect(audit.data._entities).toEqual([{ activity: null }]);
});

test('who runs the system and submits samples does not get from the log to what others sent in', async () => {
  const both = actorWith(['admin', 'submitter'], { userId: ADA.userId, email: ADA.email });
  const { data } = await ask(
    both,
    '{ auditLogs(first: 100) { nodes { resourceId resource { __typename ... on Sample { id extractions { nodes { fileName } } } } } } }',
  );
  expect(data.auditLogs.nodes.length).toBeGreaterThan(50);
  expect(data.auditLogs.nodes.filter(({ resource }: { resource: unknown }) => resource !== null)).toEqual([
    { resourceId: TECHNICIAN.userId, resource: { __typename: 'User' } },
  ]);
});
