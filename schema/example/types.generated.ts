// Generated from the SDL and schema/operations by `npm run schema:generate`; do not edit.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What sort of actor did something. */
export type AuditActorKind =
  /** A person of the lab or a customer. */
  | 'PERSON'
  /** A program with an identity of its own. */
  | 'SERVICE';

/** Whether what somebody tried was done. */
export type AuditOutcome =
  /** It was not allowed. */
  | 'DENIED'
  /** It was tried and failed. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

/** Which backups. All conditions that are given must hold. */
export type BackupJobFilter = {
  /** Was planned at this time or later. */
  createdAfter?: string | null | undefined;
  /** Was planned before this time. */
  createdBefore?: string | null | undefined;
  /** Is of one of these types. */
  jobType?: Array<BackupType> | null | undefined;
  /** Is of this database, such as `nanopore_samples`. */
  sourceDatabase?: string | null | undefined;
  /** Has one of these statuses. */
  status?: Array<BackupJobStatus> | null | undefined;
};

/** Where a backup stands. */
export type BackupJobStatus =
  /** Made. */
  | 'COMPLETED'
  /** Failed; nothing usable was kept. */
  | 'FAILED'
  /** Being made. */
  | 'RUNNING'
  /** Planned. */
  | 'SCHEDULED';

/** How much a backup copies. */
export type BackupType =
  /** What changed since the last full backup. */
  | 'DIFFERENTIAL'
  /** Everything. */
  | 'FULL'
  /** What changed since the last backup of any type. */
  | 'INCREMENTAL';

/** What was done to a setting or a flag. */
export type ConfigChangeKind =
  /** It was removed. */
  | 'DELETED'
  /** Its value was shown to somebody; nothing changed. */
  | 'REVEALED'
  /** It was put back to what it had been. */
  | 'REVERTED'
  /** It was added or changed. */
  | 'SET';

/** Environment that a setting or a flag applies to. */
export type ConfigEnvironment =
  /** Where the software is written. */
  | 'DEVELOPMENT'
  /** Where the lab works. */
  | 'PRODUCTION'
  /** Where a release is tried. */
  | 'STAGING'
  /** Where automatic tests run. */
  | 'TEST';

/** What a value is read as. */
export type ConfigValueType =
  /** `true` or `false`. */
  | 'BOOLEAN'
  /** JSON. */
  | 'JSON'
  /** A number as JSON writes it, such as `0.7`. */
  | 'NUMBER'
  /** A text, as it is. */
  | 'STRING';

/** How the values of an extraction were read. */
export type ExtractionMethod =
  /** By patterns, and by a language model where they found nothing. */
  | 'HYBRID'
  /** By a language model. */
  | 'LLM'
  /** By patterns in the text. */
  | 'PATTERN'
  /** By a language model that was shown comparable documents. */
  | 'RAG';

/** What decided about a feature, in the order in which it is looked at. */
export type FlagReason =
  /** Off: the caller does not fulfil the conditions. */
  | 'CONDITIONS_NOT_MET'
  /** Off: the conditions are older than today's rules and cannot be read. Set them anew. */
  | 'CONDITIONS_UNREADABLE'
  /** Off: the flag is off, for everybody. */
  | 'DISABLED'
  /** On, for everybody who fulfils the conditions. */
  | 'ENABLED'
  /** On: the unit's place lies inside of the percentage. It stays in when the percentage is raised. */
  | 'INSIDE_ROLLOUT'
  /** Off: the feature is on for a part of the units, and the context names none. */
  | 'NO_UNIT'
  /** Off: the unit's place lies outside of the percentage. It comes in when the percentage is raised beyond it. */
  | 'OUTSIDE_ROLLOUT'
  /** Off: there is no such flag in the environment. */
  | 'UNKNOWN_FLAG';

/** How urgent a sample or a submission is. */
export type Priority =
  /** Due 48 hours after submission. */
  | 'HIGH'
  /** Due 10 business days after submission. */
  | 'LOW'
  /** Due 5 business days after submission. */
  | 'NORMAL'
  /** Due 24 hours after submission. */
  | 'URGENT';

/** Where a job stands. */
export type ProcessingJobStatus =
  /** Taken out of the queue for good: nobody wants it done any more. */
  | 'CANCELLED'
  /** Done. */
  | 'COMPLETED'
  /** Given up after its last attempt; can be retried. */
  | 'FAILED'
  /** Waiting in the queue. */
  | 'PENDING'
  /** Being worked on. */
  | 'PROCESSING';

/** What a job does. */
export type ProcessingJobType =
  /** Checks values against each other. */
  | 'DATA_VALIDATION'
  /** Completes what is missing. */
  | 'ENHANCEMENT'
  /** Reads values out of a PDF form. */
  | 'PDF_EXTRACTION';

/** Where a project stands. */
export type ProjectStatus =
  /** Takes submissions. */
  | 'ACTIVE'
  /** Put away. */
  | 'ARCHIVED'
  /** Finished. */
  | 'COMPLETED';

/** What may be done with a sample. */
export type SampleAction =
  /** Add the steps that it lacks: `adoptWorkflow`. */
  | 'ADOPT_WORKFLOW'
  /** Close it as it is, without giving an outcome: `archiveSample`. */
  | 'ARCHIVE'
  /** Give it to somebody: `assignSample`. */
  | 'ASSIGN'
  /** Complete its current step: `completeStep`. */
  | 'COMPLETE_STEP'
  /** Mark it as deleted: `deleteSample`. */
  | 'DELETE'
  /** Record that its current step failed: `failStep`. */
  | 'FAIL_STEP'
  /** Stop all work on it: `holdSample`. */
  | 'HOLD'
  /** Reject it, or record that it was withdrawn: `rejectSample`, or `archiveSample` with an outcome. */
  | 'REJECT'
  /** Let it go on: `releaseSample`. */
  | 'RELEASE'
  /** Reopen one of its completed or skipped steps: `reopenStep`. */
  | 'REOPEN_STEP'
  /** Take back its deletion, archiving or rejection: `restoreSample`. */
  | 'RESTORE'
  /** Make its failed step pending again: `retryStep`. */
  | 'RETRY_STEP'
  /** Leave out its current step: `skipStep`. */
  | 'SKIP_STEP'
  /** Start its current step: `startStep`. */
  | 'START_STEP'
  /** Change what it says of itself: `updateSample`. */
  | 'UPDATE';

/** Which samples. All conditions that are given must hold. */
export type SampleFilter = {
  /** Carries this short name as whoever works on it. */
  assignedTo?: string | null | undefined;
  /** Is worked on by the person of this id. */
  assigneeId?: string | number | null | undefined;
  /** Is charged to this account. */
  chartField?: string | null | undefined;
  /** Was completed at this time or later. */
  completedAfter?: string | null | undefined;
  /** Its first step that is neither completed nor skipped is one of these. */
  currentStep?: Array<WorkflowStep> | null | undefined;
  /** Is to be sequenced on this type of flow cell. */
  flowCellType?: string | null | undefined;
  /** True: is on hold. False: is not. */
  held?: boolean | null | undefined;
  /** Has one of these ids. */
  ids?: Array<string | number> | null | undefined;
  /** Whether samples that are marked as deleted are listed too. */
  includeDeleted?: boolean | null | undefined;
  /** Comes from this laboratory. */
  labName?: string | null | undefined;
  /** True: its due date has passed and it is not completed. False: the others. */
  overdue?: boolean | null | undefined;
  /** Has one of these priorities. */
  priority?: Array<Priority> | null | undefined;
  /** Came with a submission of the project of this id. */
  project?: string | number | null | undefined;
  /** Has this service project in iLab. */
  projectId?: string | null | undefined;
  /** True: passed quality control. False: failed it. */
  qcPassed?: boolean | null | undefined;
  /** Is of this type of nucleic acid. */
  sampleType?: string | null | undefined;
  /** Has one of these statuses. */
  status?: Array<SampleStatus> | null | undefined;
  /** Came with the submission of this id. */
  submissionId?: string | number | null | undefined;
  /** Was submitted at this time or later. */
  submittedAfter?: string | null | undefined;
  /** Was submitted before this time. */
  submittedBefore?: string | null | undefined;
  /** Was submitted from this e-mail address, in any case. */
  submitterEmail?: string | null | undefined;
  /** True: nobody works on it. False: somebody does. */
  unassigned?: boolean | null | undefined;
  /** Was changed at this time or later. */
  updatedAfter?: string | null | undefined;
};

/** How a sample ended. */
export type SampleOutcome =
  /** Its data were delivered. */
  | 'DELIVERED'
  /** The facility could not work with it. */
  | 'REJECTED'
  /** The customer took it back. */
  | 'WITHDRAWN';

/** Where a sample is in its life. */
export type SampleStatus =
  /** Its data are being basecalled and assessed. */
  | 'ANALYSIS'
  /** Closed. */
  | 'ARCHIVED'
  /** Sequenced, and its quality assessed. */
  | 'COMPLETED'
  /** Its data are delivered. */
  | 'DISTRIBUTED'
  /** Its library is being prepared. */
  | 'PREP'
  /** It is being set up for sequencing, or runs. */
  | 'SEQUENCING'
  /** Received; no library has been started. */
  | 'SUBMITTED';

/** Where a step stands. */
export type StepStatus =
  /** Done. */
  | 'COMPLETED'
  /** Failed; blocks the steps after it until it is retried. */
  | 'FAILED'
  /** Being worked on. */
  | 'IN_PROGRESS'
  /** Not started. */
  | 'PENDING'
  /** Left out, with a reason. */
  | 'SKIPPED';

/** Which submissions. All conditions that are given must hold. */
export type SubmissionFilter = {
  /** Has one of these priorities. */
  priority?: Array<Priority> | null | undefined;
  /** Belongs to the project of this id. */
  projectId?: string | number | null | undefined;
  /** Has this text in its number, its name or its submitter's name, in any case. */
  search?: string | null | undefined;
  /** Has one of these statuses. */
  status?: Array<SubmissionStatus> | null | undefined;
  /** Has this number. */
  submissionNumber?: string | null | undefined;
  /** Came in by one of these ways. */
  submissionType?: Array<SubmissionType> | null | undefined;
  /** Was submitted at this time or later. */
  submittedAfter?: string | null | undefined;
  /** Was submitted before this time. */
  submittedBefore?: string | null | undefined;
  /** Was submitted from this e-mail address, in any case. */
  submitterEmail?: string | null | undefined;
};

/** Where a submission stands. */
export type SubmissionStatus =
  /** Closed. */
  | 'ARCHIVED'
  /** All its samples are completed. */
  | 'COMPLETED'
  /** Not sent yet. */
  | 'DRAFT'
  /** Its samples are being worked on. */
  | 'PROCESSING'
  /** Received. */
  | 'SUBMITTED';

/** How a submission came in. */
export type SubmissionType =
  /** Sent by a program, many samples at once. */
  | 'BATCH'
  /** Read from a CSV file. */
  | 'CSV'
  /** Typed in. */
  | 'MANUAL'
  /** Read from a PDF form. */
  | 'PDF';

/** The eight steps of the workflow, in their order. */
export type WorkflowStep =
  /** Translation of the signal into bases. */
  | 'BASECALLING'
  /** Delivery of the data to the customer. */
  | 'DATA_DELIVERY'
  /** Preparation of the library. Needs concentration and volume. */
  | 'LIBRARY_PREP'
  /** Check of the library. */
  | 'LIBRARY_QC'
  /** Check of the reads. */
  | 'QUALITY_ASSESSMENT'
  /** Check of the sample's amount and purity. */
  | 'SAMPLE_QC'
  /** The run on the sequencer. */
  | 'SEQUENCING_RUN'
  /** Loading of the flow cell. Needs a 260/280 ratio. */
  | 'SEQUENCING_SETUP';

export type FeaturesOfACallerQueryVariables = Exact<{
  environment: ConfigEnvironment;
  caller?: unknown;
}>;


export type FeaturesOfACallerQuery = { evaluateFlags: Array<{ name: string, enabled: boolean, reason: FlagReason }> };

export type SampleJourneyQueryVariables = Exact<{
  first?: number | null | undefined;
  filter?: SampleFilter | null | undefined;
}>;


export type SampleJourneyQuery = { samples: { nodes: Array<{ id: string, sampleName: string, status: SampleStatus, priority: Priority, concentration: number | null, steps: Array<{ id: string, stepName: string, status: StepStatus, startedAt: string | null, completedAt: string | null }>, extractions: { nodes: Array<{ id: string, extractionMethod: ExtractionMethod | null, confidenceScore: number | null, fileName: string | null }> } | null, auditTrail: { nodes: Array<{ id: string, action: string, eventType: string, timestamp: string, user: { id: string, name: string | null } | null }> } | null }> } | null };

export type SampleDetailQueryVariables = Exact<{
  id: string | number;
}>;


export type SampleDetailQuery = { sample: { id: string, sampleName: string, sampleNumber: number | null, status: SampleStatus, priority: Priority, version: number, sampleType: string | null, sampleBuffer: string | null, concentration: number | null, volume: number | null, totalAmount: number | null, a260280: number | null, a260230: number | null, flowCellType: string | null, flowCellCount: number | null, chartField: string | null, submittedAt: string | null, startedAt: string | null, completedAt: string | null, dueAt: string | null, deletedAt: string | null, holdReason: string | null, outcome: SampleOutcome | null, isOverdue: boolean, isBlocked: boolean, blockedReason: string | null, currentStep: WorkflowStep | null, availableActions: Array<SampleAction>, submission: { id: string, submissionNumber: string | null, submitterName: string | null } | null, project: { id: string, name: string } | null, assignee: { id: string, name: string | null } | null, createdBy: { id: string, name: string | null } | null, details: { organism: string | null, genomeSize: string | null, expectedReadLength: string | null, libraryPrepKit: string | null, barcodingRequired: boolean | null, barcodeKit: string | null, runTimeHours: number | null, basecallingModel: string | null, qcPassed: boolean | null, qcNotes: string | null, specialInstructions: string | null } | null, steps: Array<{ id: string, stepName: string, step: WorkflowStep | null, status: StepStatus, assignedTo: string | null, startedAt: string | null, completedAt: string | null, estimatedDurationHours: number | null, notes: string | null, resultsData: unknown }>, attachments: Array<{ id: string, fileName: string, fileType: string | null, fileSizeBytes: string | null, uploadedAt: string | null, uploadedBy: { id: string, name: string | null } | null }>, warnings: Array<{ code: string, field: string | null, message: string }>, latestExtraction: { id: string, extractionMethod: ExtractionMethod | null, confidenceScore: number | null, issues: Array<string> | null } | null, extractionMismatches: Array<{ field: string, sampleValue: unknown, extractedValue: unknown }> | null, processingJobs: { nodes: Array<{ id: string, jobType: ProcessingJobType, status: ProcessingJobStatus, errorMessage: string | null }> } | null, protectedBy: { id: string, jobType: BackupType, completedAt: string | null } | null } | null };

export type BackupOverviewQueryVariables = Exact<{
  filter?: BackupJobFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type BackupOverviewQuery = { backupSchedules: Array<{ id: string, name: string, cronExpression: string, backupType: BackupType, retentionDays: number, isActive: boolean, lastRun: string | null, nextRun: string | null, nextRuns: Array<string> | null }> | null, backupStatistics: { successShare: number | null, byDatabase: Array<{ sourceDatabase: string | null, total: number, failed: number, totalBytes: string, lastVerifiedAt: string | null }> } | null, backupJobs: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, jobType: BackupType, status: BackupJobStatus, sourceDatabase: string | null, fileSizeBytes: string | null, checksum: string | null, compressionEnabled: boolean | null, encryptionEnabled: boolean | null, startedAt: string | null, completedAt: string | null, errorMessage: string | null, metadata: Array<{ tableName: string, recordCount: string | null }>, auditTrail: { nodes: Array<{ action: string, actorName: string, timestamp: string }> } | null }> } | null };

export type SubmissionOverviewQueryVariables = Exact<{
  filter?: SubmissionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SubmissionOverviewQuery = { submissions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, submissionNumber: string | null, name: string | null, status: SubmissionStatus, priority: Priority, submissionType: SubmissionType | null, submitterName: string | null, submitterEmail: string | null, submittedAt: string | null, originalFilename: string | null, fileSizeBytes: string | null, project: { id: string, name: string, status: ProjectStatus, ownerName: string | null } | null, samples: { totalCount: number, nodes: Array<{ id: string, sampleNumber: number | null, sampleName: string, status: SampleStatus, currentStep: WorkflowStep | null, isOverdue: boolean, isBlocked: boolean }> } | null, extractions: { nodes: Array<{ id: string, fileName: string | null, confidenceScore: number | null }> } | null } }> } | null };

export type AuditOfASampleQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditOfASampleQuery = { sample: { id: string, sampleName: string, status: SampleStatus, deletedAt: string | null, retention: { countedFrom: string | null, retainUntil: string | null, archiveDueAt: string | null, deleteDueAt: string | null, isArchiveOverdue: boolean, policy: { resourceType: string, retentionDays: number } | null } | null, auditTrail: { totalCount: number, completeUntil: string | null, archivedBefore: string | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, eventType: string, action: string, outcome: AuditOutcome | null, timestamp: string, actorName: string, actorKind: AuditActorKind | null, ipAddress: string | null, details: unknown, user: { id: string, name: string | null, email: string | null } | null, resource:
          | { __typename: 'AppConfig' }
          | { __typename: 'Attachment', id: string, fileName: string }
          | { __typename: 'BackupJob' }
          | { __typename: 'BackupSchedule' }
          | { __typename: 'ExtractionResult', id: string, extractionMethod: ExtractionMethod | null }
          | { __typename: 'FeatureFlag' }
          | { __typename: 'ProcessingJob' }
          | { __typename: 'ProcessingStep', id: string, stepName: string }
          | { __typename: 'Project' }
          | { __typename: 'Sample', id: string, sampleName: string }
          | { __typename: 'Submission' }
          | { __typename: 'User' }
         | null }> } | null } | null };

export type LabConfigurationQueryVariables = Exact<{
  environment: ConfigEnvironment;
  after?: string | null | undefined;
}>;


export type LabConfigurationQuery = { appConfigs: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, configKey: string, configValue: string | null, valueType: ConfigValueType, typedValue: unknown, isSensitive: boolean, description: string | null, updatedAt: string }> } | null, featureFlags: Array<{ id: string, flagName: string, isEnabled: boolean, rolloutPercentage: number, conditions: unknown, description: string | null }> | null, configHistory: { nodes: Array<{ id: string, configKey: string, kind: ConfigChangeKind, isSensitive: boolean, oldValue: string | null, newValue: string | null, changeReason: string | null, timestamp: string, changedBy: { id: string, name: string | null } | null }> } | null };


export const FeaturesOfACallerDocument = {"__meta__":{"hash":"cf2c92d09fdbde90f103064e915e63d801c22a4df2d560d3d40efdee26bc31d6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FeaturesOfACaller"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"environment"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfigEnvironment"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"caller"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JSON"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"evaluateFlags"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"environment"},"value":{"kind":"Variable","name":{"kind":"Name","value":"environment"}}},{"kind":"Argument","name":{"kind":"Name","value":"context"},"value":{"kind":"Variable","name":{"kind":"Name","value":"caller"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<FeaturesOfACallerQuery, FeaturesOfACallerQueryVariables>;
export const SampleJourneyDocument = {"__meta__":{"hash":"fd4ee701a3bbb2f3610ddc566ad39797ae571af023748e13bdf2df7ebdbe65a5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SampleJourney"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SampleFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"samples"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"SUBMITTED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sampleName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"concentration"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stepName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"extractions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"extractionMethod"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceScore"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"timestamp"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<SampleJourneyQuery, SampleJourneyQueryVariables>;
export const SampleDetailDocument = {"__meta__":{"hash":"d51aed87a60df33a8f911b67949fc97596921a2b75fd78c94dc61595a57efec4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SampleDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sample"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sampleName"}},{"kind":"Field","name":{"kind":"Name","value":"sampleNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"sampleType"}},{"kind":"Field","name":{"kind":"Name","value":"sampleBuffer"}},{"kind":"Field","name":{"kind":"Name","value":"concentration"}},{"kind":"Field","name":{"kind":"Name","value":"volume"}},{"kind":"Field","name":{"kind":"Name","value":"totalAmount"}},{"kind":"Field","name":{"kind":"Name","value":"a260280"}},{"kind":"Field","name":{"kind":"Name","value":"a260230"}},{"kind":"Field","name":{"kind":"Name","value":"flowCellType"}},{"kind":"Field","name":{"kind":"Name","value":"flowCellCount"}},{"kind":"Field","name":{"kind":"Name","value":"chartField"}},{"kind":"Field","name":{"kind":"Name","value":"submittedAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"holdReason"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"isOverdue"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}},{"kind":"Field","name":{"kind":"Name","value":"blockedReason"}},{"kind":"Field","name":{"kind":"Name","value":"currentStep"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"}},{"kind":"Field","name":{"kind":"Name","value":"submission"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"submissionNumber"}},{"kind":"Field","name":{"kind":"Name","value":"submitterName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assignee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"details"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organism"}},{"kind":"Field","name":{"kind":"Name","value":"genomeSize"}},{"kind":"Field","name":{"kind":"Name","value":"expectedReadLength"}},{"kind":"Field","name":{"kind":"Name","value":"libraryPrepKit"}},{"kind":"Field","name":{"kind":"Name","value":"barcodingRequired"}},{"kind":"Field","name":{"kind":"Name","value":"barcodeKit"}},{"kind":"Field","name":{"kind":"Name","value":"runTimeHours"}},{"kind":"Field","name":{"kind":"Name","value":"basecallingModel"}},{"kind":"Field","name":{"kind":"Name","value":"qcPassed"}},{"kind":"Field","name":{"kind":"Name","value":"qcNotes"}},{"kind":"Field","name":{"kind":"Name","value":"specialInstructions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stepName"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"assignedTo"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"estimatedDurationHours"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"resultsData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"fileType"}},{"kind":"Field","name":{"kind":"Name","value":"fileSizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedAt"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestExtraction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"extractionMethod"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceScore"}},{"kind":"Field","name":{"kind":"Name","value":"issues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"extractionMismatches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"sampleValue"}},{"kind":"Field","name":{"kind":"Name","value":"extractedValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"processingJobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"jobType"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"protectedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"jobType"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}}]}}]}}]}}]} as unknown as DocumentNode<SampleDetailQuery, SampleDetailQueryVariables>;
export const BackupOverviewDocument = {"__meta__":{"hash":"ce4918bb8277d3f05eff952a2c6f0d543acc1e1501a7934120fd2c7da4bd131b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BackupOverview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BackupJobFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backupSchedules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"cronExpression"}},{"kind":"Field","name":{"kind":"Name","value":"backupType"}},{"kind":"Field","name":{"kind":"Name","value":"retentionDays"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"}},{"kind":"Field","name":{"kind":"Name","value":"nextRun"}},{"kind":"Field","name":{"kind":"Name","value":"nextRuns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"count"},"value":{"kind":"IntValue","value":"3"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"backupStatistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"successShare"}},{"kind":"Field","name":{"kind":"Name","value":"byDatabase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sourceDatabase"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"totalBytes"}},{"kind":"Field","name":{"kind":"Name","value":"lastVerifiedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"backupJobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"jobType"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sourceDatabase"}},{"kind":"Field","name":{"kind":"Name","value":"fileSizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"}},{"kind":"Field","name":{"kind":"Name","value":"compressionEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"encryptionEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tableName"}},{"kind":"Field","name":{"kind":"Name","value":"recordCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"timestamp"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<BackupOverviewQuery, BackupOverviewQueryVariables>;
export const SubmissionOverviewDocument = {"__meta__":{"hash":"c6f673d16a1aacb5847fd1fc079097c5ad455c5d4a83ed7c5ff851b27322c002"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SubmissionOverview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmissionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submissions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"submissionNumber"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"submissionType"}},{"kind":"Field","name":{"kind":"Name","value":"submitterName"}},{"kind":"Field","name":{"kind":"Name","value":"submitterEmail"}},{"kind":"Field","name":{"kind":"Name","value":"submittedAt"}},{"kind":"Field","name":{"kind":"Name","value":"originalFilename"}},{"kind":"Field","name":{"kind":"Name","value":"fileSizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"samples"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sampleNumber"}},{"kind":"Field","name":{"kind":"Name","value":"sampleName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"currentStep"}},{"kind":"Field","name":{"kind":"Name","value":"isOverdue"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"extractions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"confidenceScore"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<SubmissionOverviewQuery, SubmissionOverviewQueryVariables>;
export const AuditOfASampleDocument = {"__meta__":{"hash":"1bd915cae289388b68336d73993e39902871ab7284c610c83b22fbba40e3568d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditOfASample"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sample"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sampleName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"retention"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resourceType"}},{"kind":"Field","name":{"kind":"Name","value":"retentionDays"}}]}},{"kind":"Field","name":{"kind":"Name","value":"countedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"retainUntil"}},{"kind":"Field","name":{"kind":"Name","value":"archiveDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"deleteDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"isArchiveOverdue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"includeParts"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"completeUntil"}},{"kind":"Field","name":{"kind":"Name","value":"archivedBefore"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"timestamp"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ipAddress"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"resource"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sample"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sampleName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProcessingStep"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stepName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ExtractionResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"extractionMethod"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditOfASampleQuery, AuditOfASampleQueryVariables>;
export const LabConfigurationDocument = {"__meta__":{"hash":"ea9140961e9d22adc44c4453bc8f72a90b462f9ba2ed366b6d38237a4bd8ebe4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LabConfiguration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"environment"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfigEnvironment"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appConfigs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"environment"},"value":{"kind":"Variable","name":{"kind":"Name","value":"environment"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"configKey"}},{"kind":"Field","name":{"kind":"Name","value":"configValue"}},{"kind":"Field","name":{"kind":"Name","value":"valueType"}},{"kind":"Field","name":{"kind":"Name","value":"typedValue"}},{"kind":"Field","name":{"kind":"Name","value":"isSensitive"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"featureFlags"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"environment"},"value":{"kind":"Variable","name":{"kind":"Name","value":"environment"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"flagName"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"rolloutPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"conditions"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"environment"},"value":{"kind":"Variable","name":{"kind":"Name","value":"environment"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"configKey"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isSensitive"}},{"kind":"Field","name":{"kind":"Name","value":"oldValue"}},{"kind":"Field","name":{"kind":"Name","value":"newValue"}},{"kind":"Field","name":{"kind":"Name","value":"changeReason"}},{"kind":"Field","name":{"kind":"Name","value":"timestamp"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LabConfigurationQuery, LabConfigurationQueryVariables>;
