// Generated from the SDL by `npm run schema:generate`; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AppConfigRow, FeatureFlagRow, ConfigChangeRow } from '../reads/rows.ts';
import type { Connection, Edge } from '../../../platform/paging/connection.ts';
import type { Payload } from '../../../platform/graphql/payload.ts';
import type { ConfigContext } from '../context.ts';
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
  DateTime: { input: Date; output: Date | string; }
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: string; output: string; }
};

export type AppConfig = {
  configKey: Scalars['String']['output'];
  configValue?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  description?: Maybe<Scalars['String']['output']>;
  environment: ConfigEnvironment;
  id: Scalars['ID']['output'];
  isEncrypted: Scalars['Boolean']['output'];
  isSensitive: Scalars['Boolean']['output'];
  typedValue?: Maybe<Scalars['JSON']['output']>;
  updatedAt: Scalars['DateTime']['output'];
  valueType: ConfigValueType;
};

export type AppConfigConnection = {
  edges: Array<AppConfigEdge>;
  nodes: Array<AppConfig>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AppConfigEdge = {
  cursor: Scalars['String']['output'];
  node: AppConfig;
};

export type ConfigChange = {
  changeReason?: Maybe<Scalars['String']['output']>;
  changedBy?: Maybe<User>;
  configKey: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  environment: ConfigEnvironment;
  id: Scalars['ID']['output'];
  isSensitive: Scalars['Boolean']['output'];
  kind: ConfigChangeKind;
  newValue?: Maybe<Scalars['String']['output']>;
  oldValue?: Maybe<Scalars['String']['output']>;
  timestamp: Scalars['DateTime']['output'];
};

export type ConfigChangeConnection = {
  edges: Array<ConfigChangeEdge>;
  nodes: Array<ConfigChange>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ConfigChangeEdge = {
  cursor: Scalars['String']['output'];
  node: ConfigChange;
};

export type ConfigChangeKind =
  | 'deleted'
  | 'revealed'
  | 'reverted'
  | 'set';

export type ConfigEnvironment =
  | 'development'
  | 'production'
  | 'staging'
  | 'test';

export type ConfigValueType =
  | 'boolean'
  | 'json'
  | 'number'
  | 'string';

export type DeleteAppConfigInput = {
  changeReason?: InputMaybe<Scalars['String']['input']>;
  configKey: Scalars['String']['input'];
  environment: ConfigEnvironment;
};

export type DeleteAppConfigPayload = {
  appConfig?: Maybe<AppConfig>;
  userErrors: Array<UserError>;
};

export type DeleteFeatureFlagInput = {
  changeReason?: InputMaybe<Scalars['String']['input']>;
  environment: ConfigEnvironment;
  flagName: Scalars['String']['input'];
};

export type DeleteFeatureFlagPayload = {
  featureFlag?: Maybe<FeatureFlag>;
  userErrors: Array<UserError>;
};

export type FeatureFlag = {
  conditions?: Maybe<Scalars['JSON']['output']>;
  createdAt: Scalars['DateTime']['output'];
  description?: Maybe<Scalars['String']['output']>;
  environment: ConfigEnvironment;
  flagName: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  isEnabled: Scalars['Boolean']['output'];
  rolloutPercentage: Scalars['Int']['output'];
  updatedAt: Scalars['DateTime']['output'];
};

export type FlagEvaluation = {
  enabled: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  reason: FlagReason;
};

export type FlagReason =
  | 'conditions_not_met'
  | 'conditions_unreadable'
  | 'disabled'
  | 'enabled'
  | 'inside_rollout'
  | 'no_unit'
  | 'outside_rollout'
  | 'unknown_flag';

export type Mutation = {
  deleteAppConfig: DeleteAppConfigPayload;
  deleteFeatureFlag: DeleteFeatureFlagPayload;
  revealAppConfig: RevealAppConfigPayload;
  revertConfig: RevertConfigPayload;
  setAppConfig: SetAppConfigPayload;
  setFeatureFlag: SetFeatureFlagPayload;
};


export type MutationDeleteAppConfigArgs = {
  input: DeleteAppConfigInput;
};


export type MutationDeleteFeatureFlagArgs = {
  input: DeleteFeatureFlagInput;
};


export type MutationRevealAppConfigArgs = {
  input: RevealAppConfigInput;
};


export type MutationRevertConfigArgs = {
  input: RevertConfigInput;
};


export type MutationSetAppConfigArgs = {
  input: SetAppConfigInput;
};


export type MutationSetFeatureFlagArgs = {
  input: SetFeatureFlagInput;
};

export type PageInfo = {
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  appConfig?: Maybe<AppConfig>;
  appConfigs?: Maybe<AppConfigConnection>;
  configHistory?: Maybe<ConfigChangeConnection>;
  evaluateFlag: FlagEvaluation;
  evaluateFlags: Array<FlagEvaluation>;
  featureFlag?: Maybe<FeatureFlag>;
  featureFlags?: Maybe<Array<FeatureFlag>>;
};


export type QueryAppConfigArgs = {
  environment: ConfigEnvironment;
  key: Scalars['String']['input'];
};


export type QueryAppConfigsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  environment?: InputMaybe<ConfigEnvironment>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryConfigHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  environment?: InputMaybe<ConfigEnvironment>;
  first?: InputMaybe<Scalars['Int']['input']>;
  key?: InputMaybe<Scalars['String']['input']>;
};


export type QueryEvaluateFlagArgs = {
  context?: InputMaybe<Scalars['JSON']['input']>;
  environment: ConfigEnvironment;
  name: Scalars['String']['input'];
};


export type QueryEvaluateFlagsArgs = {
  context?: InputMaybe<Scalars['JSON']['input']>;
  environment: ConfigEnvironment;
};


export type QueryFeatureFlagArgs = {
  environment: ConfigEnvironment;
  name: Scalars['String']['input'];
};


export type QueryFeatureFlagsArgs = {
  environment?: InputMaybe<ConfigEnvironment>;
};

export type RevealAppConfigInput = {
  configKey: Scalars['String']['input'];
  environment: ConfigEnvironment;
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type RevealAppConfigPayload = {
  appConfig?: Maybe<AppConfig>;
  configValue?: Maybe<Scalars['String']['output']>;
  typedValue?: Maybe<Scalars['JSON']['output']>;
  userErrors: Array<UserError>;
};

export type RevertConfigInput = {
  changeId: Scalars['ID']['input'];
  changeReason?: InputMaybe<Scalars['String']['input']>;
};

export type RevertConfigPayload = {
  appConfig?: Maybe<AppConfig>;
  featureFlag?: Maybe<FeatureFlag>;
  userErrors: Array<UserError>;
};

export type SetAppConfigInput = {
  changeReason?: InputMaybe<Scalars['String']['input']>;
  configKey: Scalars['String']['input'];
  configValue: Scalars['String']['input'];
  description?: InputMaybe<Scalars['String']['input']>;
  environment: ConfigEnvironment;
  isSensitive?: InputMaybe<Scalars['Boolean']['input']>;
  valueType?: InputMaybe<ConfigValueType>;
};

export type SetAppConfigPayload = {
  appConfig?: Maybe<AppConfig>;
  userErrors: Array<UserError>;
};

export type SetFeatureFlagInput = {
  changeReason?: InputMaybe<Scalars['String']['input']>;
  conditions?: InputMaybe<Scalars['JSON']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  environment: ConfigEnvironment;
  flagName: Scalars['String']['input'];
  isEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  rolloutPercentage?: InputMaybe<Scalars['Int']['input']>;
};

export type SetFeatureFlagPayload = {
  featureFlag?: Maybe<FeatureFlag>;
  userErrors: Array<UserError>;
};

export type User = {
  id: Scalars['ID']['output'];
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
  FeatureFlag: FeatureFlag;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AppConfig:
    ( { __typename: 'AppConfig' }
    & GraphQLRecursivePick<FederationTypes['AppConfig'], {"id":true}> );
  FeatureFlag:
    ( { __typename: 'FeatureFlag' }
    & GraphQLRecursivePick<FederationTypes['FeatureFlag'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AppConfig: ResolverTypeWrapper<AppConfigRow>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AppConfigConnection: ResolverTypeWrapper<Connection<AppConfigRow>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AppConfigEdge: ResolverTypeWrapper<Edge<AppConfigRow>>;
  ConfigChange: ResolverTypeWrapper<ConfigChangeRow>;
  ConfigChangeConnection: ResolverTypeWrapper<Connection<ConfigChangeRow>>;
  ConfigChangeEdge: ResolverTypeWrapper<Edge<ConfigChangeRow>>;
  ConfigChangeKind: ConfigChangeKind;
  ConfigEnvironment: ConfigEnvironment;
  ConfigValueType: ConfigValueType;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteAppConfigInput: DeleteAppConfigInput;
  DeleteAppConfigPayload: ResolverTypeWrapper<Payload<{ appConfigId: string }>>;
  DeleteFeatureFlagInput: DeleteFeatureFlagInput;
  DeleteFeatureFlagPayload: ResolverTypeWrapper<Payload<{ featureFlagId: string }>>;
  FeatureFlag: ResolverTypeWrapper<FeatureFlagRow>;
  FlagEvaluation: ResolverTypeWrapper<FlagEvaluation>;
  FlagReason: FlagReason;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RevealAppConfigInput: RevealAppConfigInput;
  RevealAppConfigPayload: ResolverTypeWrapper<Payload<{ appConfigId: string; configValue: string | null; typedValue: unknown | null }>>;
  RevertConfigInput: RevertConfigInput;
  RevertConfigPayload: ResolverTypeWrapper<Payload<{ appConfigId: string; featureFlagId: string }>>;
  SetAppConfigInput: SetAppConfigInput;
  SetAppConfigPayload: ResolverTypeWrapper<Payload<{ appConfigId: string }>>;
  SetFeatureFlagInput: SetFeatureFlagInput;
  SetFeatureFlagPayload: ResolverTypeWrapper<Payload<{ featureFlagId: string }>>;
  User: ResolverTypeWrapper<UserReference>;
  UserError: ResolverTypeWrapper<UserError>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AppConfig: AppConfigRow;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  Boolean: Scalars['Boolean']['output'];
  AppConfigConnection: Connection<AppConfigRow>;
  Int: Scalars['Int']['output'];
  AppConfigEdge: Edge<AppConfigRow>;
  ConfigChange: ConfigChangeRow;
  ConfigChangeConnection: Connection<ConfigChangeRow>;
  ConfigChangeEdge: Edge<ConfigChangeRow>;
  DateTime: Scalars['DateTime']['output'];
  DeleteAppConfigInput: DeleteAppConfigInput;
  DeleteAppConfigPayload: Payload<{ appConfigId: string }>;
  DeleteFeatureFlagInput: DeleteFeatureFlagInput;
  DeleteFeatureFlagPayload: Payload<{ featureFlagId: string }>;
  FeatureFlag: FeatureFlagRow;
  FlagEvaluation: FlagEvaluation;
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RevealAppConfigInput: RevealAppConfigInput;
  RevealAppConfigPayload: Payload<{ appConfigId: string; configValue: string | null; typedValue: unknown | null }>;
  RevertConfigInput: RevertConfigInput;
  RevertConfigPayload: Payload<{ appConfigId: string; featureFlagId: string }>;
  SetAppConfigInput: SetAppConfigInput;
  SetAppConfigPayload: Payload<{ appConfigId: string }>;
  SetFeatureFlagInput: SetFeatureFlagInput;
  SetFeatureFlagPayload: Payload<{ featureFlagId: string }>;
  User: UserReference;
  UserError: UserError;
};

export type AppConfigResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['AppConfig'] = ResolversParentTypes['AppConfig'], FederationReferenceType extends FederationReferenceTypes['AppConfig'] = FederationReferenceTypes['AppConfig']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AppConfig']> | FederationReferenceType, FederationReferenceType, ContextType>;
  configKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  configValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['ConfigEnvironment'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isEncrypted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isSensitive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  typedValue?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  valueType?: Resolver<ResolversTypes['ConfigValueType'], ParentType, ContextType>;
};

export type AppConfigConnectionResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['AppConfigConnection'] = ResolversParentTypes['AppConfigConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppConfigEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AppConfig']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AppConfigEdgeResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['AppConfigEdge'] = ResolversParentTypes['AppConfigEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppConfig'], ParentType, ContextType>;
};

export type ConfigChangeResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['ConfigChange'] = ResolversParentTypes['ConfigChange']> = {
  changeReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  changedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  configKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['ConfigEnvironment'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isSensitive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ConfigChangeKind'], ParentType, ContextType>;
  newValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  oldValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ConfigChangeConnectionResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['ConfigChangeConnection'] = ResolversParentTypes['ConfigChangeConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ConfigChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ConfigChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConfigChangeEdgeResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['ConfigChangeEdge'] = ResolversParentTypes['ConfigChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ConfigChange'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteAppConfigPayloadResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['DeleteAppConfigPayload'] = ResolversParentTypes['DeleteAppConfigPayload']> = {
  appConfig?: Resolver<Maybe<ResolversTypes['AppConfig']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteFeatureFlagPayloadResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['DeleteFeatureFlagPayload'] = ResolversParentTypes['DeleteFeatureFlagPayload']> = {
  featureFlag?: Resolver<Maybe<ResolversTypes['FeatureFlag']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type FeatureFlagResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['FeatureFlag'] = ResolversParentTypes['FeatureFlag'], FederationReferenceType extends FederationReferenceTypes['FeatureFlag'] = FederationReferenceTypes['FeatureFlag']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['FeatureFlag']> | FederationReferenceType, FederationReferenceType, ContextType>;
  conditions?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['ConfigEnvironment'], ParentType, ContextType>;
  flagName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rolloutPercentage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type FlagEvaluationResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['FlagEvaluation'] = ResolversParentTypes['FlagEvaluation']> = {
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['FlagReason'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  deleteAppConfig?: Resolver<ResolversTypes['DeleteAppConfigPayload'], ParentType, ContextType, RequireFields<MutationDeleteAppConfigArgs, 'input'>>;
  deleteFeatureFlag?: Resolver<ResolversTypes['DeleteFeatureFlagPayload'], ParentType, ContextType, RequireFields<MutationDeleteFeatureFlagArgs, 'input'>>;
  revealAppConfig?: Resolver<ResolversTypes['RevealAppConfigPayload'], ParentType, ContextType, RequireFields<MutationRevealAppConfigArgs, 'input'>>;
  revertConfig?: Resolver<ResolversTypes['RevertConfigPayload'], ParentType, ContextType, RequireFields<MutationRevertConfigArgs, 'input'>>;
  setAppConfig?: Resolver<ResolversTypes['SetAppConfigPayload'], ParentType, ContextType, RequireFields<MutationSetAppConfigArgs, 'input'>>;
  setFeatureFlag?: Resolver<ResolversTypes['SetFeatureFlagPayload'], ParentType, ContextType, RequireFields<MutationSetFeatureFlagArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  appConfig?: Resolver<Maybe<ResolversTypes['AppConfig']>, ParentType, ContextType, RequireFields<QueryAppConfigArgs, 'environment' | 'key'>>;
  appConfigs?: Resolver<Maybe<ResolversTypes['AppConfigConnection']>, ParentType, ContextType, Partial<QueryAppConfigsArgs>>;
  configHistory?: Resolver<Maybe<ResolversTypes['ConfigChangeConnection']>, ParentType, ContextType, Partial<QueryConfigHistoryArgs>>;
  evaluateFlag?: Resolver<ResolversTypes['FlagEvaluation'], ParentType, ContextType, RequireFields<QueryEvaluateFlagArgs, 'environment' | 'name'>>;
  evaluateFlags?: Resolver<Array<ResolversTypes['FlagEvaluation']>, ParentType, ContextType, RequireFields<QueryEvaluateFlagsArgs, 'environment'>>;
  featureFlag?: Resolver<Maybe<ResolversTypes['FeatureFlag']>, ParentType, ContextType, RequireFields<QueryFeatureFlagArgs, 'environment' | 'name'>>;
  featureFlags?: Resolver<Maybe<Array<ResolversTypes['FeatureFlag']>>, ParentType, ContextType, Partial<QueryFeatureFlagsArgs>>;
};

export type RevealAppConfigPayloadResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['RevealAppConfigPayload'] = ResolversParentTypes['RevealAppConfigPayload']> = {
  appConfig?: Resolver<Maybe<ResolversTypes['AppConfig']>, ParentType, ContextType>;
  configValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  typedValue?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RevertConfigPayloadResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['RevertConfigPayload'] = ResolversParentTypes['RevertConfigPayload']> = {
  appConfig?: Resolver<Maybe<ResolversTypes['AppConfig']>, ParentType, ContextType>;
  featureFlag?: Resolver<Maybe<ResolversTypes['FeatureFlag']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetAppConfigPayloadResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['SetAppConfigPayload'] = ResolversParentTypes['SetAppConfigPayload']> = {
  appConfig?: Resolver<Maybe<ResolversTypes['AppConfig']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetFeatureFlagPayloadResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['SetFeatureFlagPayload'] = ResolversParentTypes['SetFeatureFlagPayload']> = {
  featureFlag?: Resolver<Maybe<ResolversTypes['FeatureFlag']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = ConfigContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = ConfigContext> = {
  AppConfig?: AppConfigResolvers<ContextType>;
  AppConfigConnection?: AppConfigConnectionResolvers<ContextType>;
  AppConfigEdge?: AppConfigEdgeResolvers<ContextType>;
  ConfigChange?: ConfigChangeResolvers<ContextType>;
  ConfigChangeConnection?: ConfigChangeConnectionResolvers<ContextType>;
  ConfigChangeEdge?: ConfigChangeEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteAppConfigPayload?: DeleteAppConfigPayloadResolvers<ContextType>;
  DeleteFeatureFlagPayload?: DeleteFeatureFlagPayloadResolvers<ContextType>;
  FeatureFlag?: FeatureFlagResolvers<ContextType>;
  FlagEvaluation?: FlagEvaluationResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RevealAppConfigPayload?: RevealAppConfigPayloadResolvers<ContextType>;
  RevertConfigPayload?: RevertConfigPayloadResolvers<ContextType>;
  SetAppConfigPayload?: SetAppConfigPayloadResolvers<ContextType>;
  SetFeatureFlagPayload?: SetFeatureFlagPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

/** User, of another service. */
export type UserReference = { __typename: 'User'; id: string };
