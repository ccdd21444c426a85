import { expect } from '@jest/globals';
import { demoId } from '../../../demo/lab.ts';
import type { Lab, Operations } from './story.ts';

const SCHEDULE = 'backupSchedule { id name cronExpression backupType retentionDays isActive }';
const nightly = (name: string) => ({ name, cronExpression: '30 1 * * *', backupType: 'FULL', retentionDays: 14 });

const aSchedule = async ({ does }: Lab, name: string): Promise<string> =>
  (await does('createBackupSchedule', nightly(name), SCHEDULE)).backupSchedule.id;

export const backup: Operations = {
  backupJob: async ({ ask }) => {
    const id = demoId('backup_job', 1);
    const { backupJob } = await ask(
      'query ($id: ID!) { backupJob(id: $id) { id status auditTrail { nodes { eventType } } } }',
      { id },
    );
    expect(backupJob).toEqual({
      id,
      status: 'COMPLETED',
      auditTrail: { nodes: [{ eventType: 'backup_job.completed' }] },
    });
  },

  backupJobs: async ({ ask }) => {
    const { backupJobs } = await ask(
      '{ backupJobs(filter: { status: [FAILED] }, first: 5) { nodes { status errorMessage } } }',
    );
    expect(backupJobs.nodes.length).toBeGreaterThan(0);
    expect(backupJobs.nodes[0]).toEqual({ status: 'FAILED', errorMessage: expect.any(String) });
  },

  backupSchedules: async ({ ask }) => {
    const { backupSchedules } = await ask('{ backupSchedules { name cronExpression retentionDays } }');
    expect(backupSchedules).toContainEqual({
      name: 'daily_full_backup',
      cronExpression: '0 2 * * *',
      retentionDays: 7,
    });
  },

  backupStatistics: async ({ ask }) => {
    const { backupStatistics } = await ask(
      '{ backupStatistics(filter: { status: [COMPLETED, FAILED] }) { total successShare byStatus { status count } } }',
    );
    const counts = backupStatistics.byStatus.map(({ count }: { count: number }) => count);
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(backupStatistics.total);
    expect(backupStatistics.successShare).toBeGreaterThan(0);
  },

  createBackupSchedule: async ({ does }) => {
    const { backupSchedule } = await does('createBackupSchedule', nightly('story_created'), SCHEDULE);
    expect(backupSchedule).toMatchObject(nightly('story_created'));
  },

  updateBackupSchedule: async (lab) => {
    const backupScheduleId = await aSchedule(lab, 'story_updated');
    const { backupSchedule } = await lab.does(
      'updateBackupSchedule',
      { backupScheduleId, retentionDays: 21 },
      SCHEDULE,
    );
    expect(backupSchedule).toMatchObject({ ...nightly('story_updated'), retentionDays: 21 });
  },

  deleteBackupSchedule: async (lab) => {
    const backupScheduleId = await aSchedule(lab, 'story_deleted');
    await lab.does('deleteBackupSchedule', { backupScheduleId }, 'backupSchedule { id }');
    const { backupSchedules } = await lab.ask('{ backupSchedules { id } }');
    expect(backupSchedules.map(({ id }: { id: string }) => id)).not.toContain(backupScheduleId);
  },

  startBackup: async ({ does }) => {
    const { backupJob } = await does(
      'startBackup',
      { database: 'NANOPORE_SAMPLES', type: 'FULL' },
      'backupJob { jobType status startedAt }',
    );
    expect(backupJob).toEqual({ jobType: 'FULL', status: 'SCHEDULED', startedAt: null });
  },
};
