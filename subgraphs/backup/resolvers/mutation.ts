import { payload } from '../../../platform/graphql/payload.ts';
import { createBackupSchedule } from '../services/create-backup-schedule.ts';
import type { CreateBackupSchedulePayloadResolvers, MutationResolvers } from './types.generated.ts';

export const Mutation: MutationResolvers = {
  createBackupSchedule: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => createBackupSchedule(em, actor, input)),
};

/** Payloads read what was written anew: the answer is what the next reader sees. */
export const CreateBackupSchedulePayload: CreateBackupSchedulePayloadResolvers = {
  backupSchedule: ({ backupScheduleId }, _args, { loaders }) =>
    backupScheduleId === undefined ? null : loaders.schedule.load(backupScheduleId),
};
