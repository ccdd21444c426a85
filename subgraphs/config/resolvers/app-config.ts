import { loadReference } from '../../../platform/graphql/arguments.ts';
import { typedValue } from '../services/typed-value.ts';
import type { AppConfigResolvers } from './types.generated.ts';

export const AppConfig: AppConfigResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.appConfig, reference),
  typedValue: ({ configValue, valueType }) =>
    configValue == null ? null : (typedValue(configValue, valueType) ?? null),
};
