import { badInput } from '../../../platform/errors/fault.ts';
import { isUuid } from '../../../platform/graphql/arguments.ts';
import { readCron } from '../services/cron-expression.ts';
import { nextRuns } from '../services/next-runs.ts';
import type { BackupScheduleResolvers } from './types.generated.ts';

const MOST_RUNS = 100;
const RUNS = 5;

export const BackupSchedule: BackupScheduleResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.schedule.load(id) : null),
  nextRuns: ({ cronExpression }, { count: wanted, after }, { lab }) => {
    const count = wanted ?? RUNS;
    if (count < 1 || count > MOST_RUNS) {
      throw badInput('count', `must be between 1 and ${MOST_RUNS}, got ${count}.`);
    }
    const cron = readCron(cronExpression);
    return typeof cron === 'string'
      ? null
      : nextRuns(cron, { after: after ?? new Date(), count, timeZone: lab.timeZone });
  },
};
