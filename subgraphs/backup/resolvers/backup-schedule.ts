import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { BackupScheduleResolvers } from './types.generated.ts';

export const BackupSchedule: BackupScheduleResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.schedule.load(id) : null),
};
