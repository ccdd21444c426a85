import { AppConfig } from './app-config.ts';
import { ConfigChange } from './config-change.ts';
import { FeatureFlag } from './feature-flag.ts';
import { Mutation, SetAppConfigPayload, SetFeatureFlagPayload } from './mutation.ts';
import { Query } from './query.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  AppConfig,
  FeatureFlag,
  ConfigChange,
  SetAppConfigPayload,
  SetFeatureFlagPayload,
};
