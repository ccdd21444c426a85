import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import { type Actor, ANONYMOUS, EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { actorWith, asking, EVERYBODY } from '../../support/asking-as.ts';
import { everyField } from '../../support/every-field.ts';
import type { Answer, ServiceUnderTest } from '../../support/service.ts';
import { statementsOf } from '../../support/statements.ts';
import {
  ADA,
  DELETED,
  FORMS,
  GRACE,
  idOf,
  OTHERS,
  OWN,
  PROJECTS,
  SECRET,
  TECHNICIAN,
  twoSubmitters,
} from './two-submitters.ts';

/** `lab` has the samples of both; `alone` is the same lab, had Grace never sent a sample. */
let lab: ServiceUnderTest;
let alone: ServiceUnderTest;
/** The two with the rule of the rows alone: see `unguarded`. */
let labsRows: ServiceUnderTest;
let alonesRows: ServiceUnderTest;
beforeAll(async () => {
  lab = await twoSubmitters();
  alone = await twoSubmitters({ alone: true });
  labsRows = unguarded(lab);
  alonesRows = unguarded(alone);
}, 120_000);
afterAll(async () => {
  await lab.close();
  await alone.close();
});

/**
 * Whoever asks this one has every scope in the eyes of the directives, and sees the rows that they see anyway: what the
 * directives refuse has a rule of its own for its rows, which nobody would ask otherwise.
 */
function unguarded(service: ServiceUnderTest): ServiceUnderTest {
  const { subgraph } = service;
  const createContext: typeof subgraph.createContext = (identity) => ({
    ...subgraph.createContext(identity),
    actor: { ...identity.actor, kind: 'person', scopes: EVERY_SCOPE },
  });
  return { ...service, execute: localExecutor({ ...subgraph, createContext }, silentLog()) };
}

const NEVER = '00000000-0000-7000-8000-000000000000';
const FOR_STAFF = [
  'Attachment.legacy',
  'ProcessingStep.legacy',
  'Project.legacy',
  'Sample.legacy',
  'SampleDetails.internalNotes',
  'SampleDetails.legacy',
  'Submission.legacy',
];
const OWN_LISTED = OWN.filter((id) => id !== DELETED.own);
const ada = (query: string, variables?: Record<string, unknown>): Promise<Answer> => asking(lab, ADA, query, variables);
/** What was refused, by the beginning of what is said of it; a service says nothing else that is wrong. */
const refusedOf = ({ errors = [] }: Answer): string[] => {
  expect(errors.filter(({ extensions }) => extensions?.code !== 'UNAUTHORIZED_FIELD_OR_TYPE')).toEqual([]);
  return [...new Set(errors.map(({ message }) => message.split(' is not for everybody: ')[0] as string))].sort();
};
/** Refusals come in the order in which the rows did. */
const inOrder = ({ data, errors = [] }: Answer) => ({
  data,
  errors: errors.map((error) => JSON.stringify(error)).sort(),
});
const idsOf = (nodes: { id: string }[]): string[] => nodes.map(({ id }) => id).sort();
const sorted = (ids: readonly string[]): string[] => [...ids].sort();

describe('a submitter', () => {
  test('lists and counts the samples of their own address, in whatever case it was written', async () => {
    const { data } = await ada(
      `{ samples { totalCount nodes { id } } all: samples(filter: { includeDeleted: true }) { totalCount nodes { id } } }`,
    );
    expect(idsOf(data.samples.nodes)).toEqual(sorted(OWN_LISTED));
    expect(data.samples.totalCount).toBe(OWN_LISTED.length);
    expect(idsOf(data.all.nodes)).toEqual(sorted(OWN));
    expect(data.all.totalCount).toBe(OWN.length);
  });

  test.each(['SUBMITTED_AT', 'DUE_AT', 'PRIORITY', 'SAMPLE_NAME', 'STATUS', 'UPDATED_AT'])(
    'pages through them by %s, both ways, and meets each once',
    async (field) => {
      for (const direction of ['ASC', 'DESC']) {
        const page = `query ($after: String) { samples(first: 1, after: $after, orderBy: { field: ${field}, direction: ${direction} }) {
          nodes { id } pageInfo { hasNextPage endCursor } } }`;
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const { data }: Answer = await ada(page, { after });
          seen.push(...idsOf(data.samples.nodes));
          after = data.samples.pageInfo.hasNextPage ? data.samples.pageInfo.endCursor : null;
        } while (after !== null);
        const all = await asking(
          lab,
          EVERYBODY,
          `{ samples(orderBy: { field: ${field}, direction: ${direction} }) { nodes { id } } }`,
        );
        const order = all.data.samples.nodes.map(({ id }: { id: string }) => id);
        expect(seen).toEqual(order.filter((id: string) => OWN.includes(id)));
      }
    },
  );

  test('cannot narrow a list to somebody else', async () => {
    for (const submitterEmail of [GRACE.email, '', '%']) {
      const { data } = await ada(
        `query ($filter: SampleFilter) { samples(filter: $filter) { totalCount nodes { id } } sampleStatistics(filter: $filter) { total }
          submissions(filter: { submitterEmail: "${GRACE.email}" }) { totalCount nodes { id } } }`,
        { filter: { submitterEmail } },
      );
      expect(data.samples).toEqual({ totalCount: 0, nodes: [] });
      expect(data.submissions).toEqual({ totalCount: 0, nodes: [] });
      expect(data.sampleStatistics.total).toBe(0);
    }
    const named = await ada(
      `query ($ids: [ID!]) { samples(filter: { ids: $ids, includeDeleted: true }) { totalCount nodes { id } } }`,
      { ids: [...OTHERS, OWN[0], NEVER] },
    );
    expect(named.data.samples).toEqual({ totalCount: 1, nodes: [{ id: OWN[0] }] });
  });

  test('finds own samples by a search, with nothing of the others in rank, count or highlight', async () => {
    const { data } = await ada(
      `query { searchSamples(query: "tube") { totalCount edges { node { id } highlight } } secret: searchSamples(query: "${SECRET}") { totalCount nodes { id } } }`,
    );
    expect(data.searchSamples.totalCount).toBe(OWN_LISTED.length);
    expect(idsOf(data.searchSamples.edges.map(({ node }: { node: { id: string } }) => node))).toEqual(
      sorted(OWN_LISTED),
    );
    expect(JSON.stringify(data)).not.toContain(SECRET);
    expect(data.secret).toEqual({ totalCount: 0, nodes: [] });
  });

  test('finds a misspelt name of their own, however many names of others are more alike', async () => {
    await using crowded = await twoSubmitters({ alone: true });
    const names = (email: string, name: string, n: number) =>
      `insert into nanopore_samples (sample_name, submitter_email) select '${name}', '${email}' from generate_series(1, ${n})`;
    await crowded
      .em()
      .getConnection()
      .execute(names('ada@example.org', 'Zebrafish-embryos', 1));
    await crowded
      .em()
      .getConnection()
      .execute(names('grace@example.org', 'Zebrafish-embrio', 1_200));
    const { data } = await asking(
      crowded,
      ADA,
      '{ searchSamples(query: "Zebrafish-embrioz") { totalCount nodes { sampleName } } }',
    );
    expect(data.searchSamples).toEqual({ totalCount: 1, nodes: [{ sampleName: 'Zebrafish-embryos' }] });
  });

  test('counts own samples alone in statistics, those out of tallies and those counted anew', async () => {
    for (const filter of [{}, { labName: 'Lab' }, { overdue: true }, { submittedAfter: '2026-01-01T00:00:00Z' }]) {
      const query = `query ($filter: SampleFilter) { sampleStatistics(filter: $filter) ${everyField(lab.subgraph.schema, 'SampleStatistics', 3)} }`;
      const { data } = await ada(query, { filter });
      expect(data.sampleStatistics.total).toBe(OWN_LISTED.length);
      const everybodys = await asking(lab, EVERYBODY, query, { filter: { ...filter, submitterEmail: ADA.email } });
      expect(data).toEqual(everybodys.data);
    }
  });

  test('is refused the queue of the work that waits, which would hold own samples alone', async () => {
    const query = '{ workQueue(step: LIBRARY_PREP) { totalCount nodes { id } } }';
    const refused = await ada(query);
    expect(refused.data).toEqual({ workQueue: null });
    expect(refusedOf(refused)).toEqual(['Query.workQueue']);
    const { data, errors } = await asking(labsRows, ADA, query);
    expect(errors).toBeUndefined();
    expect(data.workQueue.totalCount).toBeGreaterThan(0);
    expect((await asking(lab, EVERYBODY, query)).data.workQueue.totalCount).toBeGreaterThan(data.workQueue.totalCount);
    expect(data.workQueue.totalCount).toBe(data.workQueue.nodes.length);
    expect(OWN).toEqual(expect.arrayContaining(idsOf(data.workQueue.nodes)));
  });

  test('finds the own tubes on the own form, and no form that somebody else sent in', async () => {
    const { data } = await ada(
      `query ($own: ID!, $other: ID!) {
        submission(id: $own) { id samples { totalCount nodes { id } } project { id submissions { totalCount nodes { id } } } }
        other: submission(id: $other) { id } submissions { totalCount nodes { id } }
        sample(id: "${OWN[2]}") { id submission { id } project { id } } }`,
      { own: FORMS.adas, other: FORMS.graces },
    );
    expect(idsOf(data.submission.samples.nodes)).toEqual(sorted([OWN[0] as string, OWN[1] as string]));
    expect(data.submission.samples.totalCount).toBe(2);
    expect(data.submission.project).toEqual({
      id: PROJECTS.shared,
      submissions: { totalCount: 1, nodes: [{ id: FORMS.adas }] },
    });
    expect(data.other).toBeNull();
    expect(data.submissions).toEqual({ totalCount: 1, nodes: [{ id: FORMS.adas }] });
    // The tube of theirs that is on the form of somebody else.
    expect(data.sample).toEqual({ id: OWN[2], submission: null, project: null });
  });

  test('sees the projects that own forms belong to', async () => {
    const { data } = await ada(
      `{ projects { totalCount nodes { id ownerEmail } } project(id: "${PROJECTS.graces}") { id } }`,
    );
    expect(data.projects).toEqual({ totalCount: 1, nodes: [{ id: PROJECTS.shared, ownerEmail: null }] });
    expect(data.project).toBeNull();
  });

  test('learns the name of who entered a sample, and nobody else and nothing else of the directory', async () => {
    const query = `{ sample(id: "${OWN[0]}") { createdBy { id name email aliases } attachments { uploadedBy { name email } } }
         users { totalCount nodes { id } } search: users(search: "Tess") { totalCount nodes { id } }
         user(id: "${idOf('user', 3)}") { id } me { id name email aliases } }`;
    const known = {
      sample: {
        createdBy: { id: idOf('user', 3), name: 'Tess', email: null, aliases: [] },
        attachments: [{ uploadedBy: { name: 'Tess', email: null } }],
      },
      me: { id: ADA.userId, name: 'Ada', email: 'ada@example.org', aliases: ['A'] },
      user: null,
    };
    const answer = await ada(query);
    expect(answer.data).toEqual({ ...known, users: null, search: null });
    expect(refusedOf(answer)).toEqual(['Query.user', 'Query.users']);
    expect(await asking(labsRows, ADA, query)).toEqual({
      data: {
        ...known,
        users: { totalCount: 1, nodes: [{ id: ADA.userId }] },
        search: { totalCount: 0, nodes: [] },
      },
    });
  });

  test('does not see what the staff alone remark', async () => {
    const query = `{ sample(id: "${OWN[0]}") { legacy steps { legacy } attachments { legacy } details { internalNotes legacy } } }`;
    const answer = await ada(query);
    expect(answer.data.sample).toMatchObject({ legacy: null, details: { internalNotes: null, legacy: null } });
    expect(refusedOf(answer)).toEqual(FOR_STAFF.filter((field) => !/^(Submission|Project)/.test(field)));
    const unrefused = await asking(labsRows, ADA, query);
    expect(unrefused.errors).toBeUndefined();
    expect(JSON.stringify([answer, unrefused])).not.toContain(SECRET);
    expect((await asking(lab, TECHNICIAN, query)).data.sample).toMatchObject({
      legacy: { n: SECRET },
      details: { internalNotes: expect.stringContaining(SECRET), legacy: { n: SECRET } },
    });
  });

  test('gets own things by reference, and of others what is got for a thing that never was', async () => {
    const KINDS = { Sample: 'sample', ProcessingStep: 'step', Attachment: 'attachment', Submission: 'submission' };
    const NUMBERS: Record<string, [own: number, other: number]> = {
      step: [100, 600],
      attachment: [10, 60],
      sample: [1, 6],
      submission: [1, 2],
      project: [1, 2],
      user: [1, 2],
    };
    for (const [type, kind] of Object.entries({ ...KINDS, Project: 'project', User: 'user' })) {
      const representations = NUMBERS[kind] as [number, number];
      const { data, errors } = await ada(
        `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on ${type} { id } } }`,
        { of: [...representations.map((n) => idOf(kind, n)), NEVER, 'x'].map((id) => ({ __typename: type, id })) },
      );
      expect([type, data._entities, errors]).toEqual([
        type,
        [{ __typename: type, id: idOf(kind, representations[0] as number) }, null, null, null],
        undefined,
      ]);
    }
  });

  test('is answered for what is not theirs word for word as for what is not there', async () => {
    const asks = (service: ServiceUnderTest, id: string) =>
      asking(
        service,
        ADA,
        `{ x: sample(id: "${id}") { id } s: submission(id: "${id}") { id } p: project(id: "${id}") { id } u: user(id: "${id}") { id } }`,
      );
    const nothing = { x: null, s: null, p: null, u: null };
    for (const id of [...OTHERS, FORMS.graces, PROJECTS.graces, idOf('user', 2)]) {
      const answer = await asks(lab, id);
      expect(answer).toEqual(await asks(lab, NEVER));
      expect([answer.data, refusedOf(answer)]).toEqual([nothing, ['Query.user']]);
      expect(await asks(labsRows, id)).toEqual({ data: nothing });
    }
  });

  test('cannot go on from a cursor of somebody else, whose list is another', async () => {
    for (const actor of [EVERYBODY, TECHNICIAN, GRACE]) {
      const lists = await asking(
        lab,
        actor,
        `{ samples(first: 1) { pageInfo { endCursor } } searchSamples(query: "tube", first: 1) { pageInfo { endCursor } }
           submissions(first: 1) { pageInfo { endCursor } } }`,
      );
      for (const [list, { pageInfo }] of Object.entries<{ pageInfo: { endCursor: string } }>(lists.data)) {
        const argument = list === 'searchSamples' ? 'query: "tube", ' : '';
        const { data, errors } = await ada(
          `query ($after: String) { ${list}(${argument}after: $after) { totalCount nodes { id } } }`,
          { after: pageInfo.endCursor },
        );
        expect(data[list]).toBeNull();
        expect(errors?.[0]).toMatchObject({
          message: 'after: this cursor comes from a list with another filter, order or parent.',
          extensions: { code: 'BAD_USER_INPUT' },
        });
      }
    }
  });

  test('costs one statement for each kind of thing, however many samples there are', async () => {
    const page = (first: number) =>
      statementsOf(
        () =>
          ada(
            `{ samples(first: ${first}, orderBy: { field: SUBMITTED_AT, direction: ASC }) { nodes { id steps { id } details { id } attachments { id uploadedBy { id } } createdBy { id } submission { id samples { nodes { id } } } } } }`,
          ),
        'samples',
      );
    expect((await page(4)).length).toBe((await page(1)).length);
    expect((await page(4)).length).toBe(7);
  });
});

describe('nothing at all is seen', () => {
  const ROOTS = ['sample', 'samples', 'searchSamples', 'workQueue', 'sampleStatistics', 'submissions', 'projects'];
  const ALL = ROOTS.map((root) => `Query.${root}`).sort();
  const QUEUE = ['Query.workQueue'];
  const NOBODIES: Record<string, [actor: Actor, refused: string[]]> = {
    'by nobody': [ANONYMOUS, ALL],
    'by a submitter without a verified address': [actorWith(['submitter'], { userId: ADA.userId }), QUEUE],
    'by a submitter with an empty address': [actorWith(['submitter'], { email: '' }), QUEUE],
    'by a submitter with blanks for an address': [actorWith(['submitter'], { email: '  ' }), QUEUE],
    'by a submitter whose address no database takes': [actorWith(['submitter'], { email: 'ada@example.org\0' }), QUEUE],
    'by who runs the system': [actorWith(['admin'], { email: 'ada@example.org' }), ALL],
  };
  test.each(Object.entries(NOBODIES))('%s', async (_who, [actor, refused]) => {
    const query = `{ sample(id: "${OWN[0]}") { id } samples(filter: { includeDeleted: true }) { totalCount nodes { id } } searchSamples(query: "tube") { totalCount nodes { id } }
         workQueue(step: LIBRARY_PREP) { totalCount nodes { id } } sampleStatistics { total byStatus { count } medianTurnaroundHours }
         submissions { totalCount nodes { id } } projects { totalCount nodes { id } }
         _entities(representations: [{ __typename: "ProcessingStep", id: "${idOf('step', 100)}" }, { __typename: "Attachment", id: "${idOf('attachment', 10)}" }]) { __typename } }`;
    const NOTHING = { totalCount: 0, nodes: [] };
    const nothing: Record<string, unknown> = {
      sample: null,
      samples: NOTHING,
      searchSamples: NOTHING,
      workQueue: NOTHING,
      submissions: NOTHING,
      projects: NOTHING,
      sampleStatistics: { total: 0, medianTurnaroundHours: null },
      _entities: [null, null],
    };
    const rows = await asking(labsRows, actor, query);
    expect(rows.errors).toBeUndefined();
    expect(rows.data).toMatchObject(nothing);
    const answer = await asking(lab, actor, query);
    const nulls = ROOTS.filter((root) => refused.includes(`Query.${root}`)).map((root) => [root, null]);
    expect(answer.data).toMatchObject({ ...nothing, ...Object.fromEntries(nulls) });
    expect(refusedOf(answer)).toEqual(refused);
  });
});

test('the staff see everything, a submitter among them too', async () => {
  for (const actor of [TECHNICIAN, actorWith(['submitter', 'auditor'], { email: 'ada@example.org' }), EVERYBODY]) {
    const { data } = await asking(lab, actor, '{ samples(filter: { includeDeleted: true }) { totalCount } }');
    expect(data.samples.totalCount).toBe(OWN.length + OTHERS.length);
  }
});

describe('whatever a submitter asks', () => {
  const word = fc.constantFrom(
    'tube',
    'tub',
    SECRET,
    'example',
    '-tube',
    'Lab',
    'DNA',
    'or',
    '"tube 6"',
    'tvbe',
    'wait',
  );
  const ids = [...OWN, ...OTHERS, NEVER, ...Object.values(FORMS), ...Object.values(PROJECTS), idOf('user', 2)];
  const id = fc.constantFrom(...ids);
  const everyFilter = fc.record({
    ids: fc.array(id, { maxLength: 8 }),
    status: fc.constantFrom(['SUBMITTED'], ['PREP', 'COMPLETED'], []),
    priority: fc.constantFrom(['URGENT'], ['NORMAL', 'LOW']),
    currentStep: fc.constantFrom(['LIBRARY_PREP'], ['SAMPLE_QC']),
    submissionId: fc.constantFrom(...Object.values(FORMS)),
    project: fc.constantFrom(...Object.values(PROJECTS)),
    assigneeId: fc.constantFrom(idOf('user', 2), idOf('user', 3)),
    unassigned: fc.boolean(),
    submitterEmail: fc.constantFrom('ada@example.org', GRACE.email, '', '%'),
    labName: fc.constantFrom('Lab', `Lab ${SECRET}`),
    qcPassed: fc.boolean(),
    held: fc.boolean(),
    overdue: fc.boolean(),
    submittedAfter: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-07T00:00:00Z'),
    submittedBefore: fc.constantFrom('2026-02-04T00:00:00Z', '2026-03-01T00:00:00Z'),
    includeDeleted: fc.boolean(),
  });
  // All at once nothing would pass.
  const filter = everyFilter.chain((every) =>
    fc.subarray(Object.entries(every), { maxLength: 2 }).map((some) => Object.fromEntries(some)),
  );
  const orderBy = fc.record({
    field: fc.constantFrom('SUBMITTED_AT', 'DUE_AT', 'PRIORITY', 'SAMPLE_NAME', 'STATUS', 'UPDATED_AT'),
    direction: fc.constantFrom('ASC', 'DESC'),
  });
  const first = fc.integer({ min: 0, max: 6 });
  const type = fc.constantFrom('Sample', 'Submission', 'Project', 'User', 'ProcessingStep', 'Attachment');
  const part = fc
    .tuple(fc.constantFrom('step', 'attachment'), fc.integer({ min: 1, max: 13 }))
    .map(([kind, n]) => idOf(kind, kind === 'step' ? n * 100 : n * 10));
  const representation = fc.record({ __typename: type, id: fc.oneof(id, part) });
  const variables = fc.record({
    filter,
    orderBy,
    first,
    query: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    id,
    step: fc.constantFrom('LIBRARY_PREP', 'SAMPLE_QC'),
    search: fc.constantFrom('Tess', 'Grace', 'a', SECRET, ''),
    of: fc.array(representation, { maxLength: 8 }),
  });

  const document = (): string => {
    const all = (name: string, depth: number) => everyField(lab.subgraph.schema, name, depth);
    return `query ($filter: SampleFilter, $orderBy: SampleOrder, $first: Int, $query: String!, $id: ID!, $step: WorkflowStep!, $search: String, $of: [_Any!]!) {
      sample(id: $id) ${all('Sample', 4)}
      samples(filter: $filter, orderBy: $orderBy, first: $first) ${all('SampleConnection', 4)}
      searchSamples(query: $query, filter: $filter, first: $first) ${all('SampleSearchConnection', 3)}
      workQueue(step: $step, first: $first) ${all('SampleConnection', 3)}
      sampleStatistics(filter: $filter) ${all('SampleStatistics', 3)}
      submission(id: $id) ${all('Submission', 5)}
      submissions(first: $first) ${all('SubmissionConnection', 4)}
      project(id: $id) ${all('Project', 4)}
      projects(first: $first) ${all('ProjectConnection', 4)}
      me ${all('User', 2)}
      user(id: $id) ${all('User', 2)}
      users(search: $search, first: $first) ${all('UserConnection', 3)}
      _entities(representations: $of) ${all('_Entity', 3)}
    }`;
  };
  const OTHER_IDS = [
    ...OTHERS,
    ...[6, 7, 8, 9, 10, 11, 12, 13].flatMap((n) => [
      idOf('details', n),
      idOf('step', n * 100),
      idOf('attachment', n * 10),
    ]),
  ];

  test('the answer is what it would be without the samples of others, and holds nothing of them', async () => {
    const query = document();
    let found = 0;
    const refused = new Set<string>();
    await fc.assert(
      fc.asyncProperty(variables, async (asked) => {
        const answer = await asking(lab, ADA, query, asked);
        const rows = await asking(labsRows, ADA, query, asked);
        const text = JSON.stringify([answer, rows]);
        expect(rows.errors).toBeUndefined();
        for (const what of refusedOf(answer)) {
          refused.add(what);
        }
        expect(answer.data).toMatchObject({ workQueue: null, user: null, users: null });
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain('987.654');
        expect(OTHER_IDS.filter((other) => text.includes(other))).toEqual([]);
        expect(inOrder(answer)).toEqual(inOrder(await asking(alone, ADA, query, asked)));
        expect(rows).toEqual(await asking(alonesRows, ADA, query, asked));
        found += answer.data.samples.nodes.length;
      }),
      { numRuns: 40, seed: 20_261_125 },
    );
    expect(found).toBeGreaterThan(50);
    expect([...refused].sort()).toEqual([...FOR_STAFF, 'Query.user', 'Query.users', 'Query.workQueue'].sort());
  }, 300_000);

  test('somebody of the staff gets all of that', async () => {
    const asked = { first: 100, query: 'tube', id: OTHERS[0], step: 'LIBRARY_PREP', of: [] };
    const text = JSON.stringify(await asking(lab, TECHNICIAN, document(), asked));
    expect(text).toContain(SECRET);
    expect(text).toContain('987.654');
    expect(text).toContain(idOf('details', 6));
  });
});
