import { payload } from '../../../platform/graphql/payload.ts';
import { setAppConfig } from '../services/set-app-config.ts';
import { setFeatureFlag } from '../services/set-feature-flag.ts';
import type {
  MutationResolvers,
  SetAppConfigPayloadResolvers,
  SetFeatureFlagPayloadResolvers,
} from './types.generated.ts';

export const Mutation: MutationResolvers = {
  setAppConfig: (_root, { input }, context) => payload(context, ({ em, actor }) => setAppConfig(em, actor, input)),
  setFeatureFlag: (_root, { input }, context) => payload(context, ({ em, actor }) => setFeatureFlag(em, actor, input)),
};

/** Payloads read what was written anew, also when the request has changed it before: the answer is what the next reader sees. */
export const SetAppConfigPayload: SetAppConfigPayloadResolvers = {
  appConfig: ({ appConfigId }, _args, { loaders }) =>
    appConfigId === undefined ? null : loaders.appConfig.load(appConfigId),
};
export const SetFeatureFlagPayload: SetFeatureFlagPayloadResolvers = {
  featureFlag: ({ featureFlagId }, _args, { loaders }) =>
    featureFlagId === undefined ? null : loaders.featureFlag.load(featureFlagId),
};
