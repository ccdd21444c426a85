import { loadReference } from '../../../platform/graphql/arguments.ts';
import type { AppConfigResolvers } from './types.generated.ts';

export const AppConfig: AppConfigResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.appConfig, reference),
};
