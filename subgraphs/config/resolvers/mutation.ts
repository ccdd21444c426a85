import { payload } from '../../../platform/graphql/payload.ts';
import { deleteAppConfig } from '../services/delete-app-config.ts';
import { deleteFeatureFlag } from '../services/delete-feature-flag.ts';
import { revealAppConfig } from '../services/reveal-app-config.ts';
import { revertConfig } from '../services/revert-config.ts';
import { setAppConfig } from '../services/set-app-config.ts';
import { setFeatureFlag } from '../services/set-feature-flag.ts';
import type { MutationResolvers } from './types.generated.ts';

export const Mutation: MutationResolvers = {
  setAppConfig: (_root, { input }, context) =>
    payload(context, ({ em, actor, keys }) => setAppConfig(em, actor, input, keys)),
  revealAppConfig: (_root, { input }, context) =>
    payload(context, ({ em, actor, keys }) => revealAppConfig(em, actor, input, keys)),
  deleteAppConfig: async (_root, { input }, context) => {
    const { deleted, ...answer } = await payload(context, ({ em, actor }) => deleteAppConfig(em, actor, input));
    if (deleted !== undefined) {
      // The payload shows it once more; the database cannot.
      context.loaders.appConfig.prime(deleted.id, deleted);
    }
    return answer;
  },
  setFeatureFlag: (_root, { input }, context) => payload(context, ({ em, actor }) => setFeatureFlag(em, actor, input)),
  deleteFeatureFlag: async (_root, { input }, context) => {
    const { deleted, ...answer } = await payload(context, ({ em, actor }) => deleteFeatureFlag(em, actor, input));
    if (deleted !== undefined) {
      context.loaders.featureFlag.prime(deleted.id, deleted);
    }
    return answer;
  },
  revertConfig: (_root, { input }, context) =>
    payload(context, ({ em, actor, keys }) => revertConfig(em, actor, input, keys)),
};
