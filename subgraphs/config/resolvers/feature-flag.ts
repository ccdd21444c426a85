import { loadReference } from '../../../platform/graphql/arguments.ts';
import type { FeatureFlagResolvers } from './types.generated.ts';

export const FeatureFlag: FeatureFlagResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.featureFlag, reference),
};
