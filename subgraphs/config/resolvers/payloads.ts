import type {
  DeleteAppConfigPayloadResolvers,
  DeleteFeatureFlagPayloadResolvers,
  RevealAppConfigPayloadResolvers,
  RevertConfigPayloadResolvers,
  SetAppConfigPayloadResolvers,
  SetFeatureFlagPayloadResolvers,
} from './types.generated.ts';

/** Payloads read what was written anew, also when the request has changed it before: the answer is what the next reader sees. */
const appConfig: SetAppConfigPayloadResolvers['appConfig'] = ({ appConfigId }, _args, { loaders }) =>
  appConfigId === undefined ? null : loaders.appConfig.load(appConfigId);

const featureFlag: SetFeatureFlagPayloadResolvers['featureFlag'] = ({ featureFlagId }, _args, { loaders }) =>
  featureFlagId === undefined ? null : loaders.featureFlag.load(featureFlagId);

export const SetAppConfigPayload: SetAppConfigPayloadResolvers = { appConfig };
export const DeleteAppConfigPayload: DeleteAppConfigPayloadResolvers = { appConfig };
export const SetFeatureFlagPayload: SetFeatureFlagPayloadResolvers = { featureFlag };
export const DeleteFeatureFlagPayload: DeleteFeatureFlagPayloadResolvers = { featureFlag };

export const RevealAppConfigPayload: RevealAppConfigPayloadResolvers = {
  appConfig: ({ appConfigId }, _args, { loaders }) =>
    appConfigId === undefined ? null : loaders.appConfig.load(appConfigId),
  // Beside the setting and not in it: clients keep things by their id, and would show it in their lists.
  configValue: ({ configValue }) => configValue ?? null,
  typedValue: ({ typedValue }) => typedValue ?? null,
};

export const RevertConfigPayload: RevertConfigPayloadResolvers = {
  appConfig: ({ appConfigId }, _args, { loaders }) =>
    appConfigId === undefined ? null : loaders.appConfig.load(appConfigId),
  featureFlag: ({ featureFlagId }, _args, { loaders }) =>
    featureFlagId === undefined ? null : loaders.featureFlag.load(featureFlagId),
};
