import { AppConfig } from './app-config.ts';
import { ConfigChange } from './config-change.ts';
import { FeatureFlag } from './feature-flag.ts';
import { Mutation } from './mutation.ts';
import * as payloads from './payloads.ts';
import { Query } from './query.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = { Query, Mutation, AppConfig, FeatureFlag, ConfigChange, ...payloads };
