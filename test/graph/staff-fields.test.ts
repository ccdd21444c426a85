import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { demoId, SUBMITTER } from '../../demo/lab.ts';
import { type Actor, ANONYMOUS } from '../../platform/identity/actor.ts';
import { type Role, scopesOf } from '../../schema/roles.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

let graph: GraphUnderTest;
let actor: Actor = ANONYMOUS;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true, identify: () => actor });
});
afterAll(() => graph.close());

/** All ask as the person who submitted the sample that is asked for. */
function askAs(role: Role, query: string) {
  const kind = role === 'service' ? 'service' : 'person';
  actor = { userId: null, name: role, email: SUBMITTER.email, kind, scopes: scopesOf([role]) };
  return graph.query(query, { id: demoId('sample', 1) });
}

const refusedOf = (errors: readonly GraphQLFormattedError[] = []): string[] => {
  expect(errors.filter(({ extensions }) => extensions?.code !== 'UNAUTHORIZED_FIELD_OR_TYPE')).toEqual([]);
  return [...new Set(errors.map(({ message }) => message.split(' ')[0] as string))].sort();
};

const EVERYTHING = `query ($id: ID!) { sample(id: $id) {
  sampleName legacy details { organism internalNotes legacy } steps { stepName legacy } attachments { fileName legacy }
  submission { name legacy } project { name legacy }
  extractions(first: 1) { nodes { fileName } } processingJobs(first: 1) { nodes { id } }
  auditTrail(first: 1) { nodes { action actorName details ipAddress userAgent user { name activity(first: 1) { totalCount } } } }
  retention { policy { retentionDays dueToday { archive } } } protectedBy { id } } }`;

const FOR_STAFF = [
  'Sample.legacy',
  'SampleDetails.internalNotes',
  'SampleDetails.legacy',
  'ProcessingStep.legacy',
  'Attachment.legacy',
  'Submission.legacy',
  'Project.legacy',
  'AuditLog.details',
  'AuditLog.ipAddress',
  'AuditLog.userAgent',
  'RetentionPolicy.dueToday',
  'User.activity',
];

test.each<[Role, string[]]>([
  ['submitter', [...FOR_STAFF, 'Sample.processingJobs', 'Sample.protectedBy']],
  ['technician', ['Sample.protectedBy']],
  ['lab_manager', ['Sample.protectedBy']],
  ['auditor', []],
  ['service', [...FOR_STAFF, 'Sample.protectedBy']],
  ['admin', ['Query.sample']],
])(
  'of a sample that was submitted from the same address, a %s is refused what is not for that role',
  async (role, refused) => {
    const { data, errors } = await askAs(role, EVERYTHING);
    expect(refusedOf(errors)).toEqual([...refused].sort());
    if (role !== 'admin') {
      expect(data.sample).toMatchObject({ sampleName: expect.any(String), details: { organism: expect.any(String) } });
      expect(data.sample.auditTrail.nodes).toEqual([expect.objectContaining({ actorName: expect.any(String) })]);
    }
  },
);

test('what the log is about is shown to those who may see such things', async () => {
  const trail =
    '{ auditLogs(filter: { resourceType: "sample" }, first: 3) { nodes { action resource { __typename } } } }';
  const forAuditor = await askAs('auditor', trail);
  expect(forAuditor.errors).toBeUndefined();
  expect(forAuditor.data.auditLogs.nodes).toHaveLength(3);
  expect(forAuditor.data.auditLogs.nodes[0].resource).toEqual({ __typename: 'Sample' });
  const forAdmin = await askAs('admin', trail);
  expect(forAdmin.data.auditLogs.nodes.map(({ resource }: { resource: unknown }) => resource)).toEqual([
    null,
    null,
    null,
  ]);
  expect(forAdmin.errors?.map(({ path }) => path)).toEqual([0, 1, 2].map((i) => ['auditLogs', 'nodes', i, 'resource']));
  expect(refusedOf(forAdmin.errors)).toEqual(['Sample']);
});
