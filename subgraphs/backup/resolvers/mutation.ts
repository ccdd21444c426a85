import { payload } from '../../../platform/graphql/payload.ts';
import { createBackupSchedule } from '../services/create-backup-schedule.ts';
import { deleteBackupSchedule } from '../services/delete-backup-schedule.ts';
import { startBackup } from '../services/start-backup.ts';
import { updateBackupSchedule } from '../services/update-backup-schedule.ts';
import type {
  CreateBackupSchedulePayloadResolvers,
  DeleteBackupSchedulePayloadResolvers,
  MutationResolvers,
  StartBackupPayloadResolvers,
  UpdateBackupSchedulePayloadResolvers,
} from './types.generated.ts';

export const Mutation: MutationResolvers = {
  createBackupSchedule: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => createBackupSchedule(em, actor, input)),
  updateBackupSchedule: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => updateBackupSchedule(em, actor, input)),
  deleteBackupSchedule: async (_root, { input }, context) => {
    const { deleted, ...answer } = await payload(context, ({ em, actor }) => deleteBackupSchedule(em, actor, input));
    if (deleted !== undefined) {
      // The payload shows it once more; the database cannot.
      context.loaders.schedule.prime(deleted.id, deleted);
    }
    return answer;
  },
  startBackup: (_root, { input }, context) => payload(context, ({ em, actor }) => startBackup(em, actor, input)),
};

/** Payloads read what was written anew: the answer is what the next reader sees. */
const backupSchedule: CreateBackupSchedulePayloadResolvers['backupSchedule'] = (
  { backupScheduleId },
  _args,
  { loaders },
) => (backupScheduleId === undefined ? null : loaders.schedule.load(backupScheduleId));

export const CreateBackupSchedulePayload: CreateBackupSchedulePayloadResolvers = { backupSchedule };
export const UpdateBackupSchedulePayload: UpdateBackupSchedulePayloadResolvers = { backupSchedule };
export const DeleteBackupSchedulePayload: DeleteBackupSchedulePayloadResolvers = { backupSchedule };
export const StartBackupPayload: StartBackupPayloadResolvers = {
  backupJob: ({ backupJobId }, _args, { loaders }) =>
    backupJobId === undefined ? null : loaders.job.load(backupJobId),
};
