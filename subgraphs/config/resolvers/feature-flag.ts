import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { FeatureFlagResolvers } from './types.generated.ts';

export const FeatureFlag: FeatureFlagResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.featureFlag.load(id) : null),
};
