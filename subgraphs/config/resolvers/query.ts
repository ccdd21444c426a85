import { readAppConfig, readAppConfigs } from '../reads/app-configs.ts';
import { readConfigHistory } from '../reads/config-history.ts';
import { readFeatureFlag, readFeatureFlags } from '../reads/feature-flags.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  appConfig: (_root, { key, environment }, { em }) => readAppConfig(em, key, environment),
  appConfigs: (_root, { environment, ...page }, { em }) => readAppConfigs(em, environment ?? null, page),
  featureFlag: (_root, { name, environment }, { em }) => readFeatureFlag(em, name, environment),
  featureFlags: (_root, { environment }, { em }) => readFeatureFlags(em, environment ?? null),
  configHistory: (_root, { key, environment, ...page }, { em }) => readConfigHistory(em, { key, environment }, page),
};
