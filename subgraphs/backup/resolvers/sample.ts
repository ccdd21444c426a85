import { badInput } from '../../../platform/errors/fault.ts';
import { seesBackups } from '../services/access.ts';
import { contains } from '../services/protection.ts';
import type { SampleResolvers } from './types.generated.ts';

/** The database that samples are kept in, as backups name it. */
const SAMPLES_DATABASE = 'nanopore_samples';

export const Sample: SampleResolvers = {
  // The newest backup contains a sample if any does, so that one is read for all samples of a request.
  protectedBy: async ({ updatedAt }, _args, { loaders, actor }) => {
    if (!seesBackups(actor)) {
      return null;
    }
    const changedAt = new Date(updatedAt ?? Number.NaN);
    if (Number.isNaN(changedAt.getTime())) {
      throw badInput('updatedAt', 'protectedBy needs the instant at which the sample was last changed.');
    }
    const newest = await loaders.newestVerifiedOfDatabase.load(SAMPLES_DATABASE);
    return newest !== null && contains(newest, changedAt) ? newest : null;
  },
};
