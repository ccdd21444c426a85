// Generated from the SDL by `npm run schema:generate`; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ExtractionResultRow, ProcessingJobRow, ModelPerformanceRow } from '../reads/rows.ts';
import type { Connection, Edge } from '../../../platform/paging/connection.ts';
import type { Payload } from '../../../platform/graphql/payload.ts';
import type { AiContext } from '../context.ts';
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

export type CancelProcessingJobInput = {
  processingJobId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type CancelProcessingJobPayload = {
  processingJob?: Maybe<ProcessingJob>;
  userErrors: Array<UserError>;
};

export type CompleteProcessingJobInput = {
  attempt: Scalars['Int']['input'];
  outputData: Scalars['JSON']['input'];
  processingJobId: Scalars['ID']['input'];
};

export type CompleteProcessingJobPayload = {
  processingJob?: Maybe<ProcessingJob>;
  userErrors: Array<UserError>;
};

export type CreateProcessingJobInput = {
  inputData?: InputMaybe<Scalars['JSON']['input']>;
  jobType: ProcessingJobType;
  sampleId?: InputMaybe<Scalars['ID']['input']>;
};

export type CreateProcessingJobPayload = {
  processingJob?: Maybe<ProcessingJob>;
  userErrors: Array<UserError>;
};

export type ExtractionMeasure = {
  max: Scalars['Float']['output'];
  mean: Scalars['Float']['output'];
  min: Scalars['Float']['output'];
  p50: Scalars['Float']['output'];
  p95: Scalars['Float']['output'];
};

export type ExtractionMethod =
  | 'hybrid'
  | 'llm'
  | 'pattern'
  | 'rag';

export type ExtractionMethodStatistics = {
  belowThreshold: Scalars['Int']['output'];
  confidence?: Maybe<ExtractionMeasure>;
  extractionMethod?: Maybe<ExtractionMethod>;
  processingTimeMs?: Maybe<ExtractionMeasure>;
  share: Scalars['Float']['output'];
  shareBelowThreshold?: Maybe<Scalars['Float']['output']>;
  total: Scalars['Int']['output'];
};

export type ExtractionMismatch = {
  extractedValue?: Maybe<Scalars['JSON']['output']>;
  extraction: ExtractionResult;
  field: Scalars['String']['output'];
  sampleValue?: Maybe<Scalars['JSON']['output']>;
};

export type ExtractionResult = {
  confidenceScore?: Maybe<Scalars['Float']['output']>;
  createdAt: Scalars['DateTime']['output'];
  extractedData?: Maybe<Scalars['JSON']['output']>;
  extractionMethod?: Maybe<ExtractionMethod>;
  fileName?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  issues?: Maybe<Array<Scalars['String']['output']>>;
  processingTimeMs?: Maybe<Scalars['Int']['output']>;
  ragInsights?: Maybe<Scalars['JSON']['output']>;
  sample?: Maybe<Sample>;
  sampleId?: Maybe<Scalars['ID']['output']>;
  submission?: Maybe<Submission>;
  submissionId?: Maybe<Scalars['ID']['output']>;
};

export type ExtractionResultConnection = {
  edges: Array<ExtractionResultEdge>;
  nodes: Array<ExtractionResult>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ExtractionResultEdge = {
  cursor: Scalars['String']['output'];
  node: ExtractionResult;
};

export type ExtractionResultFilter = {
  createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  extractionMethod?: InputMaybe<Array<ExtractionMethod>>;
  maxConfidence?: InputMaybe<Scalars['Float']['input']>;
  minConfidence?: InputMaybe<Scalars['Float']['input']>;
  sampleId?: InputMaybe<Scalars['ID']['input']>;
  submissionId?: InputMaybe<Scalars['ID']['input']>;
};

export type ExtractionStatistics = {
  belowThreshold: Scalars['Int']['output'];
  byMethod: Array<ExtractionMethodStatistics>;
  confidence?: Maybe<ExtractionMeasure>;
  processingTimeMs?: Maybe<ExtractionMeasure>;
  shareBelowThreshold?: Maybe<Scalars['Float']['output']>;
  threshold: Scalars['Float']['output'];
  total: Scalars['Int']['output'];
};

export type FailProcessingJobInput = {
  attempt: Scalars['Int']['input'];
  errorMessage: Scalars['String']['input'];
  processingJobId: Scalars['ID']['input'];
};

export type FailProcessingJobPayload = {
  processingJob?: Maybe<ProcessingJob>;
  userErrors: Array<UserError>;
};

export type ModelPerformance = {
  accuracyScore?: Maybe<Scalars['Float']['output']>;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  modelName: Scalars['String']['output'];
  processingTimeMs?: Maybe<Scalars['Int']['output']>;
  sampleCount?: Maybe<Scalars['Int']['output']>;
  taskType: Scalars['String']['output'];
  timestamp: Scalars['DateTime']['output'];
};

export type ModelPerformanceConnection = {
  edges: Array<ModelPerformanceEdge>;
  nodes: Array<ModelPerformance>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ModelPerformanceEdge = {
  cursor: Scalars['String']['output'];
  node: ModelPerformance;
};

export type ModelPerformanceSummary = {
  bucketStart: Scalars['DateTime']['output'];
  documents: Scalars['BigInt']['output'];
  highestAccuracy?: Maybe<Scalars['Float']['output']>;
  lowestAccuracy?: Maybe<Scalars['Float']['output']>;
  meanAccuracy?: Maybe<Scalars['Float']['output']>;
  meanProcessingTimeMs?: Maybe<Scalars['Float']['output']>;
  measurements: Scalars['Int']['output'];
  modelName: Scalars['String']['output'];
  taskType: Scalars['String']['output'];
};

export type Mutation = {
  cancelProcessingJob: CancelProcessingJobPayload;
  completeProcessingJob: CompleteProcessingJobPayload;
  createProcessingJob: CreateProcessingJobPayload;
  failProcessingJob: FailProcessingJobPayload;
  recordExtraction: RecordExtractionPayload;
  recordModelPerformance: RecordModelPerformancePayload;
  retryProcessingJob: RetryProcessingJobPayload;
  startProcessingJob: StartProcessingJobPayload;
};


export type MutationCancelProcessingJobArgs = {
  input: CancelProcessingJobInput;
};


export type MutationCompleteProcessingJobArgs = {
  input: CompleteProcessingJobInput;
};


export type MutationCreateProcessingJobArgs = {
  input: CreateProcessingJobInput;
};


export type MutationFailProcessingJobArgs = {
  input: FailProcessingJobInput;
};


export type MutationRecordExtractionArgs = {
  input: RecordExtractionInput;
};


export type MutationRecordModelPerformanceArgs = {
  input: RecordModelPerformanceInput;
};


export type MutationRetryProcessingJobArgs = {
  input: RetryProcessingJobInput;
};


export type MutationStartProcessingJobArgs = {
  input: StartProcessingJobInput;
};

export type PageInfo = {
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type PerformanceBucket =
  | 'day'
  | 'hour'
  | 'month'
  | 'week';

export type ProcessingJob = {
  attempts: Scalars['Int']['output'];
  cancelReason?: Maybe<Scalars['String']['output']>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  createdAt: Scalars['DateTime']['output'];
  errorMessage?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  inputData?: Maybe<Scalars['JSON']['output']>;
  jobType: ProcessingJobType;
  outputData?: Maybe<Scalars['JSON']['output']>;
  sample?: Maybe<Sample>;
  sampleId?: Maybe<Scalars['ID']['output']>;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: ProcessingJobStatus;
  updatedAt: Scalars['DateTime']['output'];
};

export type ProcessingJobConnection = {
  edges: Array<ProcessingJobEdge>;
  nodes: Array<ProcessingJob>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ProcessingJobEdge = {
  cursor: Scalars['String']['output'];
  node: ProcessingJob;
};

export type ProcessingJobFilter = {
  jobType?: InputMaybe<Array<ProcessingJobType>>;
  sampleId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<Array<ProcessingJobStatus>>;
};

export type ProcessingJobStatus =
  | 'cancelled'
  | 'completed'
  | 'failed'
  | 'pending'
  | 'processing';

export type ProcessingJobType =
  | 'data_validation'
  | 'enhancement'
  | 'pdf_extraction';

export type Query = {
  extractionResult?: Maybe<ExtractionResult>;
  extractionResults?: Maybe<ExtractionResultConnection>;
  extractionStatistics?: Maybe<ExtractionStatistics>;
  lowConfidenceExtractions?: Maybe<ExtractionResultConnection>;
  modelPerformance?: Maybe<ModelPerformanceConnection>;
  modelPerformanceSummary?: Maybe<Array<ModelPerformanceSummary>>;
  processingJob?: Maybe<ProcessingJob>;
  processingJobs?: Maybe<ProcessingJobConnection>;
};


export type QueryExtractionResultArgs = {
  id: Scalars['ID']['input'];
};


export type QueryExtractionResultsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExtractionResultFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryExtractionStatisticsArgs = {
  filter?: InputMaybe<ExtractionResultFilter>;
  threshold?: InputMaybe<Scalars['Float']['input']>;
};


export type QueryLowConfidenceExtractionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  threshold?: InputMaybe<Scalars['Float']['input']>;
};


export type QueryModelPerformanceArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  modelName?: InputMaybe<Scalars['String']['input']>;
  taskType?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryModelPerformanceSummaryArgs = {
  bucket?: InputMaybe<PerformanceBucket>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  modelName?: InputMaybe<Scalars['String']['input']>;
  taskType?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryProcessingJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProcessingJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProcessingJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type RecordExtractionInput = {
  confidenceScore: Scalars['Float']['input'];
  extractedData: Scalars['JSON']['input'];
  extractionMethod: ExtractionMethod;
  fileName?: InputMaybe<Scalars['String']['input']>;
  issues?: InputMaybe<Array<Scalars['String']['input']>>;
  processingTimeMs?: InputMaybe<Scalars['Int']['input']>;
  ragInsights?: InputMaybe<Scalars['JSON']['input']>;
  sampleId?: InputMaybe<Scalars['ID']['input']>;
  submissionId?: InputMaybe<Scalars['ID']['input']>;
};

export type RecordExtractionPayload = {
  extractionResult?: Maybe<ExtractionResult>;
  userErrors: Array<UserError>;
};

export type RecordModelPerformanceInput = {
  accuracyScore?: InputMaybe<Scalars['Float']['input']>;
  modelName: Scalars['String']['input'];
  processingTimeMs?: InputMaybe<Scalars['Int']['input']>;
  sampleCount?: InputMaybe<Scalars['Int']['input']>;
  taskType: Scalars['String']['input'];
  timestamp?: InputMaybe<Scalars['DateTime']['input']>;
};

export type RecordModelPerformancePayload = {
  modelPerformance?: Maybe<ModelPerformance>;
  userErrors: Array<UserError>;
};

export type RetryProcessingJobInput = {
  processingJobId: Scalars['ID']['input'];
};

export type RetryProcessingJobPayload = {
  processingJob?: Maybe<ProcessingJob>;
  userErrors: Array<UserError>;
};

export type Sample = {
  extractionMismatches?: Maybe<Array<ExtractionMismatch>>;
  extractions?: Maybe<ExtractionResultConnection>;
  id: Scalars['ID']['output'];
  latestExtraction?: Maybe<ExtractionResult>;
  processingJobs?: Maybe<ProcessingJobConnection>;
};


export type SampleExtractionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type SampleProcessingJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type StartProcessingJobInput = {
  processingJobId: Scalars['ID']['input'];
};

export type StartProcessingJobPayload = {
  processingJob?: Maybe<ProcessingJob>;
  userErrors: Array<UserError>;
};

export type Submission = {
  extractions?: Maybe<ExtractionResultConnection>;
  id: Scalars['ID']['output'];
};


export type SubmissionExtractionsArgs = {
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
  ExtractionResult: ExtractionResult;
  ModelPerformance: ModelPerformance;
  ProcessingJob: ProcessingJob;
  Sample: Sample;
  Submission: Submission;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  ExtractionResult:
    ( { __typename: 'ExtractionResult' }
    & GraphQLRecursivePick<FederationTypes['ExtractionResult'], {"id":true}> );
  ModelPerformance:
    ( { __typename: 'ModelPerformance' }
    & GraphQLRecursivePick<FederationTypes['ModelPerformance'], {"id":true}> );
  ProcessingJob:
    ( { __typename: 'ProcessingJob' }
    & GraphQLRecursivePick<FederationTypes['ProcessingJob'], {"id":true}> );
  Sample:
    ( { __typename: 'Sample' }
    & GraphQLRecursivePick<FederationTypes['Sample'], {"id":true}> );
  Submission:
    ( { __typename: 'Submission' }
    & GraphQLRecursivePick<FederationTypes['Submission'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  CancelProcessingJobInput: CancelProcessingJobInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CancelProcessingJobPayload: ResolverTypeWrapper<Payload<{ processingJobId: string }>>;
  CompleteProcessingJobInput: CompleteProcessingJobInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CompleteProcessingJobPayload: ResolverTypeWrapper<Payload<{ processingJobId: string }>>;
  CreateProcessingJobInput: CreateProcessingJobInput;
  CreateProcessingJobPayload: ResolverTypeWrapper<Payload<{ processingJobId: string }>>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  ExtractionMeasure: ResolverTypeWrapper<ExtractionMeasure>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ExtractionMethod: ExtractionMethod;
  ExtractionMethodStatistics: ResolverTypeWrapper<ExtractionMethodStatistics>;
  ExtractionMismatch: ResolverTypeWrapper<Omit<ExtractionMismatch, 'extraction'> & { extraction: ResolversTypes['ExtractionResult'] }>;
  ExtractionResult: ResolverTypeWrapper<ExtractionResultRow>;
  ExtractionResultConnection: ResolverTypeWrapper<Connection<ExtractionResultRow>>;
  ExtractionResultEdge: ResolverTypeWrapper<Edge<ExtractionResultRow>>;
  ExtractionResultFilter: ExtractionResultFilter;
  ExtractionStatistics: ResolverTypeWrapper<ExtractionStatistics>;
  FailProcessingJobInput: FailProcessingJobInput;
  FailProcessingJobPayload: ResolverTypeWrapper<Payload<{ processingJobId: string }>>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  ModelPerformance: ResolverTypeWrapper<ModelPerformanceRow>;
  ModelPerformanceConnection: ResolverTypeWrapper<Connection<ModelPerformanceRow>>;
  ModelPerformanceEdge: ResolverTypeWrapper<Edge<ModelPerformanceRow>>;
  ModelPerformanceSummary: ResolverTypeWrapper<ModelPerformanceSummary>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PerformanceBucket: PerformanceBucket;
  ProcessingJob: ResolverTypeWrapper<ProcessingJobRow>;
  ProcessingJobConnection: ResolverTypeWrapper<Connection<ProcessingJobRow>>;
  ProcessingJobEdge: ResolverTypeWrapper<Edge<ProcessingJobRow>>;
  ProcessingJobFilter: ProcessingJobFilter;
  ProcessingJobStatus: ProcessingJobStatus;
  ProcessingJobType: ProcessingJobType;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordExtractionInput: RecordExtractionInput;
  RecordExtractionPayload: ResolverTypeWrapper<Payload<{ extractionResultId: string }>>;
  RecordModelPerformanceInput: RecordModelPerformanceInput;
  RecordModelPerformancePayload: ResolverTypeWrapper<Payload<{ modelPerformanceId: string }>>;
  RetryProcessingJobInput: RetryProcessingJobInput;
  RetryProcessingJobPayload: ResolverTypeWrapper<Payload<{ processingJobId: string }>>;
  Sample: ResolverTypeWrapper<SampleReference>;
  StartProcessingJobInput: StartProcessingJobInput;
  StartProcessingJobPayload: ResolverTypeWrapper<Payload<{ processingJobId: string }>>;
  Submission: ResolverTypeWrapper<SubmissionReference>;
  UserError: ResolverTypeWrapper<UserError>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: Scalars['BigInt']['output'];
  CancelProcessingJobInput: CancelProcessingJobInput;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  CancelProcessingJobPayload: Payload<{ processingJobId: string }>;
  CompleteProcessingJobInput: CompleteProcessingJobInput;
  Int: Scalars['Int']['output'];
  CompleteProcessingJobPayload: Payload<{ processingJobId: string }>;
  CreateProcessingJobInput: CreateProcessingJobInput;
  CreateProcessingJobPayload: Payload<{ processingJobId: string }>;
  DateTime: Scalars['DateTime']['output'];
  ExtractionMeasure: ExtractionMeasure;
  Float: Scalars['Float']['output'];
  ExtractionMethodStatistics: ExtractionMethodStatistics;
  ExtractionMismatch: Omit<ExtractionMismatch, 'extraction'> & { extraction: ResolversParentTypes['ExtractionResult'] };
  ExtractionResult: ExtractionResultRow;
  ExtractionResultConnection: Connection<ExtractionResultRow>;
  ExtractionResultEdge: Edge<ExtractionResultRow>;
  ExtractionResultFilter: ExtractionResultFilter;
  ExtractionStatistics: ExtractionStatistics;
  FailProcessingJobInput: FailProcessingJobInput;
  FailProcessingJobPayload: Payload<{ processingJobId: string }>;
  JSON: Scalars['JSON']['output'];
  ModelPerformance: ModelPerformanceRow;
  ModelPerformanceConnection: Connection<ModelPerformanceRow>;
  ModelPerformanceEdge: Edge<ModelPerformanceRow>;
  ModelPerformanceSummary: ModelPerformanceSummary;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  ProcessingJob: ProcessingJobRow;
  ProcessingJobConnection: Connection<ProcessingJobRow>;
  ProcessingJobEdge: Edge<ProcessingJobRow>;
  ProcessingJobFilter: ProcessingJobFilter;
  Query: Record<PropertyKey, never>;
  RecordExtractionInput: RecordExtractionInput;
  RecordExtractionPayload: Payload<{ extractionResultId: string }>;
  RecordModelPerformanceInput: RecordModelPerformanceInput;
  RecordModelPerformancePayload: Payload<{ modelPerformanceId: string }>;
  RetryProcessingJobInput: RetryProcessingJobInput;
  RetryProcessingJobPayload: Payload<{ processingJobId: string }>;
  Sample: SampleReference;
  StartProcessingJobInput: StartProcessingJobInput;
  StartProcessingJobPayload: Payload<{ processingJobId: string }>;
  Submission: SubmissionReference;
  UserError: UserError;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CancelProcessingJobPayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['CancelProcessingJobPayload'] = ResolversParentTypes['CancelProcessingJobPayload']> = {
  processingJob?: Resolver<Maybe<ResolversTypes['ProcessingJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CompleteProcessingJobPayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['CompleteProcessingJobPayload'] = ResolversParentTypes['CompleteProcessingJobPayload']> = {
  processingJob?: Resolver<Maybe<ResolversTypes['ProcessingJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateProcessingJobPayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['CreateProcessingJobPayload'] = ResolversParentTypes['CreateProcessingJobPayload']> = {
  processingJob?: Resolver<Maybe<ResolversTypes['ProcessingJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type ExtractionMeasureResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ExtractionMeasure'] = ResolversParentTypes['ExtractionMeasure']> = {
  max?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  mean?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p50?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p95?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ExtractionMethodStatisticsResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ExtractionMethodStatistics'] = ResolversParentTypes['ExtractionMethodStatistics']> = {
  belowThreshold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['ExtractionMeasure']>, ParentType, ContextType>;
  extractionMethod?: Resolver<Maybe<ResolversTypes['ExtractionMethod']>, ParentType, ContextType>;
  processingTimeMs?: Resolver<Maybe<ResolversTypes['ExtractionMeasure']>, ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  shareBelowThreshold?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExtractionMismatchResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ExtractionMismatch'] = ResolversParentTypes['ExtractionMismatch']> = {
  extractedValue?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  extraction?: Resolver<ResolversTypes['ExtractionResult'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sampleValue?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type ExtractionResultResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ExtractionResult'] = ResolversParentTypes['ExtractionResult'], FederationReferenceType extends FederationReferenceTypes['ExtractionResult'] = FederationReferenceTypes['ExtractionResult']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ExtractionResult']> | FederationReferenceType, FederationReferenceType, ContextType>;
  confidenceScore?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  extractedData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  extractionMethod?: Resolver<Maybe<ResolversTypes['ExtractionMethod']>, ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issues?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  processingTimeMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  ragInsights?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  sampleId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  submission?: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType>;
  submissionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type ExtractionResultConnectionResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ExtractionResultConnection'] = ResolversParentTypes['ExtractionResultConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ExtractionResultEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ExtractionResult']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExtractionResultEdgeResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ExtractionResultEdge'] = ResolversParentTypes['ExtractionResultEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ExtractionResult'], ParentType, ContextType>;
};

export type ExtractionStatisticsResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ExtractionStatistics'] = ResolversParentTypes['ExtractionStatistics']> = {
  belowThreshold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byMethod?: Resolver<Array<ResolversTypes['ExtractionMethodStatistics']>, ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['ExtractionMeasure']>, ParentType, ContextType>;
  processingTimeMs?: Resolver<Maybe<ResolversTypes['ExtractionMeasure']>, ParentType, ContextType>;
  shareBelowThreshold?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  threshold?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FailProcessingJobPayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['FailProcessingJobPayload'] = ResolversParentTypes['FailProcessingJobPayload']> = {
  processingJob?: Resolver<Maybe<ResolversTypes['ProcessingJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type ModelPerformanceResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ModelPerformance'] = ResolversParentTypes['ModelPerformance'], FederationReferenceType extends FederationReferenceTypes['ModelPerformance'] = FederationReferenceTypes['ModelPerformance']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ModelPerformance']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accuracyScore?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  processingTimeMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sampleCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  taskType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ModelPerformanceConnectionResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ModelPerformanceConnection'] = ResolversParentTypes['ModelPerformanceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ModelPerformanceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ModelPerformance']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ModelPerformanceEdgeResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ModelPerformanceEdge'] = ResolversParentTypes['ModelPerformanceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ModelPerformance'], ParentType, ContextType>;
};

export type ModelPerformanceSummaryResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ModelPerformanceSummary'] = ResolversParentTypes['ModelPerformanceSummary']> = {
  bucketStart?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  documents?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  highestAccuracy?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lowestAccuracy?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  meanAccuracy?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  meanProcessingTimeMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  measurements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  modelName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelProcessingJob?: Resolver<ResolversTypes['CancelProcessingJobPayload'], ParentType, ContextType, RequireFields<MutationCancelProcessingJobArgs, 'input'>>;
  completeProcessingJob?: Resolver<ResolversTypes['CompleteProcessingJobPayload'], ParentType, ContextType, RequireFields<MutationCompleteProcessingJobArgs, 'input'>>;
  createProcessingJob?: Resolver<ResolversTypes['CreateProcessingJobPayload'], ParentType, ContextType, RequireFields<MutationCreateProcessingJobArgs, 'input'>>;
  failProcessingJob?: Resolver<ResolversTypes['FailProcessingJobPayload'], ParentType, ContextType, RequireFields<MutationFailProcessingJobArgs, 'input'>>;
  recordExtraction?: Resolver<ResolversTypes['RecordExtractionPayload'], ParentType, ContextType, RequireFields<MutationRecordExtractionArgs, 'input'>>;
  recordModelPerformance?: Resolver<ResolversTypes['RecordModelPerformancePayload'], ParentType, ContextType, RequireFields<MutationRecordModelPerformanceArgs, 'input'>>;
  retryProcessingJob?: Resolver<ResolversTypes['RetryProcessingJobPayload'], ParentType, ContextType, RequireFields<MutationRetryProcessingJobArgs, 'input'>>;
  startProcessingJob?: Resolver<ResolversTypes['StartProcessingJobPayload'], ParentType, ContextType, RequireFields<MutationStartProcessingJobArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProcessingJobResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ProcessingJob'] = ResolversParentTypes['ProcessingJob'], FederationReferenceType extends FederationReferenceTypes['ProcessingJob'] = FederationReferenceTypes['ProcessingJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProcessingJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cancelReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  errorMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  jobType?: Resolver<ResolversTypes['ProcessingJobType'], ParentType, ContextType>;
  outputData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  sample?: Resolver<Maybe<ResolversTypes['Sample']>, ParentType, ContextType>;
  sampleId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProcessingJobStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ProcessingJobConnectionResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ProcessingJobConnection'] = ResolversParentTypes['ProcessingJobConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ProcessingJobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ProcessingJob']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProcessingJobEdgeResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['ProcessingJobEdge'] = ResolversParentTypes['ProcessingJobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProcessingJob'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  extractionResult?: Resolver<Maybe<ResolversTypes['ExtractionResult']>, ParentType, ContextType, RequireFields<QueryExtractionResultArgs, 'id'>>;
  extractionResults?: Resolver<Maybe<ResolversTypes['ExtractionResultConnection']>, ParentType, ContextType, Partial<QueryExtractionResultsArgs>>;
  extractionStatistics?: Resolver<Maybe<ResolversTypes['ExtractionStatistics']>, ParentType, ContextType, Partial<QueryExtractionStatisticsArgs>>;
  lowConfidenceExtractions?: Resolver<Maybe<ResolversTypes['ExtractionResultConnection']>, ParentType, ContextType, Partial<QueryLowConfidenceExtractionsArgs>>;
  modelPerformance?: Resolver<Maybe<ResolversTypes['ModelPerformanceConnection']>, ParentType, ContextType, Partial<QueryModelPerformanceArgs>>;
  modelPerformanceSummary?: Resolver<Maybe<Array<ResolversTypes['ModelPerformanceSummary']>>, ParentType, ContextType, Partial<QueryModelPerformanceSummaryArgs>>;
  processingJob?: Resolver<Maybe<ResolversTypes['ProcessingJob']>, ParentType, ContextType, RequireFields<QueryProcessingJobArgs, 'id'>>;
  processingJobs?: Resolver<Maybe<ResolversTypes['ProcessingJobConnection']>, ParentType, ContextType, Partial<QueryProcessingJobsArgs>>;
};

export type RecordExtractionPayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['RecordExtractionPayload'] = ResolversParentTypes['RecordExtractionPayload']> = {
  extractionResult?: Resolver<Maybe<ResolversTypes['ExtractionResult']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RecordModelPerformancePayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['RecordModelPerformancePayload'] = ResolversParentTypes['RecordModelPerformancePayload']> = {
  modelPerformance?: Resolver<Maybe<ResolversTypes['ModelPerformance']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RetryProcessingJobPayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['RetryProcessingJobPayload'] = ResolversParentTypes['RetryProcessingJobPayload']> = {
  processingJob?: Resolver<Maybe<ResolversTypes['ProcessingJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SampleResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['Sample'] = ResolversParentTypes['Sample'], FederationReferenceType extends FederationReferenceTypes['Sample'] = FederationReferenceTypes['Sample']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Sample']> | FederationReferenceType, FederationReferenceType, ContextType>;
  extractionMismatches?: Resolver<Maybe<Array<ResolversTypes['ExtractionMismatch']>>, ParentType, ContextType>;
  extractions?: Resolver<Maybe<ResolversTypes['ExtractionResultConnection']>, ParentType, ContextType, Partial<SampleExtractionsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latestExtraction?: Resolver<Maybe<ResolversTypes['ExtractionResult']>, ParentType, ContextType>;
  processingJobs?: Resolver<Maybe<ResolversTypes['ProcessingJobConnection']>, ParentType, ContextType, Partial<SampleProcessingJobsArgs>>;
};

export type StartProcessingJobPayloadResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['StartProcessingJobPayload'] = ResolversParentTypes['StartProcessingJobPayload']> = {
  processingJob?: Resolver<Maybe<ResolversTypes['ProcessingJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SubmissionResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['Submission'] = ResolversParentTypes['Submission'], FederationReferenceType extends FederationReferenceTypes['Submission'] = FederationReferenceTypes['Submission']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Submission']> | FederationReferenceType, FederationReferenceType, ContextType>;
  extractions?: Resolver<Maybe<ResolversTypes['ExtractionResultConnection']>, ParentType, ContextType, Partial<SubmissionExtractionsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = AiContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = AiContext> = {
  BigInt?: GraphQLScalarType;
  CancelProcessingJobPayload?: CancelProcessingJobPayloadResolvers<ContextType>;
  CompleteProcessingJobPayload?: CompleteProcessingJobPayloadResolvers<ContextType>;
  CreateProcessingJobPayload?: CreateProcessingJobPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  ExtractionMeasure?: ExtractionMeasureResolvers<ContextType>;
  ExtractionMethodStatistics?: ExtractionMethodStatisticsResolvers<ContextType>;
  ExtractionMismatch?: ExtractionMismatchResolvers<ContextType>;
  ExtractionResult?: ExtractionResultResolvers<ContextType>;
  ExtractionResultConnection?: ExtractionResultConnectionResolvers<ContextType>;
  ExtractionResultEdge?: ExtractionResultEdgeResolvers<ContextType>;
  ExtractionStatistics?: ExtractionStatisticsResolvers<ContextType>;
  FailProcessingJobPayload?: FailProcessingJobPayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  ModelPerformance?: ModelPerformanceResolvers<ContextType>;
  ModelPerformanceConnection?: ModelPerformanceConnectionResolvers<ContextType>;
  ModelPerformanceEdge?: ModelPerformanceEdgeResolvers<ContextType>;
  ModelPerformanceSummary?: ModelPerformanceSummaryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  ProcessingJob?: ProcessingJobResolvers<ContextType>;
  ProcessingJobConnection?: ProcessingJobConnectionResolvers<ContextType>;
  ProcessingJobEdge?: ProcessingJobEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordExtractionPayload?: RecordExtractionPayloadResolvers<ContextType>;
  RecordModelPerformancePayload?: RecordModelPerformancePayloadResolvers<ContextType>;
  RetryProcessingJobPayload?: RetryProcessingJobPayloadResolvers<ContextType>;
  Sample?: SampleResolvers<ContextType>;
  StartProcessingJobPayload?: StartProcessingJobPayloadResolvers<ContextType>;
  Submission?: SubmissionResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

/** Sample, of another service. */
export type SampleReference = { __typename: 'Sample'; id: string; sampleName?: string; concentration?: number | null; volume?: number | null; sampleType?: string | null };

/** Submission, of another service. */
export type SubmissionReference = { __typename: 'Submission'; id: string };
