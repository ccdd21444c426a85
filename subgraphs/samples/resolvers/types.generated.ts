// Generated from the SDL by `npm run schema:generate`; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { SampleRow, SampleDetailsRow, ProcessingStepRow, AttachmentRow, SubmissionRow, ProjectRow, UserRow, SampleSearchConnection as SampleSearchConnectionRows, SampleSearchEdge as SampleSearchEdgeRows } from '../reads/rows.ts';
import type { Connection, Edge } from '../../../platform/paging/connection.ts';
import type { Payload } from '../../../platform/graphql/payload.ts';
import type { SamplesContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  BigInt: { input: bigint; output: bigint | number | string; }
  DateTime: { input: Date; output: Date | string; }
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: string; output: string; }
};

export type AddAttachmentInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  fileName: Scalars['String']['input'];
  fileSizeBytes?: InputMaybe<Scalars['BigInt']['input']>;
  fileType?: InputMaybe<Scalars['String']['input']>;
  sampleId: Scalars['ID']['input'];
  sha256?: InputMaybe<Scalars['String']['input']>;
};

export type AddAttachmentPayload = {
  attachment?: Maybe<Attachment>;
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type AdoptWorkflowInput = {
  sampleId: Scalars['ID']['input'];
};

export type AdoptWorkflowPayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type ArchiveSampleInput = {
  outcome?: InputMaybe<SampleOutcome>;
  reason?: InputMaybe<Scalars['String']['input']>;
  sampleId: Scalars['ID']['input'];
};

export type ArchiveSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type AssignSampleInput = {
  assignedTo?: InputMaybe<Scalars['String']['input']>;
  assigneeId?: InputMaybe<Scalars['ID']['input']>;
  sampleId: Scalars['ID']['input'];
};

export type AssignSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type Attachment = {
  createdAt: Scalars['DateTime']['output'];
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  description?: Maybe<Scalars['String']['output']>;
  fileName: Scalars['String']['output'];
  filePath?: Maybe<Scalars['String']['output']>;
  fileSizeBytes?: Maybe<Scalars['BigInt']['output']>;
  fileType?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  legacy?: Maybe<Scalars['JSON']['output']>;
  sample?: Maybe<Sample>;
  sampleId: Scalars['ID']['output'];
  sha256?: Maybe<Scalars['String']['output']>;
  uploadedAt?: Maybe<Scalars['DateTime']['output']>;
  uploadedBy?: Maybe<User>;
};

export type CompleteStepInput = {
  notes?: InputMaybe<Scalars['String']['input']>;
  resultsData?: InputMaybe<Scalars['JSON']['input']>;
  stepId: Scalars['ID']['input'];
};

export type CompleteStepPayload = {
  sample?: Maybe<Sample>;
  step?: Maybe<ProcessingStep>;
  userErrors: Array<UserError>;
};

export type CreateProjectInput = {
  chartPrefix?: InputMaybe<Scalars['String']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  ownerEmail?: InputMaybe<Scalars['String']['input']>;
  ownerName?: InputMaybe<Scalars['String']['input']>;
};

export type CreateProjectPayload = {
  project?: Maybe<Project>;
  userErrors: Array<UserError>;
};

export type CreateSampleInput = {
  a260230?: InputMaybe<Scalars['Float']['input']>;
  a260280?: InputMaybe<Scalars['Float']['input']>;
  assignedTo?: InputMaybe<Scalars['String']['input']>;
  assigneeId?: InputMaybe<Scalars['ID']['input']>;
  chartField?: InputMaybe<Scalars['String']['input']>;
  concentration?: InputMaybe<Scalars['Float']['input']>;
  details?: InputMaybe<SampleDetailsInput>;
  flowCellCount?: InputMaybe<Scalars['Int']['input']>;
  flowCellType?: InputMaybe<Scalars['String']['input']>;
  labName?: InputMaybe<Scalars['String']['input']>;
  libraryPrepBy?: InputMaybe<Scalars['String']['input']>;
  priority?: InputMaybe<Priority>;
  projectId?: InputMaybe<Scalars['String']['input']>;
  sampleBuffer?: InputMaybe<Scalars['String']['input']>;
  sampleName: Scalars['String']['input'];
  sampleType?: InputMaybe<Scalars['String']['input']>;
  submissionId?: InputMaybe<Scalars['ID']['input']>;
  submitterEmail?: InputMaybe<Scalars['String']['input']>;
  submitterName?: InputMaybe<Scalars['String']['input']>;
  totalAmount?: InputMaybe<Scalars['Float']['input']>;
  volume?: InputMaybe<Scalars['Float']['input']>;
};

export type CreateSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type CreateSamplesInput = {
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  samples: Array<CreateSampleInput>;
};

export type CreateSamplesPayload = {
  planned?: Maybe<Array<PlannedSample>>;
  samples?: Maybe<Array<Sample>>;
  userErrors: Array<UserError>;
};

export type CreateSubmissionInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  fileSizeBytes?: InputMaybe<Scalars['BigInt']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  originalFilename?: InputMaybe<Scalars['String']['input']>;
  priority?: InputMaybe<Priority>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
  samples: Array<SubmissionSampleInput>;
  submissionNumber: Scalars['String']['input'];
  submissionType?: InputMaybe<SubmissionType>;
  submitterEmail: Scalars['String']['input'];
  submitterName: Scalars['String']['input'];
};

export type CreateSubmissionPayload = {
  submission?: Maybe<Submission>;
  userErrors: Array<UserError>;
};

export type DeleteSampleInput = {
  reason: Scalars['String']['input'];
  sampleId: Scalars['ID']['input'];
};

export type DeleteSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type FailStepInput = {
  notes?: InputMaybe<Scalars['String']['input']>;
  reason: Scalars['String']['input'];
  resultsData?: InputMaybe<Scalars['JSON']['input']>;
  stepId: Scalars['ID']['input'];
};

export type FailStepPayload = {
  sample?: Maybe<Sample>;
  step?: Maybe<ProcessingStep>;
  userErrors: Array<UserError>;
};

export type HoldSampleInput = {
  reason: Scalars['String']['input'];
  sampleId: Scalars['ID']['input'];
};

export type HoldSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type Mutation = {
  addAttachment: AddAttachmentPayload;
  adoptWorkflow: AdoptWorkflowPayload;
  archiveSample: ArchiveSamplePayload;
  assignSample: AssignSamplePayload;
  completeStep: CompleteStepPayload;
  createProject: CreateProjectPayload;
  createSample: CreateSamplePayload;
  createSamples: CreateSamplesPayload;
  createSubmission: CreateSubmissionPayload;
  deleteSample: DeleteSamplePayload;
  failStep: FailStepPayload;
  holdSample: HoldSamplePayload;
  rejectSample: RejectSamplePayload;
  releaseSample: ReleaseSamplePayload;
  removeAttachment: RemoveAttachmentPayload;
  reopenStep: ReopenStepPayload;
  restoreSample: RestoreSamplePayload;
  retryStep: RetryStepPayload;
  skipStep: SkipStepPayload;
  startStep: StartStepPayload;
  updateSample: UpdateSamplePayload;
};


export type MutationAddAttachmentArgs = {
  input: AddAttachmentInput;
};


export type MutationAdoptWorkflowArgs = {
  input: AdoptWorkflowInput;
};


export type MutationArchiveSampleArgs = {
  input: ArchiveSampleInput;
};


export type MutationAssignSampleArgs = {
  input: AssignSampleInput;
};


export type MutationCompleteStepArgs = {
  input: CompleteStepInput;
};


export type MutationCreateProjectArgs = {
  input: CreateProjectInput;
};


export type MutationCreateSampleArgs = {
  input: CreateSampleInput;
};


export type MutationCreateSamplesArgs = {
  input: CreateSamplesInput;
};


export type MutationCreateSubmissionArgs = {
  input: CreateSubmissionInput;
};


export type MutationDeleteSampleArgs = {
  input: DeleteSampleInput;
};


export type MutationFailStepArgs = {
  input: FailStepInput;
};


export type MutationHoldSampleArgs = {
  input: HoldSampleInput;
};


export type MutationRejectSampleArgs = {
  input: RejectSampleInput;
};


export type MutationReleaseSampleArgs = {
  input: ReleaseSampleInput;
};


export type MutationRemoveAttachmentArgs = {
  input: RemoveAttachmentInput;
};


export type MutationReopenStepArgs = {
  input: ReopenStepInput;
};


export type MutationRestoreSampleArgs = {
  input: RestoreSampleInput;
};


export type MutationRetryStepArgs = {
  input: RetryStepInput;
};


export type MutationSkipStepArgs = {
  input: SkipStepInput;
};


export type MutationStartStepArgs = {
  input: StartStepInput;
};


export type MutationUpdateSampleArgs = {
  input: UpdateSampleInput;
};

export type OrderDirection =
  | 'asc'
  | 'desc';

export type PageInfo = {
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type PlannedSample = {
  dueAt: Scalars['DateTime']['output'];
  priority: Priority;
  row: Scalars['Int']['output'];
  sampleName: Scalars['String']['output'];
  sampleNumber?: Maybe<Scalars['Int']['output']>;
  submitterName?: Maybe<Scalars['String']['output']>;
  totalAmount?: Maybe<Scalars['Float']['output']>;
  warnings: Array<SampleWarning>;
};

export type Priority =
  | 'high'
  | 'low'
  | 'normal'
  | 'urgent';

export type ProcessingStep = {
  assignedTo?: Maybe<Scalars['String']['output']>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  createdAt: Scalars['DateTime']['output'];
  estimatedDurationHours?: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  legacy?: Maybe<Scalars['JSON']['output']>;
  notes?: Maybe<Scalars['String']['output']>;
  resultsData?: Maybe<Scalars['JSON']['output']>;
  sample?: Maybe<Sample>;
  sampleId: Scalars['ID']['output'];
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: StepStatus;
  statusReason?: Maybe<Scalars['String']['output']>;
  step?: Maybe<WorkflowStep>;
  stepName: Scalars['String']['output'];
  updatedAt: Scalars['DateTime']['output'];
};

export type Project = {
  chartPrefix?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  description?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  legacy?: Maybe<Scalars['JSON']['output']>;
  name: Scalars['String']['output'];
  ownerEmail?: Maybe<Scalars['String']['output']>;
  ownerName?: Maybe<Scalars['String']['output']>;
  status: ProjectStatus;
  submissions?: Maybe<SubmissionConnection>;
  updatedAt: Scalars['DateTime']['output'];
};


export type ProjectSubmissionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ProjectConnection = {
  edges: Array<ProjectEdge>;
  nodes: Array<Project>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ProjectEdge = {
  cursor: Scalars['String']['output'];
  node: Project;
};

export type ProjectStatus =
  | 'active'
  | 'archived'
  | 'completed';

export type Query = {
  me?: Maybe<User>;
  project?: Maybe<Project>;
  projects?: Maybe<ProjectConnection>;
  sample?: Maybe<Sample>;
  sampleStatistics?: Maybe<SampleStatistics>;
  samples?: Maybe<SampleConnection>;
  searchSamples?: Maybe<SampleSearchConnection>;
  submission?: Maybe<Submission>;
  submissions?: Maybe<SubmissionConnection>;
  user?: Maybe<User>;
  users?: Maybe<UserConnection>;
  workQueue?: Maybe<SampleConnection>;
};


export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySampleArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySampleStatisticsArgs = {
  filter?: InputMaybe<SampleFilter>;
};


export type QuerySamplesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SampleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<SampleOrder>;
};


export type QuerySearchSamplesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SampleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
};


export type QuerySubmissionArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySubmissionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SubmissionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type QueryWorkQueueArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  step: WorkflowStep;
};

export type RejectSampleInput = {
  outcome?: InputMaybe<SampleOutcome>;
  reason: Scalars['String']['input'];
  sampleId: Scalars['ID']['input'];
};

export type RejectSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type ReleaseSampleInput = {
  sampleId: Scalars['ID']['input'];
};

export type ReleaseSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type RemoveAttachmentInput = {
  attachmentId: Scalars['ID']['input'];
};

export type RemoveAttachmentPayload = {
  attachment?: Maybe<Attachment>;
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type ReopenStepInput = {
  reason: Scalars['String']['input'];
  stepId: Scalars['ID']['input'];
};

export type ReopenStepPayload = {
  sample?: Maybe<Sample>;
  step?: Maybe<ProcessingStep>;
  userErrors: Array<UserError>;
};

export type RestoreSampleInput = {
  sampleId: Scalars['ID']['input'];
};

export type RestoreSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type RetryStepInput = {
  notes?: InputMaybe<Scalars['String']['input']>;
  stepId: Scalars['ID']['input'];
};

export type RetryStepPayload = {
  sample?: Maybe<Sample>;
  step?: Maybe<ProcessingStep>;
  userErrors: Array<UserError>;
};

export type Sample = {
  a260230?: Maybe<Scalars['Float']['output']>;
  a260280?: Maybe<Scalars['Float']['output']>;
  assignedTo?: Maybe<Scalars['String']['output']>;
  assignee?: Maybe<User>;
  assigneeId?: Maybe<Scalars['ID']['output']>;
  attachments: Array<Attachment>;
  availableActions: Array<SampleAction>;
  blockedReason?: Maybe<Scalars['String']['output']>;
  chartField?: Maybe<Scalars['String']['output']>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  concentration?: Maybe<Scalars['Float']['output']>;
  createdAt: Scalars['DateTime']['output'];
  createdBy?: Maybe<User>;
  currentStep?: Maybe<WorkflowStep>;
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  deletedReason?: Maybe<Scalars['String']['output']>;
  details?: Maybe<SampleDetails>;
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  flowCellCount?: Maybe<Scalars['Int']['output']>;
  flowCellType?: Maybe<Scalars['String']['output']>;
  holdReason?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  isBlocked: Scalars['Boolean']['output'];
  isOverdue: Scalars['Boolean']['output'];
  labName?: Maybe<Scalars['String']['output']>;
  legacy?: Maybe<Scalars['JSON']['output']>;
  libraryPrepBy?: Maybe<Scalars['String']['output']>;
  outcome?: Maybe<SampleOutcome>;
  outcomeReason?: Maybe<Scalars['String']['output']>;
  priority: Priority;
  project?: Maybe<Project>;
  projectId?: Maybe<Scalars['String']['output']>;
  sampleBuffer?: Maybe<Scalars['String']['output']>;
  sampleName: Scalars['String']['output'];
  sampleNumber?: Maybe<Scalars['Int']['output']>;
  sampleType?: Maybe<Scalars['String']['output']>;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: SampleStatus;
  steps: Array<ProcessingStep>;
  submission?: Maybe<Submission>;
  submissionId?: Maybe<Scalars['ID']['output']>;
  submittedAt?: Maybe<Scalars['DateTime']['output']>;
  submitterEmail?: Maybe<Scalars['String']['output']>;
  submitterName?: Maybe<Scalars['String']['output']>;
  totalAmount?: Maybe<Scalars['Float']['output']>;
  updatedAt: Scalars['DateTime']['output'];
  version: Scalars['Int']['output'];
  volume?: Maybe<Scalars['Float']['output']>;
  warnings: Array<SampleWarning>;
};

export type SampleAction =
  | 'adopt_workflow'
  | 'archive'
  | 'assign'
  | 'complete_step'
  | 'delete'
  | 'fail_step'
  | 'hold'
  | 'reject'
  | 'release'
  | 'reopen_step'
  | 'restore'
  | 'retry_step'
  | 'skip_step'
  | 'start_step'
  | 'update';

export type SampleConnection = {
  edges: Array<SampleEdge>;
  nodes: Array<Sample>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type SampleDetails = {
  analysisRequired?: Maybe<Scalars['Boolean']['output']>;
  analysisType?: Maybe<Scalars['String']['output']>;
  barcodeKit?: Maybe<Scalars['String']['output']>;
  barcodingRequired?: Maybe<Scalars['Boolean']['output']>;
  basecallingModel?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  dataDeliveryMethod?: Maybe<Scalars['String']['output']>;
  expectedReadLength?: Maybe<Scalars['String']['output']>;
  fileFormat?: Maybe<Scalars['String']['output']>;
  genomeSize?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  internalNotes?: Maybe<Scalars['String']['output']>;
  legacy?: Maybe<Scalars['JSON']['output']>;
  libraryPrepKit?: Maybe<Scalars['String']['output']>;
  organism?: Maybe<Scalars['String']['output']>;
  qcNotes?: Maybe<Scalars['String']['output']>;
  qcPassed?: Maybe<Scalars['Boolean']['output']>;
  runTimeHours?: Maybe<Scalars['Float']['output']>;
  sampleId: Scalars['ID']['output'];
  specialInstructions?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
};

export type SampleDetailsInput = {
  analysisRequired?: InputMaybe<Scalars['Boolean']['input']>;
  analysisType?: InputMaybe<Scalars['String']['input']>;
  barcodeKit?: InputMaybe<Scalars['String']['input']>;
  barcodingRequired?: InputMaybe<Scalars['Boolean']['input']>;
  basecallingModel?: InputMaybe<Scalars['String']['input']>;
  dataDeliveryMethod?: InputMaybe<Scalars['String']['input']>;
  expectedReadLength?: InputMaybe<Scalars['String']['input']>;
  fileFormat?: InputMaybe<Scalars['String']['input']>;
  genomeSize?: InputMaybe<Scalars['String']['input']>;
  internalNotes?: InputMaybe<Scalars['String']['input']>;
  libraryPrepKit?: InputMaybe<Scalars['String']['input']>;
  organism?: InputMaybe<Scalars['String']['input']>;
  qcNotes?: InputMaybe<Scalars['String']['input']>;
  qcPassed?: InputMaybe<Scalars['Boolean']['input']>;
  runTimeHours?: InputMaybe<Scalars['Float']['input']>;
  specialInstructions?: InputMaybe<Scalars['String']['input']>;
};

export type SampleEdge = {
  cursor: Scalars['String']['output'];
  node: Sample;
};

export type SampleFilter = {
  assignedTo?: InputMaybe<Scalars['String']['input']>;
  assigneeId?: InputMaybe<Scalars['ID']['input']>;
  chartField?: InputMaybe<Scalars['String']['input']>;
  completedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  currentStep?: InputMaybe<Array<WorkflowStep>>;
  flowCellType?: InputMaybe<Scalars['String']['input']>;
  held?: InputMaybe<Scalars['Boolean']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  includeDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  labName?: InputMaybe<Scalars['String']['input']>;
  overdue?: InputMaybe<Scalars['Boolean']['input']>;
  priority?: InputMaybe<Array<Priority>>;
  project?: InputMaybe<Scalars['ID']['input']>;
  projectId?: InputMaybe<Scalars['String']['input']>;
  qcPassed?: InputMaybe<Scalars['Boolean']['input']>;
  sampleType?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Array<SampleStatus>>;
  submissionId?: InputMaybe<Scalars['ID']['input']>;
  submittedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  submittedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  submitterEmail?: InputMaybe<Scalars['String']['input']>;
  unassigned?: InputMaybe<Scalars['Boolean']['input']>;
  updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
};

export type SampleOrder = {
  direction: OrderDirection;
  field: SampleOrderField;
};

export type SampleOrderField =
  | 'due_at'
  | 'priority'
  | 'sample_name'
  | 'status'
  | 'submitted_at'
  | 'updated_at';

export type SampleOutcome =
  | 'delivered'
  | 'rejected'
  | 'withdrawn';

export type SamplePriorityCount = {
  count: Scalars['Int']['output'];
  priority: Priority;
};

export type SampleSearchConnection = {
  edges: Array<SampleSearchEdge>;
  nodes: Array<Sample>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type SampleSearchEdge = {
  cursor: Scalars['String']['output'];
  highlight: Scalars['String']['output'];
  node: Sample;
  rank: Scalars['Float']['output'];
};

export type SampleStatistics = {
  byPriority: Array<SamplePriorityCount>;
  byStatus: Array<SampleStatusCount>;
  byStep: Array<SampleStepCount>;
  medianTurnaroundHours?: Maybe<Scalars['Float']['output']>;
  overdue: Scalars['Int']['output'];
  steps: Array<StepStatistics>;
  total: Scalars['Int']['output'];
  unassigned: Scalars['Int']['output'];
};

export type SampleStatus =
  | 'analysis'
  | 'archived'
  | 'completed'
  | 'distributed'
  | 'prep'
  | 'sequencing'
  | 'submitted';

export type SampleStatusCount = {
  count: Scalars['Int']['output'];
  status: SampleStatus;
};

export type SampleStepCount = {
  count: Scalars['Int']['output'];
  step: WorkflowStep;
};

export type SampleWarning = {
  code: Scalars['String']['output'];
  field?: Maybe<Scalars['String']['output']>;
  message: Scalars['String']['output'];
};

export type SkipStepInput = {
  notes?: InputMaybe<Scalars['String']['input']>;
  reason: Scalars['String']['input'];
  stepId: Scalars['ID']['input'];
};

export type SkipStepPayload = {
  sample?: Maybe<Sample>;
  step?: Maybe<ProcessingStep>;
  userErrors: Array<UserError>;
};

export type StartStepInput = {
  assignedTo?: InputMaybe<Scalars['String']['input']>;
  notes?: InputMaybe<Scalars['String']['input']>;
  stepId: Scalars['ID']['input'];
};

export type StartStepPayload = {
  sample?: Maybe<Sample>;
  step?: Maybe<ProcessingStep>;
  userErrors: Array<UserError>;
};

export type StepStatistics = {
  failed: Scalars['Int']['output'];
  medianHours?: Maybe<Scalars['Float']['output']>;
  p90Hours?: Maybe<Scalars['Float']['output']>;
  step: WorkflowStep;
  waiting: Scalars['Int']['output'];
};

export type StepStatus =
  | 'completed'
  | 'failed'
  | 'in_progress'
  | 'pending'
  | 'skipped';

export type Submission = {
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  createdAt: Scalars['DateTime']['output'];
  description?: Maybe<Scalars['String']['output']>;
  fileSizeBytes?: Maybe<Scalars['BigInt']['output']>;
  id: Scalars['ID']['output'];
  legacy?: Maybe<Scalars['JSON']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  originalFilename?: Maybe<Scalars['String']['output']>;
  priority: Priority;
  project?: Maybe<Project>;
  projectId?: Maybe<Scalars['ID']['output']>;
  samples?: Maybe<SampleConnection>;
  status: SubmissionStatus;
  submissionNumber?: Maybe<Scalars['String']['output']>;
  submissionType?: Maybe<SubmissionType>;
  submittedAt?: Maybe<Scalars['DateTime']['output']>;
  submitterEmail?: Maybe<Scalars['String']['output']>;
  submitterName?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
};


export type SubmissionSamplesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type SubmissionConnection = {
  edges: Array<SubmissionEdge>;
  nodes: Array<Submission>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type SubmissionEdge = {
  cursor: Scalars['String']['output'];
  node: Submission;
};

export type SubmissionFilter = {
  priority?: InputMaybe<Array<Priority>>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Array<SubmissionStatus>>;
  submissionNumber?: InputMaybe<Scalars['String']['input']>;
  submissionType?: InputMaybe<Array<SubmissionType>>;
  submittedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  submittedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  submitterEmail?: InputMaybe<Scalars['String']['input']>;
};

export type SubmissionSampleInput = {
  a260230?: InputMaybe<Scalars['Float']['input']>;
  a260280?: InputMaybe<Scalars['Float']['input']>;
  chartField?: InputMaybe<Scalars['String']['input']>;
  concentration?: InputMaybe<Scalars['Float']['input']>;
  details?: InputMaybe<SampleDetailsInput>;
  flowCellCount?: InputMaybe<Scalars['Int']['input']>;
  flowCellType?: InputMaybe<Scalars['String']['input']>;
  labName?: InputMaybe<Scalars['String']['input']>;
  priority?: InputMaybe<Priority>;
  projectId?: InputMaybe<Scalars['String']['input']>;
  sampleBuffer?: InputMaybe<Scalars['String']['input']>;
  sampleName: Scalars['String']['input'];
  sampleType?: InputMaybe<Scalars['String']['input']>;
  totalAmount?: InputMaybe<Scalars['Float']['input']>;
  volume?: InputMaybe<Scalars['Float']['input']>;
};

export type SubmissionStatus =
  | 'archived'
  | 'completed'
  | 'draft'
  | 'processing'
  | 'submitted';

export type SubmissionType =
  | 'batch'
  | 'csv'
  | 'manual'
  | 'pdf';

export type UpdateSampleInput = {
  a260230?: InputMaybe<Scalars['Float']['input']>;
  a260280?: InputMaybe<Scalars['Float']['input']>;
  chartField?: InputMaybe<Scalars['String']['input']>;
  concentration?: InputMaybe<Scalars['Float']['input']>;
  details?: InputMaybe<SampleDetailsInput>;
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  flowCellCount?: InputMaybe<Scalars['Int']['input']>;
  flowCellType?: InputMaybe<Scalars['String']['input']>;
  labName?: InputMaybe<Scalars['String']['input']>;
  libraryPrepBy?: InputMaybe<Scalars['String']['input']>;
  priority?: InputMaybe<Priority>;
  projectId?: InputMaybe<Scalars['String']['input']>;
  sampleBuffer?: InputMaybe<Scalars['String']['input']>;
  sampleId: Scalars['ID']['input'];
  sampleName?: InputMaybe<Scalars['String']['input']>;
  sampleType?: InputMaybe<Scalars['String']['input']>;
  submitterEmail?: InputMaybe<Scalars['String']['input']>;
  submitterName?: InputMaybe<Scalars['String']['input']>;
  totalAmount?: InputMaybe<Scalars['Float']['input']>;
  volume?: InputMaybe<Scalars['Float']['input']>;
};

export type UpdateSamplePayload = {
  sample?: Maybe<Sample>;
  userErrors: Array<UserError>;
};

export type User = {
  aliases: Array<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  email?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  name?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
};

export type UserConnection = {
  edges: Array<UserEdge>;
  nodes: Array<User>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type UserEdge = {
  cursor: Scalars['String']['output'];
  node: User;
};

export type UserError = {
  code: Scalars['String']['output'];
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
};

export type WorkflowStep =
  | 'basecalling'
  | 'data_delivery'
  | 'library_prep'
  | 'library_qc'
  | 'quality_assessment'
  | 'sample_qc'
  | 'sequencing_run'
  | 'sequencing_setup';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Attachment: Attachment;
  ProcessingStep: ProcessingStep;
  Project: Project;
  Sample: Sample;
  Submission: Submission;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Attachment:
    ( { __typename: 'Attachment' }
    & GraphQLRecursivePick<FederationTypes['Attachment'], {"id":true}> );
  ProcessingStep:
    ( { __typename: 'ProcessingStep' }
    & GraphQLRecursivePick<FederationTypes['ProcessingStep'], {"id":true}> );
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
  Sample:
    ( { __typename: 'Sample' }
    & GraphQLRecursivePick<FederationTypes['Sample'], {"id":true}> );
  Submission:
    ( { __typename: 'Submission' }
    & GraphQLRecursivePick<FederationTypes['Submission'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddAttachmentInput: AddAttachmentInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AddAttachmentPayload: ResolverTypeWrapper<Payload<{ attachmentId: string; sampleId: string }>>;
  AdoptWorkflowInput: AdoptWorkflowInput;
  AdoptWorkflowPayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  ArchiveSampleInput: ArchiveSampleInput;
  ArchiveSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  AssignSampleInput: AssignSampleInput;
  AssignSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  Attachment: ResolverTypeWrapper<AttachmentRow>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  CompleteStepInput: CompleteStepInput;
  CompleteStepPayload: ResolverTypeWrapper<Payload<{ stepId: string; sampleId: string }>>;
  CreateProjectInput: CreateProjectInput;
  CreateProjectPayload: ResolverTypeWrapper<Payload<{ projectId: string }>>;
  CreateSampleInput: CreateSampleInput;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CreateSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  CreateSamplesInput: CreateSamplesInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CreateSamplesPayload: ResolverTypeWrapper<Payload<{ sampleIds: string[] | null; planned: PlannedSample[] }>>;
  CreateSubmissionInput: CreateSubmissionInput;
  CreateSubmissionPayload: ResolverTypeWrapper<Payload<{ submissionId: string }>>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteSampleInput: DeleteSampleInput;
  DeleteSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  FailStepInput: FailStepInput;
  FailStepPayload: ResolverTypeWrapper<Payload<{ stepId: string; sampleId: string }>>;
  HoldSampleInput: HoldSampleInput;
  HoldSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PlannedSample: ResolverTypeWrapper<PlannedSample>;
  Priority: Priority;
  ProcessingStep: ResolverTypeWrapper<ProcessingStepRow>;
  Project: ResolverTypeWrapper<ProjectRow>;
  ProjectConnection: ResolverTypeWrapper<Connection<ProjectRow>>;
  ProjectEdge: ResolverTypeWrapper<Edge<ProjectRow>>;
  ProjectStatus: ProjectStatus;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RejectSampleInput: RejectSampleInput;
  RejectSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  ReleaseSampleInput: ReleaseSampleInput;
  ReleaseSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  RemoveAttachmentInput: RemoveAttachmentInput;
  RemoveAttachmentPayload: ResolverTypeWrapper<Payload<{ attachmentId: string; sampleId: string }>>;
  ReopenStepInput: ReopenStepInput;
  ReopenStepPayload: ResolverTypeWrapper<Payload<{ stepId: string; sampleId: string }>>;
  RestoreSampleInput: RestoreSampleInput;
  RestoreSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  RetryStepInput: RetryStepInput;
  RetryStepPayload: ResolverTypeWrapper<Payload<{ stepId: string; sampleId: string }>>;
  Sample: ResolverTypeWrapper<SampleRow>;
  SampleAction: SampleAction;
  SampleConnection: ResolverTypeWrapper<Connection<SampleRow>>;
  SampleDetails: ResolverTypeWrapper<SampleDetailsRow>;
  SampleDetailsInput: SampleDetailsInput;
  SampleEdge: ResolverTypeWrapper<Edge<SampleRow>>;
  SampleFilter: SampleFilter;
  SampleOrder: SampleOrder;
  SampleOrderField: SampleOrderField;
  SampleOutcome: SampleOutcome;
  SamplePriorityCount: ResolverTypeWrapper<SamplePriorityCount>;
  SampleSearchConnection: ResolverTypeWrapper<SampleSearchConnectionRows>;
  SampleSearchEdge: ResolverTypeWrapper<SampleSearchEdgeRows>;
  SampleStatistics: ResolverTypeWrapper<SampleStatistics>;
  SampleStatus: SampleStatus;
  SampleStatusCount: ResolverTypeWrapper<SampleStatusCount>;
  SampleStepCount: ResolverTypeWrapper<SampleStepCount>;
  SampleWarning: ResolverTypeWrapper<SampleWarning>;
  SkipStepInput: SkipStepInput;
  SkipStepPayload: ResolverTypeWrapper<Payload<{ stepId: string; sampleId: string }>>;
  StartStepInput: StartStepInput;
  StartStepPayload: ResolverTypeWrapper<Payload<{ stepId: string; sampleId: string }>>;
  StepStatistics: ResolverTypeWrapper<StepStatistics>;
  StepStatus: StepStatus;
  Submission: ResolverTypeWrapper<SubmissionRow>;
  SubmissionConnection: ResolverTypeWrapper<Connection<SubmissionRow>>;
  SubmissionEdge: ResolverTypeWrapper<Edge<SubmissionRow>>;
  SubmissionFilter: SubmissionFilter;
  SubmissionSampleInput: SubmissionSampleInput;
  SubmissionStatus: SubmissionStatus;
  SubmissionType: SubmissionType;
  UpdateSampleInput: UpdateSampleInput;
  UpdateSamplePayload: ResolverTypeWrapper<Payload<{ sampleId: string }>>;
  User: ResolverTypeWrapper<UserRow>;
  UserConnection: ResolverTypeWrapper<Connection<UserRow>>;
  UserEdge: ResolverTypeWrapper<Edge<UserRow>>;
  UserError: ResolverTypeWrapper<UserError>;
  WorkflowStep: WorkflowStep;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddAttachmentInput: AddAttachmentInput;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  AddAttachmentPayload: Payload<{ attachmentId: string; sampleId: string }>;
  AdoptWorkflowInput: AdoptWorkflowInput;
  AdoptWorkflowPayload: Payload<{ sampleId: string }>;
  ArchiveSampleInput: ArchiveSampleInput;
  ArchiveSamplePayload: Payload<{ sampleId: string }>;
  AssignSampleInput: AssignSampleInput;
  AssignSamplePayload: Payload<{ sampleId: string }>;
  Attachment: AttachmentRow;
  BigInt: Scalars['BigInt']['output'];
  CompleteStepInput: CompleteStepInput;
  CompleteStepPayload: Payload<{ stepId: string; sampleId: string }>;
  CreateProjectInput: CreateProjectInput;
  CreateProjectPayload: Payload<{ projectId: string }>;
  CreateSampleInput: CreateSampleInput;
  Float: Scalars['Float']['output'];
  Int: Scalars['Int']['output'];
  CreateSamplePayload: Payload<{ sampleId: string }>;
  CreateSamplesInput: CreateSamplesInput;
  Boolean: Scalars['Boolean']['output'];
  CreateSamplesPayload: Payload<{ sampleIds: string[] | null; planned: PlannedSample[] }>;
  CreateSubmissionInput: CreateSubmissionInput;
  CreateSubmissionPayload: Payload<{ submissionId: string }>;
  DateTime: Scalars['DateTime']['output'];
  DeleteSampleInput: DeleteSampleInput;
  DeleteSamplePayload: Payload<{ sampleId: string }>;
  FailStepInput: FailStepInput;
  FailStepPayload: Payload<{ stepId: string; sampleId: string }>;
  HoldSampleInput: HoldSampleInput;
  HoldSamplePayload: Payload<{ sampleId: string }>;
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PlannedSample: PlannedSample;
  ProcessingStep: ProcessingStepRow;
  Project: ProjectRow;
  ProjectConnection: Connection<ProjectRow>;
  ProjectEdge: Edge<ProjectRow>;
  Query: Record<PropertyKey, never>;
  RejectSampleInput: RejectSampleInput;
  RejectSamplePayload: Payload<{ sampleId: string }>;
  ReleaseSampleInput: ReleaseSampleInput;
  ReleaseSamplePayload: Payload<{ sampleId: string }>;
  RemoveAttachmentInput: RemoveAttachmentInput;
  RemoveAttachmentPayload: Payload<{ attachmentId: string; sampleId: string }>;
  ReopenStepInput: ReopenStepInput;
  ReopenStepPayload: Payload<{ stepId: string; sampleId: string }>;
  RestoreSampleInput: RestoreSampleInput;
  RestoreSamplePayload: Payload<{ sampleId: string }>;
  RetryStepInput: RetryStepInput;
  RetryStepPayload: Payload<{ stepId: string; sampleId: string }>;
  Sample: SampleRow;
  SampleConnection: Connection<SampleRow>;
  SampleDetails: SampleDetailsRow;
  SampleDetailsInput: SampleDetailsInput;
  SampleEdge: Edge<SampleRow>;
  SampleFilter: SampleFilter;
  SampleOrder: SampleOrder;
  SamplePriorityCount: SamplePriorityCount;
  SampleSearchConnection: SampleSearchConnectionRows;
  SampleSearchEdge: SampleSearchEdgeRows;
  SampleStatistics: SampleStatistics;
  SampleStatusCount: SampleStatusCount;
  SampleStepCount: SampleStepCount;
  SampleWarning: SampleWarning;
  SkipStepInput: SkipStepInput;
  SkipStepPayload: Payload<{ stepId: string; sampleId: string }>;
  StartStepInput: StartStepInput;
  StartStepPayload: Payload<{ stepId: string; sampleId: string }>;
  StepStatistics: StepStatistics;
  Submission: SubmissionRow;
  SubmissionConnection: Connection<SubmissionRow>;
  SubmissionEdge: Edge<SubmissionRow>;
  SubmissionFilter: SubmissionFilter;
  SubmissionSampleInput: SubmissionSampleInput;
  UpdateSampleInput: UpdateSampleInput;
  UpdateSamplePayload: Payload<{ sampleId: string }>;
  User: UserRow;
  UserConnection: Connection<UserRow>;
  UserEdge: Edge<UserRow>;
  UserError: UserError;
};

export type AddAttachmentPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['AddAttachmentPayload'] = ResolversParentTypes['AddAttachmentPayload']> = {
  attachment?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType>;
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AdoptWorkflowPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['AdoptWorkflowPayload'] = ResolversParentTypes['AdoptWorkflowPayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ArchiveSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['ArchiveSamplePayload'] = ResolversParentTypes['ArchiveSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AssignSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['AssignSamplePayload'] = ResolversParentTypes['AssignSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment'], FederationReferenceType extends FederationReferenceTypes['Attachment'] = FederationReferenceTypes['Attachment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Attachment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  filePath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileSizeBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  fileType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legacy?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  sampleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uploadedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  uploadedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CompleteStepPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['CompleteStepPayload'] = ResolversParentTypes['CompleteStepPayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['ProcessingStep']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateProjectPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['CreateProjectPayload'] = ResolversParentTypes['CreateProjectPayload']> = {
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['CreateSamplePayload'] = ResolversParentTypes['CreateSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateSamplesPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['CreateSamplesPayload'] = ResolversParentTypes['CreateSamplesPayload']> = {
  planned?: Resolver<Maybe<Array<ResolversTypes['PlannedSample']>>, ParentType, ContextType>;
  samples?: Resolver<Maybe<Array<ResolversTypes['Sample']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateSubmissionPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['CreateSubmissionPayload'] = ResolversParentTypes['CreateSubmissionPayload']> = {
  submission?: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['DeleteSamplePayload'] = ResolversParentTypes['DeleteSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type FailStepPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['FailStepPayload'] = ResolversParentTypes['FailStepPayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['ProcessingStep']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type HoldSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['HoldSamplePayload'] = ResolversParentTypes['HoldSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addAttachment?: Resolver<ResolversTypes['AddAttachmentPayload'], ParentType, ContextType, RequireFields<MutationAddAttachmentArgs, 'input'>>;
  adoptWorkflow?: Resolver<ResolversTypes['AdoptWorkflowPayload'], ParentType, ContextType, RequireFields<MutationAdoptWorkflowArgs, 'input'>>;
  archiveSample?: Resolver<ResolversTypes['ArchiveSamplePayload'], ParentType, ContextType, RequireFields<MutationArchiveSampleArgs, 'input'>>;
  assignSample?: Resolver<ResolversTypes['AssignSamplePayload'], ParentType, ContextType, RequireFields<MutationAssignSampleArgs, 'input'>>;
  completeStep?: Resolver<ResolversTypes['CompleteStepPayload'], ParentType, ContextType, RequireFields<MutationCompleteStepArgs, 'input'>>;
  createProject?: Resolver<ResolversTypes['CreateProjectPayload'], ParentType, ContextType, RequireFields<MutationCreateProjectArgs, 'input'>>;
  createSample?: Resolver<ResolversTypes['CreateSamplePayload'], ParentType, ContextType, RequireFields<MutationCreateSampleArgs, 'input'>>;
  createSamples?: Resolver<ResolversTypes['CreateSamplesPayload'], ParentType, ContextType, RequireFields<MutationCreateSamplesArgs, 'input'>>;
  createSubmission?: Resolver<ResolversTypes['CreateSubmissionPayload'], ParentType, ContextType, RequireFields<MutationCreateSubmissionArgs, 'input'>>;
  deleteSample?: Resolver<ResolversTypes['DeleteSamplePayload'], ParentType, ContextType, RequireFields<MutationDeleteSampleArgs, 'input'>>;
  failStep?: Resolver<ResolversTypes['FailStepPayload'], ParentType, ContextType, RequireFields<MutationFailStepArgs, 'input'>>;
  holdSample?: Resolver<ResolversTypes['HoldSamplePayload'], ParentType, ContextType, RequireFields<MutationHoldSampleArgs, 'input'>>;
  rejectSample?: Resolver<ResolversTypes['RejectSamplePayload'], ParentType, ContextType, RequireFields<MutationRejectSampleArgs, 'input'>>;
  releaseSample?: Resolver<ResolversTypes['ReleaseSamplePayload'], ParentType, ContextType, RequireFields<MutationReleaseSampleArgs, 'input'>>;
  removeAttachment?: Resolver<ResolversTypes['RemoveAttachmentPayload'], ParentType, ContextType, RequireFields<MutationRemoveAttachmentArgs, 'input'>>;
  reopenStep?: Resolver<ResolversTypes['ReopenStepPayload'], ParentType, ContextType, RequireFields<MutationReopenStepArgs, 'input'>>;
  restoreSample?: Resolver<ResolversTypes['RestoreSamplePayload'], ParentType, ContextType, RequireFields<MutationRestoreSampleArgs, 'input'>>;
  retryStep?: Resolver<ResolversTypes['RetryStepPayload'], ParentType, ContextType, RequireFields<MutationRetryStepArgs, 'input'>>;
  skipStep?: Resolver<ResolversTypes['SkipStepPayload'], ParentType, ContextType, RequireFields<MutationSkipStepArgs, 'input'>>;
  startStep?: Resolver<ResolversTypes['StartStepPayload'], ParentType, ContextType, RequireFields<MutationStartStepArgs, 'input'>>;
  updateSample?: Resolver<ResolversTypes['UpdateSamplePayload'], ParentType, ContextType, RequireFields<MutationUpdateSampleArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlannedSampleResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['PlannedSample'] = ResolversParentTypes['PlannedSample']> = {
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Priority'], ParentType, ContextType>;
  row?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sampleName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sampleNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  submitterName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  totalAmount?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['SampleWarning']>, ParentType, ContextType>;
};

export type ProcessingStepResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['ProcessingStep'] = ResolversParentTypes['ProcessingStep'], FederationReferenceType extends FederationReferenceTypes['ProcessingStep'] = FederationReferenceTypes['ProcessingStep']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProcessingStep']> | FederationReferenceType, FederationReferenceType, ContextType>;
  assignedTo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  estimatedDurationHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legacy?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  notes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resultsData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  sampleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StepStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['WorkflowStep']>, ParentType, ContextType>;
  stepName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  chartPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legacy?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ownerEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ownerName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProjectStatus'], ParentType, ContextType>;
  submissions?: Resolver<Maybe<ResolversTypes['SubmissionConnection']>, ParentType, ContextType, Partial<ProjectSubmissionsArgs>>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, Partial<QueryProjectsArgs>>;
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType, RequireFields<QuerySampleArgs, 'id'>>;
  sampleStatistics?: Resolver<Maybe<ResolversTypes['SampleStatistics']>, ParentType, ContextType, Partial<QuerySampleStatisticsArgs>>;
  samples?: Resolver<Maybe<ResolversTypes['SampleConnection']>, ParentType, ContextType, Partial<QuerySamplesArgs>>;
  searchSamples?: Resolver<Maybe<ResolversTypes['SampleSearchConnection']>, ParentType, ContextType, RequireFields<QuerySearchSamplesArgs, 'query'>>;
  submission?: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType, RequireFields<QuerySubmissionArgs, 'id'>>;
  submissions?: Resolver<Maybe<ResolversTypes['SubmissionConnection']>, ParentType, ContextType, Partial<QuerySubmissionsArgs>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, Partial<QueryUsersArgs>>;
  workQueue?: Resolver<Maybe<ResolversTypes['SampleConnection']>, ParentType, ContextType, RequireFields<QueryWorkQueueArgs, 'step'>>;
};

export type RejectSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['RejectSamplePayload'] = ResolversParentTypes['RejectSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ReleaseSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['ReleaseSamplePayload'] = ResolversParentTypes['ReleaseSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemoveAttachmentPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['RemoveAttachmentPayload'] = ResolversParentTypes['RemoveAttachmentPayload']> = {
  attachment?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType>;
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ReopenStepPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['ReopenStepPayload'] = ResolversParentTypes['ReopenStepPayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['ProcessingStep']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RestoreSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['RestoreSamplePayload'] = ResolversParentTypes['RestoreSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RetryStepPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['RetryStepPayload'] = ResolversParentTypes['RetryStepPayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['ProcessingStep']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SampleResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['Sample'] = ResolversParentTypes['Sample'], FederationReferenceType extends FederationReferenceTypes['Sample'] = FederationReferenceTypes['Sample']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Sample']> | FederationReferenceType, FederationReferenceType, ContextType>;
  a260230?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  a260280?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  assignedTo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  assigneeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  availableActions?: Resolver<Array<ResolversTypes['SampleAction']>, ParentType, ContextType>;
  blockedReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chartField?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  concentration?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  currentStep?: Resolver<Maybe<ResolversTypes['WorkflowStep']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deletedReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['SampleDetails']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  flowCellCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  flowCellType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holdReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isBlocked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isOverdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  labName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legacy?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  libraryPrepBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['SampleOutcome']>, ParentType, ContextType>;
  outcomeReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Priority'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  projectId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sampleBuffer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sampleName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sampleNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sampleType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SampleStatus'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['ProcessingStep']>, ParentType, ContextType>;
  submission?: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType>;
  submissionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  submittedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  submitterEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  submitterName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  totalAmount?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['SampleWarning']>, ParentType, ContextType>;
};

export type SampleConnectionResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleConnection'] = ResolversParentTypes['SampleConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SampleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Sample']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SampleDetailsResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleDetails'] = ResolversParentTypes['SampleDetails']> = {
  analysisRequired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  analysisType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  barcodeKit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  barcodingRequired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  basecallingModel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dataDeliveryMethod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expectedReadLength?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileFormat?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  genomeSize?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  internalNotes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legacy?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  libraryPrepKit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  organism?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  qcNotes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  qcPassed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  runTimeHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sampleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  specialInstructions?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SampleEdgeResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleEdge'] = ResolversParentTypes['SampleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Sample'], ParentType, ContextType>;
};

export type SamplePriorityCountResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SamplePriorityCount'] = ResolversParentTypes['SamplePriorityCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Priority'], ParentType, ContextType>;
};

export type SampleSearchConnectionResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleSearchConnection'] = ResolversParentTypes['SampleSearchConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SampleSearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Sample']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SampleSearchEdgeResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleSearchEdge'] = ResolversParentTypes['SampleSearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  highlight?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Sample'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SampleStatisticsResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleStatistics'] = ResolversParentTypes['SampleStatistics']> = {
  byPriority?: Resolver<Array<ResolversTypes['SamplePriorityCount']>, ParentType, ContextType>;
  byStatus?: Resolver<Array<ResolversTypes['SampleStatusCount']>, ParentType, ContextType>;
  byStep?: Resolver<Array<ResolversTypes['SampleStepCount']>, ParentType, ContextType>;
  medianTurnaroundHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['StepStatistics']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unassigned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SampleStatusCountResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleStatusCount'] = ResolversParentTypes['SampleStatusCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SampleStatus'], ParentType, ContextType>;
};

export type SampleStepCountResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleStepCount'] = ResolversParentTypes['SampleStepCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['WorkflowStep'], ParentType, ContextType>;
};

export type SampleWarningResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SampleWarning'] = ResolversParentTypes['SampleWarning']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SkipStepPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SkipStepPayload'] = ResolversParentTypes['SkipStepPayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['ProcessingStep']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type StartStepPayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['StartStepPayload'] = ResolversParentTypes['StartStepPayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['ProcessingStep']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type StepStatisticsResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['StepStatistics'] = ResolversParentTypes['StepStatistics']> = {
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90Hours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  step?: Resolver<ResolversTypes['WorkflowStep'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SubmissionResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['Submission'] = ResolversParentTypes['Submission'], FederationReferenceType extends FederationReferenceTypes['Submission'] = FederationReferenceTypes['Submission']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Submission']> | FederationReferenceType, FederationReferenceType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileSizeBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legacy?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  originalFilename?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Priority'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  projectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  samples?: Resolver<Maybe<ResolversTypes['SampleConnection']>, ParentType, ContextType, Partial<SubmissionSamplesArgs>>;
  status?: Resolver<ResolversTypes['SubmissionStatus'], ParentType, ContextType>;
  submissionNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  submissionType?: Resolver<Maybe<ResolversTypes['SubmissionType']>, ParentType, ContextType>;
  submittedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  submitterEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  submitterName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SubmissionConnectionResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SubmissionConnection'] = ResolversParentTypes['SubmissionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SubmissionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Submission']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SubmissionEdgeResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['SubmissionEdge'] = ResolversParentTypes['SubmissionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Submission'], ParentType, ContextType>;
};

export type UpdateSamplePayloadResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['UpdateSamplePayload'] = ResolversParentTypes['UpdateSamplePayload']> = {
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  aliases?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = SamplesContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = SamplesContext> = {
  AddAttachmentPayload?: AddAttachmentPayloadResolvers<ContextType>;
  AdoptWorkflowPayload?: AdoptWorkflowPayloadResolvers<ContextType>;
  ArchiveSamplePayload?: ArchiveSamplePayloadResolvers<ContextType>;
  AssignSamplePayload?: AssignSamplePayloadResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  CompleteStepPayload?: CompleteStepPayloadResolvers<ContextType>;
  CreateProjectPayload?: CreateProjectPayloadResolvers<ContextType>;
  CreateSamplePayload?: CreateSamplePayloadResolvers<ContextType>;
  CreateSamplesPayload?: CreateSamplesPayloadResolvers<ContextType>;
  CreateSubmissionPayload?: CreateSubmissionPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteSamplePayload?: DeleteSamplePayloadResolvers<ContextType>;
  FailStepPayload?: FailStepPayloadResolvers<ContextType>;
  HoldSamplePayload?: HoldSamplePayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PlannedSample?: PlannedSampleResolvers<ContextType>;
  ProcessingStep?: ProcessingStepResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RejectSamplePayload?: RejectSamplePayloadResolvers<ContextType>;
  ReleaseSamplePayload?: ReleaseSamplePayloadResolvers<ContextType>;
  RemoveAttachmentPayload?: RemoveAttachmentPayloadResolvers<ContextType>;
  ReopenStepPayload?: ReopenStepPayloadResolvers<ContextType>;
  RestoreSamplePayload?: RestoreSamplePayloadResolvers<ContextType>;
  RetryStepPayload?: RetryStepPayloadResolvers<ContextType>;
  Sample?: SampleResolvers<ContextType>;
  SampleConnection?: SampleConnectionResolvers<ContextType>;
  SampleDetails?: SampleDetailsResolvers<ContextType>;
  SampleEdge?: SampleEdgeResolvers<ContextType>;
  SamplePriorityCount?: SamplePriorityCountResolvers<ContextType>;
  SampleSearchConnection?: SampleSearchConnectionResolvers<ContextType>;
  SampleSearchEdge?: SampleSearchEdgeResolvers<ContextType>;
  SampleStatistics?: SampleStatisticsResolvers<ContextType>;
  SampleStatusCount?: SampleStatusCountResolvers<ContextType>;
  SampleStepCount?: SampleStepCountResolvers<ContextType>;
  SampleWarning?: SampleWarningResolvers<ContextType>;
  SkipStepPayload?: SkipStepPayloadResolvers<ContextType>;
  StartStepPayload?: StartStepPayloadResolvers<ContextType>;
  StepStatistics?: StepStatisticsResolvers<ContextType>;
  Submission?: SubmissionResolvers<ContextType>;
  SubmissionConnection?: SubmissionConnectionResolvers<ContextType>;
  SubmissionEdge?: SubmissionEdgeResolvers<ContextType>;
  UpdateSamplePayload?: UpdateSamplePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};
