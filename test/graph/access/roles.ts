import { ROLES, type Role } from '../../../schema/roles.ts';

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
  [
    OVERSIGHT,
    [
      'auditLog',
      'auditLogs',
      'auditStatistics',
      'auditCheckpoint',
      'auditConsistency',
      'securityEvents',
      'retentionPolicies',
    ],
  ],
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

/** The root fields that have a row, each as often as it has one. */
export const FIELDS_WITH_A_ROW: readonly string[] = MAY.flatMap(([, fields]) => fields);

/** A field without a row is for nobody. */
export const mayUse = (role: Role, field: string): boolean =>
  MAY.some(([roles, fields]) => roles.includes(role) && fields.includes(field));
