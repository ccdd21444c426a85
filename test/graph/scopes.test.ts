/**
 * Every query and mutation × every role, asked through the gateway and of the service itself. The rows below are
 * compared with the API schema: a root field without a row fails.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { type Actor, ANONYMOUS } from '../../platform/identity/actor.ts';
import { type ComposedGraph, composeSupergraph } from '../../schema/composition.ts';
import { ROLES, type Role, scopesOf } from '../../schema/roles.ts';
import { readSubgraphs } from '../../schema/subgraphs.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';
import { operationsOf } from './made-up-requests.ts';

const ALL = Object.keys(ROLES) as Role[];
const STAFF: Role[] = ['technician', 'lab_manager', 'auditor', 'admin'];
const BENCH: Role[] = ['technician', 'lab_manager'];
const READERS: Role[] = ['technician', 'lab_manager', 'auditor', 'service'];
const OVERSIGHT: Role[] = ['lab_manager', 'auditor', 'admin'];

/** Who may use a root field: the rest is refused. */
const MAY: readonly [Role[], string[]][] = [
  [ALL, ['me']],
  [
    [...READERS, 'submitter'],
    ['sample', 'samples', 'searchSamples', 'sampleStatistics'],
  ],
  [
    [...READERS, 'submitter'],
    ['submission', 'submissions', 'project', 'projects'],
  ],
  [READERS, ['workQueue', 'extractionResult', 'extractionResults', 'lowConfidenceExtractions', 'extractionStatistics']],
  [READERS, ['processingJob', 'processingJobs', 'modelPerformance', 'modelPerformanceSummary']],
  [STAFF, ['user', 'users']],
  [OVERSIGHT, ['auditLog', 'auditLogs', 'auditStatistics', 'securityEvents', 'retentionPolicies']],
  [
    ['lab_manager', 'auditor'],
    ['complianceReport', 'complianceReports'],
  ],
  [
    ['auditor', 'admin'],
    ['backupJob', 'backupJobs', 'backupSchedules', 'backupStatistics'],
  ],
  [
    ['auditor', 'admin'],
    ['appConfig', 'appConfigs', 'featureFlag', 'featureFlags', 'configHistory'],
  ],
  [ALL, ['evaluateFlag', 'evaluateFlags']],
  [
    [...BENCH, 'submitter'],
    ['createSubmission', 'createSample', 'createSamples'],
  ],
  [BENCH, ['createProject', 'updateSample', 'addAttachment', 'removeAttachment', 'adoptWorkflow']],
  [BENCH, ['holdSample', 'releaseSample', 'rejectSample']],
  [BENCH, ['startStep', 'completeStep', 'failStep', 'skipStep', 'retryStep', 'reopenStep']],
  [['lab_manager'], ['assignSample', 'archiveSample', 'restoreSample', 'deleteSample', 'generateComplianceReport']],
  [
    [...BENCH, 'service'],
    ['recordExtraction', 'createProcessingJob', 'retryProcessingJob', 'cancelProcessingJob', 'failProcessingJob'],
  ],
  [['service'], ['startProcessingJob', 'completeProcessingJob', 'recordModelPerformance', 'recordAuditEvent']],
  [['admin'], ['setRetentionPolicy', 'startBackup']],
  [['admin'], ['createBackupSchedule', 'updateBackupSchedule', 'deleteBackupSchedule']],
  [
    ['admin'],
    ['setAppConfig', 'revealAppConfig', 'deleteAppConfig', 'setFeatureFlag', 'deleteFeatureFlag', 'revertConfig'],
  ],
];

const actorOf = (role: Role): Actor => ({
  userId: null,
  name: role,
  email: `${role}@example.org`,
  kind: role === 'service' ? 'service' : 'person',
  scopes: scopesOf([role]),
});
const CALLERS = [['nobody', ANONYMOUS] as const, ...ALL.map((role) => [role, actorOf(role)] as const)];

const composed = composeSupergraph(readSubgraphs()) as ComposedGraph;
const OPERATIONS = operationsOf(composed.apiSchema);

let graph: GraphUnderTest;
let actor: Actor = ANONYMOUS;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true, identify: () => actor });
});
afterAll(() => graph.close());

test('every query and mutation has a row, and one only', () => {
  const rows = MAY.flatMap(([, names]) => names);
  expect(rows.toSorted()).toEqual(OPERATIONS.map(({ field }) => field).toSorted());
});

describe('every query and mutation is for its roles alone', () => {
  test.each(OPERATIONS.map((operation) => [operation.field, operation] as const))('%s', async (field, operation) => {
    const { query, variables } = operation;
    const may = MAY.find(([, names]) => names.includes(field))?.[0] ?? [];
    const service = graph.service(operation.service);
    for (const [name, caller] of CALLERS) {
      actor = caller;
      const isAllowed = (may as readonly string[]).includes(name);
      const missing = caller === ANONYMOUS ? 'an identity' : 'a scope';
      const refusal = {
        message: `${operation.type}.${field} is not for everybody: ${missing} is missing.`,
        path: [field],
        code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      };
      const errors = isAllowed ? [] : [refusal];
      const identity = { actor, requestId: 'test', address: null, userAgent: null };
      const answers = [await graph.query(query, variables), await service.execute({ query, variables }, identity)];
      expect({ caller: name, errors: answers.map(errorsOf) }).toEqual({ caller: name, errors: [errors, errors] });
    }
  });
});

type Answer = { errors?: readonly GraphQLFormattedError[] | undefined };

/** What a service says of made-up input does not matter, as long as it was asked. */
const errorsOf = ({ errors = [] }: Answer) =>
  errors
    .map(({ message, path, extensions }) => ({ message, path, code: extensions?.code }))
    .filter(({ code }) => code !== 'BAD_USER_INPUT');
