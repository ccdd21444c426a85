// Generated from the SDL by `npm run schema:generate`; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { BackupJobRow, BackupMetadataRow, BackupScheduleRow } from '../reads/rows.ts';
import type { Connection, Edge } from '../../../platform/paging/connection.ts';
import type { Payload } from '../../../platform/graphql/payload.ts';
import type { BackupContext } from '../context.ts';
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
  _FieldSet: { input: string; output: string; }
};

export type BackupJob = {
  backupLocation?: Maybe<Scalars['String']['output']>;
  checksum?: Maybe<Scalars['String']['output']>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  compressionEnabled?: Maybe<Scalars['Boolean']['output']>;
  createdAt: Scalars['DateTime']['output'];
  encryptionEnabled?: Maybe<Scalars['Boolean']['output']>;
  errorMessage?: Maybe<Scalars['String']['output']>;
  fileSizeBytes?: Maybe<Scalars['BigInt']['output']>;
  id: Scalars['ID']['output'];
  jobType: BackupType;
  metadata: Array<BackupMetadata>;
  sourceDatabase?: Maybe<Scalars['String']['output']>;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: BackupJobStatus;
  updatedAt: Scalars['DateTime']['output'];
};

export type BackupJobConnection = {
  edges: Array<BackupJobEdge>;
  nodes: Array<BackupJob>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type BackupJobEdge = {
  cursor: Scalars['String']['output'];
  node: BackupJob;
};

export type BackupJobFilter = {
  createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  jobType?: InputMaybe<Array<BackupType>>;
  sourceDatabase?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Array<BackupJobStatus>>;
};

export type BackupJobStatus =
  | 'completed'
  | 'failed'
  | 'running'
  | 'scheduled';

export type BackupMetadata = {
  createdAt: Scalars['DateTime']['output'];
  filePath?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  recordCount?: Maybe<Scalars['BigInt']['output']>;
  tableName: Scalars['String']['output'];
};

export type BackupSchedule = {
  backupType: BackupType;
  createdAt: Scalars['DateTime']['output'];
  cronExpression: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  isActive: Scalars['Boolean']['output'];
  lastRun?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  nextRun?: Maybe<Scalars['DateTime']['output']>;
  nextRuns?: Maybe<Array<Scalars['DateTime']['output']>>;
  retentionDays: Scalars['Int']['output'];
  updatedAt: Scalars['DateTime']['output'];
};


export type BackupScheduleNextRunsArgs = {
  after?: InputMaybe<Scalars['DateTime']['input']>;
  count?: InputMaybe<Scalars['Int']['input']>;
};

export type BackupStatistics = {
  averageDurationSeconds?: Maybe<Scalars['Float']['output']>;
  byDatabase: Array<DatabaseBackupStatistics>;
  byStatus: Array<BackupStatusCount>;
  byType: Array<BackupTypeCount>;
  successShare?: Maybe<Scalars['Float']['output']>;
  total: Scalars['Int']['output'];
  totalBytes: Scalars['BigInt']['output'];
};

export type BackupStatusCount = {
  count: Scalars['Int']['output'];
  status: BackupJobStatus;
};

export type BackupType =
  | 'differential'
  | 'full'
  | 'incremental';

export type BackupTypeCount = {
  count: Scalars['Int']['output'];
  jobType: BackupType;
};

export type CreateBackupScheduleInput = {
  backupType: BackupType;
  cronExpression: Scalars['String']['input'];
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  name: Scalars['String']['input'];
  retentionDays: Scalars['Int']['input'];
};

export type CreateBackupSchedulePayload = {
  backupSchedule?: Maybe<BackupSchedule>;
  userErrors: Array<UserError>;
};

export type DatabaseBackupStatistics = {
  averageDurationSeconds?: Maybe<Scalars['Float']['output']>;
  completed: Scalars['Int']['output'];
  failed: Scalars['Int']['output'];
  lastVerifiedAt?: Maybe<Scalars['DateTime']['output']>;
  sourceDatabase?: Maybe<Scalars['String']['output']>;
  successShare?: Maybe<Scalars['Float']['output']>;
  total: Scalars['Int']['output'];
  totalBytes: Scalars['BigInt']['output'];
};

export type DeleteBackupScheduleInput = {
  backupScheduleId: Scalars['ID']['input'];
};

export type DeleteBackupSchedulePayload = {
  backupSchedule?: Maybe<BackupSchedule>;
  userErrors: Array<UserError>;
};

export type Mutation = {
  createBackupSchedule: CreateBackupSchedulePayload;
  deleteBackupSchedule: DeleteBackupSchedulePayload;
  startBackup: StartBackupPayload;
  updateBackupSchedule: UpdateBackupSchedulePayload;
};


export type MutationCreateBackupScheduleArgs = {
  input: CreateBackupScheduleInput;
};


export type MutationDeleteBackupScheduleArgs = {
  input: DeleteBackupScheduleInput;
};


export type MutationStartBackupArgs = {
  input: StartBackupInput;
};


export type MutationUpdateBackupScheduleArgs = {
  input: UpdateBackupScheduleInput;
};

export type PageInfo = {
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  backupJob?: Maybe<BackupJob>;
  backupJobs?: Maybe<BackupJobConnection>;
  backupSchedules?: Maybe<Array<BackupSchedule>>;
  backupStatistics?: Maybe<BackupStatistics>;
};


export type QueryBackupJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryBackupJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BackupJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryBackupStatisticsArgs = {
  filter?: InputMaybe<BackupJobFilter>;
};

export type Sample = {
  id: Scalars['ID']['output'];
  protectedBy?: Maybe<BackupJob>;
};

export type ServiceDatabase =
  | 'nanopore_ai'
  | 'nanopore_audit'
  | 'nanopore_backup'
  | 'nanopore_config'
  | 'nanopore_samples';

export type StartBackupInput = {
  database: ServiceDatabase;
  type: BackupType;
};

export type StartBackupPayload = {
  backupJob?: Maybe<BackupJob>;
  userErrors: Array<UserError>;
};

export type UpdateBackupScheduleInput = {
  backupScheduleId: Scalars['ID']['input'];
  backupType?: InputMaybe<BackupType>;
  cronExpression?: InputMaybe<Scalars['String']['input']>;
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  retentionDays?: InputMaybe<Scalars['Int']['input']>;
};

export type UpdateBackupSchedulePayload = {
  backupSchedule?: Maybe<BackupSchedule>;
  userErrors: Array<UserError>;
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
  BackupJob: BackupJob;
  BackupSchedule: BackupSchedule;
  Sample: Sample;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  BackupJob:
    ( { __typename: 'BackupJob' }
    & GraphQLRecursivePick<FederationTypes['BackupJob'], {"id":true}> );
  BackupSchedule:
    ( { __typename: 'BackupSchedule' }
    & GraphQLRecursivePick<FederationTypes['BackupSchedule'], {"id":true}> );
  Sample:
    ( { __typename: 'Sample' }
    & GraphQLRecursivePick<FederationTypes['Sample'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BackupJob: ResolverTypeWrapper<BackupJobRow>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  BackupJobConnection: ResolverTypeWrapper<Connection<BackupJobRow>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  BackupJobEdge: ResolverTypeWrapper<Edge<BackupJobRow>>;
  BackupJobFilter: BackupJobFilter;
  BackupJobStatus: BackupJobStatus;
  BackupMetadata: ResolverTypeWrapper<BackupMetadataRow>;
  BackupSchedule: ResolverTypeWrapper<BackupScheduleRow>;
  BackupStatistics: ResolverTypeWrapper<BackupStatistics>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  BackupStatusCount: ResolverTypeWrapper<BackupStatusCount>;
  BackupType: BackupType;
  BackupTypeCount: ResolverTypeWrapper<BackupTypeCount>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  CreateBackupScheduleInput: CreateBackupScheduleInput;
  CreateBackupSchedulePayload: ResolverTypeWrapper<Payload<{ backupScheduleId: string }>>;
  DatabaseBackupStatistics: ResolverTypeWrapper<DatabaseBackupStatistics>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteBackupScheduleInput: DeleteBackupScheduleInput;
  DeleteBackupSchedulePayload: ResolverTypeWrapper<Payload<{ backupScheduleId: string }>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Sample: ResolverTypeWrapper<SampleReference>;
  ServiceDatabase: ServiceDatabase;
  StartBackupInput: StartBackupInput;
  StartBackupPayload: ResolverTypeWrapper<Payload<{ backupJobId: string }>>;
  UpdateBackupScheduleInput: UpdateBackupScheduleInput;
  UpdateBackupSchedulePayload: ResolverTypeWrapper<Payload<{ backupScheduleId: string }>>;
  UserError: ResolverTypeWrapper<UserError>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BackupJob: BackupJobRow;
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  ID: Scalars['ID']['output'];
  BackupJobConnection: Connection<BackupJobRow>;
  Int: Scalars['Int']['output'];
  BackupJobEdge: Edge<BackupJobRow>;
  BackupJobFilter: BackupJobFilter;
  BackupMetadata: BackupMetadataRow;
  BackupSchedule: BackupScheduleRow;
  BackupStatistics: BackupStatistics;
  Float: Scalars['Float']['output'];
  BackupStatusCount: BackupStatusCount;
  BackupTypeCount: BackupTypeCount;
  BigInt: Scalars['BigInt']['output'];
  CreateBackupScheduleInput: CreateBackupScheduleInput;
  CreateBackupSchedulePayload: Payload<{ backupScheduleId: string }>;
  DatabaseBackupStatistics: DatabaseBackupStatistics;
  DateTime: Scalars['DateTime']['output'];
  DeleteBackupScheduleInput: DeleteBackupScheduleInput;
  DeleteBackupSchedulePayload: Payload<{ backupScheduleId: string }>;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  Sample: SampleReference;
  StartBackupInput: StartBackupInput;
  StartBackupPayload: Payload<{ backupJobId: string }>;
  UpdateBackupScheduleInput: UpdateBackupScheduleInput;
  UpdateBackupSchedulePayload: Payload<{ backupScheduleId: string }>;
  UserError: UserError;
};

export type BackupJobResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupJob'] = ResolversParentTypes['BackupJob'], FederationReferenceType extends FederationReferenceTypes['BackupJob'] = FederationReferenceTypes['BackupJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BackupJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  backupLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checksum?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  compressionEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  encryptionEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  errorMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileSizeBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobType?: Resolver<ResolversTypes['BackupType'], ParentType, ContextType>;
  metadata?: Resolver<Array<ResolversTypes['BackupMetadata']>, ParentType, ContextType>;
  sourceDatabase?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['BackupJobStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type BackupJobConnectionResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupJobConnection'] = ResolversParentTypes['BackupJobConnection']> = {
  edges?: Resolver<Array<ResolversTypes['BackupJobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['BackupJob']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BackupJobEdgeResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupJobEdge'] = ResolversParentTypes['BackupJobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BackupJob'], ParentType, ContextType>;
};

export type BackupMetadataResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupMetadata'] = ResolversParentTypes['BackupMetadata']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  filePath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordCount?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  tableName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BackupScheduleResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupSchedule'] = ResolversParentTypes['BackupSchedule'], FederationReferenceType extends FederationReferenceTypes['BackupSchedule'] = FederationReferenceTypes['BackupSchedule']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BackupSchedule']> | FederationReferenceType, FederationReferenceType, ContextType>;
  backupType?: Resolver<ResolversTypes['BackupType'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cronExpression?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastRun?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextRun?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextRuns?: Resolver<Maybe<Array<ResolversTypes['DateTime']>>, ParentType, ContextType, Partial<BackupScheduleNextRunsArgs>>;
  retentionDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type BackupStatisticsResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupStatistics'] = ResolversParentTypes['BackupStatistics']> = {
  averageDurationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  byDatabase?: Resolver<Array<ResolversTypes['DatabaseBackupStatistics']>, ParentType, ContextType>;
  byStatus?: Resolver<Array<ResolversTypes['BackupStatusCount']>, ParentType, ContextType>;
  byType?: Resolver<Array<ResolversTypes['BackupTypeCount']>, ParentType, ContextType>;
  successShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type BackupStatusCountResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupStatusCount'] = ResolversParentTypes['BackupStatusCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['BackupJobStatus'], ParentType, ContextType>;
};

export type BackupTypeCountResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['BackupTypeCount'] = ResolversParentTypes['BackupTypeCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  jobType?: Resolver<ResolversTypes['BackupType'], ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CreateBackupSchedulePayloadResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['CreateBackupSchedulePayload'] = ResolversParentTypes['CreateBackupSchedulePayload']> = {
  backupSchedule?: Resolver<Maybe<ResolversTypes['BackupSchedule']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DatabaseBackupStatisticsResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['DatabaseBackupStatistics'] = ResolversParentTypes['DatabaseBackupStatistics']> = {
  averageDurationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  completed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastVerifiedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sourceDatabase?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  successShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteBackupSchedulePayloadResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['DeleteBackupSchedulePayload'] = ResolversParentTypes['DeleteBackupSchedulePayload']> = {
  backupSchedule?: Resolver<Maybe<ResolversTypes['BackupSchedule']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createBackupSchedule?: Resolver<ResolversTypes['CreateBackupSchedulePayload'], ParentType, ContextType, RequireFields<MutationCreateBackupScheduleArgs, 'input'>>;
  deleteBackupSchedule?: Resolver<ResolversTypes['DeleteBackupSchedulePayload'], ParentType, ContextType, RequireFields<MutationDeleteBackupScheduleArgs, 'input'>>;
  startBackup?: Resolver<ResolversTypes['StartBackupPayload'], ParentType, ContextType, RequireFields<MutationStartBackupArgs, 'input'>>;
  updateBackupSchedule?: Resolver<ResolversTypes['UpdateBackupSchedulePayload'], ParentType, ContextType, RequireFields<MutationUpdateBackupScheduleArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  backupJob?: Resolver<Maybe<ResolversTypes['BackupJob']>, ParentType, ContextType, RequireFields<QueryBackupJobArgs, 'id'>>;
  backupJobs?: Resolver<Maybe<ResolversTypes['BackupJobConnection']>, ParentType, ContextType, Partial<QueryBackupJobsArgs>>;
  backupSchedules?: Resolver<Maybe<Array<ResolversTypes['BackupSchedule']>>, ParentType, ContextType>;
  backupStatistics?: Resolver<Maybe<ResolversTypes['BackupStatistics']>, ParentType, ContextType, Partial<QueryBackupStatisticsArgs>>;
};

export type SampleResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['Sample'] = ResolversParentTypes['Sample'], FederationReferenceType extends FederationReferenceTypes['Sample'] = FederationReferenceTypes['Sample']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Sample']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  protectedBy?: Resolver<Maybe<ResolversTypes['BackupJob']>, ParentType, ContextType>;
};

export type StartBackupPayloadResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['StartBackupPayload'] = ResolversParentTypes['StartBackupPayload']> = {
  backupJob?: Resolver<Maybe<ResolversTypes['BackupJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateBackupSchedulePayloadResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['UpdateBackupSchedulePayload'] = ResolversParentTypes['UpdateBackupSchedulePayload']> = {
  backupSchedule?: Resolver<Maybe<ResolversTypes['BackupSchedule']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = BackupContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = BackupContext> = {
  BackupJob?: BackupJobResolvers<ContextType>;
  BackupJobConnection?: BackupJobConnectionResolvers<ContextType>;
  BackupJobEdge?: BackupJobEdgeResolvers<ContextType>;
  BackupMetadata?: BackupMetadataResolvers<ContextType>;
  BackupSchedule?: BackupScheduleResolvers<ContextType>;
  BackupStatistics?: BackupStatisticsResolvers<ContextType>;
  BackupStatusCount?: BackupStatusCountResolvers<ContextType>;
  BackupTypeCount?: BackupTypeCountResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  CreateBackupSchedulePayload?: CreateBackupSchedulePayloadResolvers<ContextType>;
  DatabaseBackupStatistics?: DatabaseBackupStatisticsResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteBackupSchedulePayload?: DeleteBackupSchedulePayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Sample?: SampleResolvers<ContextType>;
  StartBackupPayload?: StartBackupPayloadResolvers<ContextType>;
  UpdateBackupSchedulePayload?: UpdateBackupSchedulePayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

/** Sample, of another service. */
export type SampleReference = { __typename: 'Sample'; id: string; updatedAt?: string };
