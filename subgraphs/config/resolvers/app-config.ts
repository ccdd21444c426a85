import { isUuid } from '../../../platform/graphql/arguments.ts';
import { typedValue } from '../services/typed-value.ts';
import type { AppConfigResolvers } from './types.generated.ts';

export const AppConfig: AppConfigResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.appConfig.load(id) : null),
  typedValue: ({ configValue, valueType }) =>
    configValue == null ? null : (typedValue(configValue, valueType) ?? null),
};
