import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { AppConfigResolvers } from './types.generated.ts';

export const AppConfig: AppConfigResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.appConfig.load(id) : null),
};
