// Generated from the SDL by `npm run schema:generate`; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AuditLogRow, ComplianceReportRow, RetentionPolicyRow } from '../reads/rows.ts';
import type { Connection, Edge } from '../../../platform/paging/connection.ts';
import type { Payload } from '../../../platform/graphql/payload.ts';
import type { AuditContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
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

export type ActionCount = {
  action: Scalars['String']['output'];
  count: Scalars['Int']['output'];
};

export type AppConfig = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type AppConfigAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Attachment = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type AttachmentAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type AuditActorKind =
  | 'person'
  | 'service';

export type AuditChange = {
  after?: Maybe<Scalars['JSON']['output']>;
  before?: Maybe<Scalars['JSON']['output']>;
  field: Scalars['String']['output'];
};

export type AuditCheckpoint = {
  checkpoint: Scalars['String']['output'];
  root: Scalars['String']['output'];
  signedAt: Scalars['DateTime']['output'];
  size: Scalars['BigInt']['output'];
};

export type AuditConsistencyProof = {
  from: Scalars['BigInt']['output'];
  hashes: Array<Scalars['String']['output']>;
  to: Scalars['BigInt']['output'];
};

export type AuditLog = {
  action: Scalars['String']['output'];
  actorKind?: Maybe<AuditActorKind>;
  actorName: Scalars['String']['output'];
  changes?: Maybe<Array<AuditChange>>;
  createdAt: Scalars['DateTime']['output'];
  details?: Maybe<Scalars['JSON']['output']>;
  eventType: Scalars['String']['output'];
  hashedText?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  ipAddress?: Maybe<Scalars['String']['output']>;
  outcome?: Maybe<AuditOutcome>;
  proof?: Maybe<AuditLogProof>;
  resource?: Maybe<AuditedResource>;
  resourceId?: Maybe<Scalars['String']['output']>;
  resourceType?: Maybe<Scalars['String']['output']>;
  timestamp: Scalars['DateTime']['output'];
  user?: Maybe<User>;
  userAgent?: Maybe<Scalars['String']['output']>;
  userId?: Maybe<Scalars['ID']['output']>;
};

export type AuditLogConnection = {
  archivedBefore?: Maybe<Scalars['DateTime']['output']>;
  completeUntil?: Maybe<Scalars['DateTime']['output']>;
  edges: Array<AuditLogEdge>;
  nodes: Array<AuditLog>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AuditLogEdge = {
  cursor: Scalars['String']['output'];
  node: AuditLog;
};

export type AuditLogFilter = {
  action?: InputMaybe<Scalars['String']['input']>;
  eventType?: InputMaybe<Scalars['String']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  outcome?: InputMaybe<AuditOutcome>;
  resourceId?: InputMaybe<Scalars['String']['input']>;
  resourceType?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};

export type AuditLogProof = {
  checkpoint: Scalars['String']['output'];
  hashes: Array<Scalars['String']['output']>;
  leafIndex: Scalars['BigInt']['output'];
  treeSize: Scalars['BigInt']['output'];
};

export type AuditOutcome =
  | 'denied'
  | 'failure'
  | 'success';

export type AuditStatistics = {
  byAction: Array<ActionCount>;
  byDay: Array<DayCount>;
  byEventType: Array<EventTypeCount>;
  byOutcome: Array<OutcomeCount>;
  total: Scalars['Int']['output'];
};

export type AuditedResource = AppConfig | Attachment | BackupJob | BackupSchedule | ExtractionResult | FeatureFlag | ProcessingJob | ProcessingStep | Project | Sample | Submission | User;

export type BackupJob = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type BackupJobAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type BackupSchedule = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type BackupScheduleAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ComplianceReport = {
  createdAt: Scalars['DateTime']['output'];
  data?: Maybe<Scalars['JSON']['output']>;
  generatedBy?: Maybe<User>;
  id: Scalars['ID']['output'];
  periodEnd?: Maybe<Scalars['DateTime']['output']>;
  periodStart?: Maybe<Scalars['DateTime']['output']>;
  reportType: Scalars['String']['output'];
  status: ComplianceReportStatus;
  updatedAt: Scalars['DateTime']['output'];
};

export type ComplianceReportConnection = {
  edges: Array<ComplianceReportEdge>;
  nodes: Array<ComplianceReport>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ComplianceReportEdge = {
  cursor: Scalars['String']['output'];
  node: ComplianceReport;
};

export type ComplianceReportStatus =
  | 'completed'
  | 'failed'
  | 'generating';

export type DayCount = {
  count: Scalars['Int']['output'];
  day: Scalars['DateTime']['output'];
  denials: Scalars['Int']['output'];
  failures: Scalars['Int']['output'];
};

export type EventTypeCount = {
  count: Scalars['Int']['output'];
  eventType: Scalars['String']['output'];
};

export type ExtractionResult = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type ExtractionResultAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type FeatureFlag = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type FeatureFlagAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type GenerateComplianceReportInput = {
  periodEnd: Scalars['DateTime']['input'];
  periodStart: Scalars['DateTime']['input'];
  reportType: Scalars['String']['input'];
};

export type GenerateComplianceReportPayload = {
  complianceReport?: Maybe<ComplianceReport>;
  userErrors: Array<UserError>;
};

export type Mutation = {
  generateComplianceReport: GenerateComplianceReportPayload;
  recordAuditEvent: RecordAuditEventPayload;
  setRetentionPolicy: SetRetentionPolicyPayload;
};


export type MutationGenerateComplianceReportArgs = {
  input: GenerateComplianceReportInput;
};


export type MutationRecordAuditEventArgs = {
  input: RecordAuditEventInput;
};


export type MutationSetRetentionPolicyArgs = {
  input: SetRetentionPolicyInput;
};

export type OutcomeCount = {
  count: Scalars['Int']['output'];
  outcome?: Maybe<AuditOutcome>;
};

export type PageInfo = {
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type ProcessingJob = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type ProcessingJobAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ProcessingStep = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type ProcessingStepAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Project = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type ProjectAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Query = {
  auditCheckpoint?: Maybe<AuditCheckpoint>;
  auditConsistency?: Maybe<AuditConsistencyProof>;
  auditLog?: Maybe<AuditLog>;
  auditLogs?: Maybe<AuditLogConnection>;
  auditStatistics?: Maybe<AuditStatistics>;
  complianceReport?: Maybe<ComplianceReport>;
  complianceReports?: Maybe<ComplianceReportConnection>;
  retentionPolicies?: Maybe<Array<RetentionPolicy>>;
  securityEvents?: Maybe<AuditLogConnection>;
};


export type QueryAuditCheckpointArgs = {
  size?: InputMaybe<Scalars['BigInt']['input']>;
};


export type QueryAuditConsistencyArgs = {
  from: Scalars['BigInt']['input'];
  to?: InputMaybe<Scalars['BigInt']['input']>;
};


export type QueryAuditLogArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAuditLogsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAuditStatisticsArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryComplianceReportArgs = {
  id: Scalars['ID']['input'];
};


export type QueryComplianceReportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySecurityEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type RecordAuditEventInput = {
  action: Scalars['String']['input'];
  details?: InputMaybe<Scalars['JSON']['input']>;
  eventType: Scalars['String']['input'];
  outcome?: InputMaybe<AuditOutcome>;
  resourceId?: InputMaybe<Scalars['String']['input']>;
  resourceType: Scalars['String']['input'];
  rootId?: InputMaybe<Scalars['String']['input']>;
  rootType?: InputMaybe<Scalars['String']['input']>;
};

export type RecordAuditEventPayload = {
  auditLog?: Maybe<AuditLog>;
  userErrors: Array<UserError>;
};

export type RetentionDue = {
  archive?: Maybe<Scalars['Int']['output']>;
  delete?: Maybe<Scalars['Int']['output']>;
  oldest?: Maybe<Scalars['DateTime']['output']>;
};

export type RetentionPolicy = {
  archiveAfterDays?: Maybe<Scalars['Int']['output']>;
  createdAt: Scalars['DateTime']['output'];
  deleteAfterDays?: Maybe<Scalars['Int']['output']>;
  dueToday?: Maybe<RetentionDue>;
  id: Scalars['ID']['output'];
  isActive: Scalars['Boolean']['output'];
  resourceType: Scalars['String']['output'];
  retentionDays: Scalars['Int']['output'];
  updatedAt: Scalars['DateTime']['output'];
};

export type Sample = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
  retention?: Maybe<SampleRetention>;
};


export type SampleAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  includeParts?: InputMaybe<Scalars['Boolean']['input']>;
};

export type SampleRetention = {
  archiveDueAt?: Maybe<Scalars['DateTime']['output']>;
  countedFrom?: Maybe<Scalars['DateTime']['output']>;
  deleteDueAt?: Maybe<Scalars['DateTime']['output']>;
  isArchiveOverdue: Scalars['Boolean']['output'];
  policy?: Maybe<RetentionPolicy>;
  retainUntil?: Maybe<Scalars['DateTime']['output']>;
};

export type SampleStatus =
  | 'analysis'
  | 'archived'
  | 'completed'
  | 'distributed'
  | 'prep'
  | 'sequencing'
  | 'submitted';

export type SetRetentionPolicyInput = {
  archiveAfterDays?: InputMaybe<Scalars['Int']['input']>;
  deleteAfterDays?: InputMaybe<Scalars['Int']['input']>;
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  resourceType: Scalars['String']['input'];
  retentionDays: Scalars['Int']['input'];
};

export type SetRetentionPolicyPayload = {
  retentionPolicy?: Maybe<RetentionPolicy>;
  userErrors: Array<UserError>;
};

export type Submission = {
  auditTrail?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type SubmissionAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type User = {
  activity?: Maybe<AuditLogConnection>;
  id: Scalars['ID']['output'];
};


export type UserActivityArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type UserError = {
  code: Scalars['String']['output'];
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
};



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
  AppConfig: AppConfig;
  Attachment: Attachment;
  AuditLog: AuditLog;
  BackupJob: BackupJob;
  BackupSchedule: BackupSchedule;
  ComplianceReport: ComplianceReport;
  ExtractionResult: ExtractionResult;
  FeatureFlag: FeatureFlag;
  ProcessingJob: ProcessingJob;
  ProcessingStep: ProcessingStep;
  Project: Project;
  RetentionPolicy: RetentionPolicy;
  Sample: Sample;
  Submission: Submission;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AppConfig:
    ( { __typename: 'AppConfig' }
    & GraphQLRecursivePick<FederationTypes['AppConfig'], {"id":true}> );
  Attachment:
    ( { __typename: 'Attachment' }
    & GraphQLRecursivePick<FederationTypes['Attachment'], {"id":true}> );
  AuditLog:
    ( { __typename: 'AuditLog' }
    & GraphQLRecursivePick<FederationTypes['AuditLog'], {"id":true}> );
  BackupJob:
    ( { __typename: 'BackupJob' }
    & GraphQLRecursivePick<FederationTypes['BackupJob'], {"id":true}> );
  BackupSchedule:
    ( { __typename: 'BackupSchedule' }
    & GraphQLRecursivePick<FederationTypes['BackupSchedule'], {"id":true}> );
  ComplianceReport:
    ( { __typename: 'ComplianceReport' }
    & GraphQLRecursivePick<FederationTypes['ComplianceReport'], {"id":true}> );
  ExtractionResult:
    ( { __typename: 'ExtractionResult' }
    & GraphQLRecursivePick<FederationTypes['ExtractionResult'], {"id":true}> );
  FeatureFlag:
    ( { __typename: 'FeatureFlag' }
    & GraphQLRecursivePick<FederationTypes['FeatureFlag'], {"id":true}> );
  ProcessingJob:
    ( { __typename: 'ProcessingJob' }
    & GraphQLRecursivePick<FederationTypes['ProcessingJob'], {"id":true}> );
  ProcessingStep:
    ( { __typename: 'ProcessingStep' }
    & GraphQLRecursivePick<FederationTypes['ProcessingStep'], {"id":true}> );
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
  RetentionPolicy:
    ( { __typename: 'RetentionPolicy' }
    & GraphQLRecursivePick<FederationTypes['RetentionPolicy'], {"id":true}> );
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

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AuditedResource:
    | ( AppConfigReference )
    | ( AttachmentReference )
    | ( BackupJobReference )
    | ( BackupScheduleReference )
    | ( ExtractionResultReference )
    | ( FeatureFlagReference )
    | ( ProcessingJobReference )
    | ( ProcessingStepReference )
    | ( ProjectReference )
    | ( SampleReference )
    | ( SubmissionReference )
    | ( UserReference )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ActionCount: ResolverTypeWrapper<ActionCount>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AppConfig: ResolverTypeWrapper<AppConfigReference>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Attachment: ResolverTypeWrapper<AttachmentReference>;
  AuditActorKind: AuditActorKind;
  AuditChange: ResolverTypeWrapper<AuditChange>;
  AuditCheckpoint: ResolverTypeWrapper<AuditCheckpoint>;
  AuditConsistencyProof: ResolverTypeWrapper<AuditConsistencyProof>;
  AuditLog: ResolverTypeWrapper<AuditLogRow>;
  AuditLogConnection: ResolverTypeWrapper<Connection<AuditLogRow>>;
  AuditLogEdge: ResolverTypeWrapper<Edge<AuditLogRow>>;
  AuditLogFilter: AuditLogFilter;
  AuditLogProof: ResolverTypeWrapper<AuditLogProof>;
  AuditOutcome: AuditOutcome;
  AuditStatistics: ResolverTypeWrapper<AuditStatistics>;
  AuditedResource: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AuditedResource']>;
  BackupJob: ResolverTypeWrapper<BackupJobReference>;
  BackupSchedule: ResolverTypeWrapper<BackupScheduleReference>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  ComplianceReport: ResolverTypeWrapper<ComplianceReportRow>;
  ComplianceReportConnection: ResolverTypeWrapper<Connection<ComplianceReportRow>>;
  ComplianceReportEdge: ResolverTypeWrapper<Edge<ComplianceReportRow>>;
  ComplianceReportStatus: ComplianceReportStatus;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DayCount: ResolverTypeWrapper<DayCount>;
  EventTypeCount: ResolverTypeWrapper<EventTypeCount>;
  ExtractionResult: ResolverTypeWrapper<ExtractionResultReference>;
  FeatureFlag: ResolverTypeWrapper<FeatureFlagReference>;
  GenerateComplianceReportInput: GenerateComplianceReportInput;
  GenerateComplianceReportPayload: ResolverTypeWrapper<Payload<{ complianceReportId: string }>>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OutcomeCount: ResolverTypeWrapper<OutcomeCount>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ProcessingJob: ResolverTypeWrapper<ProcessingJobReference>;
  ProcessingStep: ResolverTypeWrapper<ProcessingStepReference>;
  Project: ResolverTypeWrapper<ProjectReference>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordAuditEventInput: RecordAuditEventInput;
  RecordAuditEventPayload: ResolverTypeWrapper<Payload<{ auditLogId: string }>>;
  RetentionDue: ResolverTypeWrapper<RetentionDue>;
  RetentionPolicy: ResolverTypeWrapper<RetentionPolicyRow>;
  Sample: ResolverTypeWrapper<SampleReference>;
  SampleRetention: ResolverTypeWrapper<Omit<SampleRetention, 'policy'> & { policy?: Maybe<ResolversTypes['RetentionPolicy']> }>;
  SampleStatus: SampleStatus;
  SetRetentionPolicyInput: SetRetentionPolicyInput;
  SetRetentionPolicyPayload: ResolverTypeWrapper<Payload<{ retentionPolicyId: string }>>;
  Submission: ResolverTypeWrapper<SubmissionReference>;
  User: ResolverTypeWrapper<UserReference>;
  UserError: ResolverTypeWrapper<UserError>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ActionCount: ActionCount;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  AppConfig: AppConfigReference;
  ID: Scalars['ID']['output'];
  Attachment: AttachmentReference;
  AuditChange: AuditChange;
  AuditCheckpoint: AuditCheckpoint;
  AuditConsistencyProof: AuditConsistencyProof;
  AuditLog: AuditLogRow;
  AuditLogConnection: Connection<AuditLogRow>;
  AuditLogEdge: Edge<AuditLogRow>;
  AuditLogFilter: AuditLogFilter;
  AuditLogProof: AuditLogProof;
  AuditStatistics: AuditStatistics;
  AuditedResource: ResolversUnionTypes<ResolversParentTypes>['AuditedResource'];
  BackupJob: BackupJobReference;
  BackupSchedule: BackupScheduleReference;
  BigInt: Scalars['BigInt']['output'];
  ComplianceReport: ComplianceReportRow;
  ComplianceReportConnection: Connection<ComplianceReportRow>;
  ComplianceReportEdge: Edge<ComplianceReportRow>;
  DateTime: Scalars['DateTime']['output'];
  DayCount: DayCount;
  EventTypeCount: EventTypeCount;
  ExtractionResult: ExtractionResultReference;
  FeatureFlag: FeatureFlagReference;
  GenerateComplianceReportInput: GenerateComplianceReportInput;
  GenerateComplianceReportPayload: Payload<{ complianceReportId: string }>;
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  OutcomeCount: OutcomeCount;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  ProcessingJob: ProcessingJobReference;
  ProcessingStep: ProcessingStepReference;
  Project: ProjectReference;
  Query: Record<PropertyKey, never>;
  RecordAuditEventInput: RecordAuditEventInput;
  RecordAuditEventPayload: Payload<{ auditLogId: string }>;
  RetentionDue: RetentionDue;
  RetentionPolicy: RetentionPolicyRow;
  Sample: SampleReference;
  SampleRetention: Omit<SampleRetention, 'policy'> & { policy?: Maybe<ResolversParentTypes['RetentionPolicy']> };
  SetRetentionPolicyInput: SetRetentionPolicyInput;
  SetRetentionPolicyPayload: Payload<{ retentionPolicyId: string }>;
  Submission: SubmissionReference;
  User: UserReference;
  UserError: UserError;
};

export type ActionCountResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['ActionCount'] = ResolversParentTypes['ActionCount']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AppConfigResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AppConfig'] = ResolversParentTypes['AppConfig'], FederationReferenceType extends FederationReferenceTypes['AppConfig'] = FederationReferenceTypes['AppConfig']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AppConfig']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<AppConfigAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment'], FederationReferenceType extends FederationReferenceTypes['Attachment'] = FederationReferenceTypes['Attachment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Attachment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<AttachmentAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditChangeResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditChange'] = ResolversParentTypes['AuditChange']> = {
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditCheckpointResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditCheckpoint'] = ResolversParentTypes['AuditCheckpoint']> = {
  checkpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  root?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type AuditConsistencyProofResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditConsistencyProof'] = ResolversParentTypes['AuditConsistencyProof']> = {
  from?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  hashes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type AuditLogResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditLog'] = ResolversParentTypes['AuditLog'], FederationReferenceType extends FederationReferenceTypes['AuditLog'] = FederationReferenceTypes['AuditLog']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AuditLog']> | FederationReferenceType, FederationReferenceType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actorKind?: Resolver<Maybe<ResolversTypes['AuditActorKind']>, ParentType, ContextType>;
  actorName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changes?: Resolver<Maybe<Array<ResolversTypes['AuditChange']>>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hashedText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ipAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['AuditOutcome']>, ParentType, ContextType>;
  proof?: Resolver<Maybe<ResolversTypes['AuditLogProof']>, ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['AuditedResource']>, ParentType, ContextType>;
  resourceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AuditLogConnectionResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditLogConnection'] = ResolversParentTypes['AuditLogConnection']> = {
  archivedBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  completeUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  edges?: Resolver<Array<ResolversTypes['AuditLogEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditLog']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditLogEdgeResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditLogEdge'] = ResolversParentTypes['AuditLogEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditLog'], ParentType, ContextType>;
};

export type AuditLogProofResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditLogProof'] = ResolversParentTypes['AuditLogProof']> = {
  checkpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hashes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  leafIndex?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  treeSize?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type AuditStatisticsResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditStatistics'] = ResolversParentTypes['AuditStatistics']> = {
  byAction?: Resolver<Array<ResolversTypes['ActionCount']>, ParentType, ContextType>;
  byDay?: Resolver<Array<ResolversTypes['DayCount']>, ParentType, ContextType>;
  byEventType?: Resolver<Array<ResolversTypes['EventTypeCount']>, ParentType, ContextType>;
  byOutcome?: Resolver<Array<ResolversTypes['OutcomeCount']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditedResourceResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['AuditedResource'] = ResolversParentTypes['AuditedResource']> = {
  __resolveType: TypeResolveFn<'AppConfig' | 'Attachment' | 'BackupJob' | 'BackupSchedule' | 'ExtractionResult' | 'FeatureFlag' | 'ProcessingJob' | 'ProcessingStep' | 'Project' | 'Sample' | 'Submission' | 'User', ParentType, ContextType>;
};

export type BackupJobResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['BackupJob'] = ResolversParentTypes['BackupJob'], FederationReferenceType extends FederationReferenceTypes['BackupJob'] = FederationReferenceTypes['BackupJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BackupJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<BackupJobAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BackupScheduleResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['BackupSchedule'] = ResolversParentTypes['BackupSchedule'], FederationReferenceType extends FederationReferenceTypes['BackupSchedule'] = FederationReferenceTypes['BackupSchedule']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BackupSchedule']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<BackupScheduleAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type ComplianceReportResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['ComplianceReport'] = ResolversParentTypes['ComplianceReport'], FederationReferenceType extends FederationReferenceTypes['ComplianceReport'] = FederationReferenceTypes['ComplianceReport']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ComplianceReport']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  generatedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  periodEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  periodStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reportType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ComplianceReportStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ComplianceReportConnectionResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['ComplianceReportConnection'] = ResolversParentTypes['ComplianceReportConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ComplianceReportEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ComplianceReport']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ComplianceReportEdgeResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['ComplianceReportEdge'] = ResolversParentTypes['ComplianceReportEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ComplianceReport'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DayCountResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['DayCount'] = ResolversParentTypes['DayCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  denials?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventTypeCountResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['EventTypeCount'] = ResolversParentTypes['EventTypeCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExtractionResultResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['ExtractionResult'] = ResolversParentTypes['ExtractionResult'], FederationReferenceType extends FederationReferenceTypes['ExtractionResult'] = FederationReferenceTypes['ExtractionResult']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ExtractionResult']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<ExtractionResultAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FeatureFlagResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['FeatureFlag'] = ResolversParentTypes['FeatureFlag'], FederationReferenceType extends FederationReferenceTypes['FeatureFlag'] = FederationReferenceTypes['FeatureFlag']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['FeatureFlag']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<FeatureFlagAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GenerateComplianceReportPayloadResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['GenerateComplianceReportPayload'] = ResolversParentTypes['GenerateComplianceReportPayload']> = {
  complianceReport?: Resolver<Maybe<ResolversTypes['ComplianceReport']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  generateComplianceReport?: Resolver<ResolversTypes['GenerateComplianceReportPayload'], ParentType, ContextType, RequireFields<MutationGenerateComplianceReportArgs, 'input'>>;
  recordAuditEvent?: Resolver<ResolversTypes['RecordAuditEventPayload'], ParentType, ContextType, RequireFields<MutationRecordAuditEventArgs, 'input'>>;
  setRetentionPolicy?: Resolver<ResolversTypes['SetRetentionPolicyPayload'], ParentType, ContextType, RequireFields<MutationSetRetentionPolicyArgs, 'input'>>;
};

export type OutcomeCountResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['OutcomeCount'] = ResolversParentTypes['OutcomeCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['AuditOutcome']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProcessingJobResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['ProcessingJob'] = ResolversParentTypes['ProcessingJob'], FederationReferenceType extends FederationReferenceTypes['ProcessingJob'] = FederationReferenceTypes['ProcessingJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProcessingJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<ProcessingJobAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProcessingStepResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['ProcessingStep'] = ResolversParentTypes['ProcessingStep'], FederationReferenceType extends FederationReferenceTypes['ProcessingStep'] = FederationReferenceTypes['ProcessingStep']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProcessingStep']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<ProcessingStepAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<ProjectAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  auditCheckpoint?: Resolver<Maybe<ResolversTypes['AuditCheckpoint']>, ParentType, ContextType, Partial<QueryAuditCheckpointArgs>>;
  auditConsistency?: Resolver<Maybe<ResolversTypes['AuditConsistencyProof']>, ParentType, ContextType, RequireFields<QueryAuditConsistencyArgs, 'from'>>;
  auditLog?: Resolver<Maybe<ResolversTypes['AuditLog']>, ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'id'>>;
  auditLogs?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<QueryAuditLogsArgs>>;
  auditStatistics?: Resolver<Maybe<ResolversTypes['AuditStatistics']>, ParentType, ContextType, Partial<QueryAuditStatisticsArgs>>;
  complianceReport?: Resolver<Maybe<ResolversTypes['ComplianceReport']>, ParentType, ContextType, RequireFields<QueryComplianceReportArgs, 'id'>>;
  complianceReports?: Resolver<Maybe<ResolversTypes['ComplianceReportConnection']>, ParentType, ContextType, Partial<QueryComplianceReportsArgs>>;
  retentionPolicies?: Resolver<Maybe<Array<ResolversTypes['RetentionPolicy']>>, ParentType, ContextType>;
  securityEvents?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<QuerySecurityEventsArgs>>;
};

export type RecordAuditEventPayloadResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['RecordAuditEventPayload'] = ResolversParentTypes['RecordAuditEventPayload']> = {
  auditLog?: Resolver<Maybe<ResolversTypes['AuditLog']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RetentionDueResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['RetentionDue'] = ResolversParentTypes['RetentionDue']> = {
  archive?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  delete?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  oldest?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RetentionPolicyResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['RetentionPolicy'] = ResolversParentTypes['RetentionPolicy'], FederationReferenceType extends FederationReferenceTypes['RetentionPolicy'] = FederationReferenceTypes['RetentionPolicy']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['RetentionPolicy']> | FederationReferenceType, FederationReferenceType, ContextType>;
  archiveAfterDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deleteAfterDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dueToday?: Resolver<Maybe<ResolversTypes['RetentionDue']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  resourceType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retentionDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SampleResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['Sample'] = ResolversParentTypes['Sample'], FederationReferenceType extends FederationReferenceTypes['Sample'] = FederationReferenceTypes['Sample']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Sample']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<SampleAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  retention?: Resolver<Maybe<ResolversTypes['SampleRetention']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SampleRetentionResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['SampleRetention'] = ResolversParentTypes['SampleRetention']> = {
  archiveDueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  countedFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deleteDueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  isArchiveOverdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['RetentionPolicy']>, ParentType, ContextType>;
  retainUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SetRetentionPolicyPayloadResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['SetRetentionPolicyPayload'] = ResolversParentTypes['SetRetentionPolicyPayload']> = {
  retentionPolicy?: Resolver<Maybe<ResolversTypes['RetentionPolicy']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SubmissionResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['Submission'] = ResolversParentTypes['Submission'], FederationReferenceType extends FederationReferenceTypes['Submission'] = FederationReferenceTypes['Submission']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Submission']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<SubmissionAuditTrailArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activity?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, Partial<UserActivityArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = AuditContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = AuditContext> = {
  ActionCount?: ActionCountResolvers<ContextType>;
  AppConfig?: AppConfigResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  AuditChange?: AuditChangeResolvers<ContextType>;
  AuditCheckpoint?: AuditCheckpointResolvers<ContextType>;
  AuditConsistencyProof?: AuditConsistencyProofResolvers<ContextType>;
  AuditLog?: AuditLogResolvers<ContextType>;
  AuditLogConnection?: AuditLogConnectionResolvers<ContextType>;
  AuditLogEdge?: AuditLogEdgeResolvers<ContextType>;
  AuditLogProof?: AuditLogProofResolvers<ContextType>;
  AuditStatistics?: AuditStatisticsResolvers<ContextType>;
  AuditedResource?: AuditedResourceResolvers<ContextType>;
  BackupJob?: BackupJobResolvers<ContextType>;
  BackupSchedule?: BackupScheduleResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  ComplianceReport?: ComplianceReportResolvers<ContextType>;
  ComplianceReportConnection?: ComplianceReportConnectionResolvers<ContextType>;
  ComplianceReportEdge?: ComplianceReportEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DayCount?: DayCountResolvers<ContextType>;
  EventTypeCount?: EventTypeCountResolvers<ContextType>;
  ExtractionResult?: ExtractionResultResolvers<ContextType>;
  FeatureFlag?: FeatureFlagResolvers<ContextType>;
  GenerateComplianceReportPayload?: GenerateComplianceReportPayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  OutcomeCount?: OutcomeCountResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  ProcessingJob?: ProcessingJobResolvers<ContextType>;
  ProcessingStep?: ProcessingStepResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordAuditEventPayload?: RecordAuditEventPayloadResolvers<ContextType>;
  RetentionDue?: RetentionDueResolvers<ContextType>;
  RetentionPolicy?: RetentionPolicyResolvers<ContextType>;
  Sample?: SampleResolvers<ContextType>;
  SampleRetention?: SampleRetentionResolvers<ContextType>;
  SetRetentionPolicyPayload?: SetRetentionPolicyPayloadResolvers<ContextType>;
  Submission?: SubmissionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

/** Sample, of another service. */
export type SampleReference = { __typename: 'Sample'; id: string; status?: Uppercase<SampleStatus>; completedAt?: string | null };

/** Submission, of another service. */
export type SubmissionReference = { __typename: 'Submission'; id: string };

/** Project, of another service. */
export type ProjectReference = { __typename: 'Project'; id: string };

/** ProcessingStep, of another service. */
export type ProcessingStepReference = { __typename: 'ProcessingStep'; id: string };

/** Attachment, of another service. */
export type AttachmentReference = { __typename: 'Attachment'; id: string };

/** ExtractionResult, of another service. */
export type ExtractionResultReference = { __typename: 'ExtractionResult'; id: string };

/** ProcessingJob, of another service. */
export type ProcessingJobReference = { __typename: 'ProcessingJob'; id: string };

/** BackupJob, of another service. */
export type BackupJobReference = { __typename: 'BackupJob'; id: string };

/** BackupSchedule, of another service. */
export type BackupScheduleReference = { __typename: 'BackupSchedule'; id: string };

/** AppConfig, of another service. */
export type AppConfigReference = { __typename: 'AppConfig'; id: string };

/** FeatureFlag, of another service. */
export type FeatureFlagReference = { __typename: 'FeatureFlag'; id: string };

/** User, of another service. */
export type UserReference = { __typename: 'User'; id: string };
