import type { NamedMigration } from '../../platform/service/definition.ts';
import { Initial } from './0001-initial.ts';
import { JobLifeCycle } from './0002-job-life-cycle.ts';
import { Statistics } from './0003-statistics.ts';
import { Legacy } from './0004-legacy.ts';
import { Events } from './0005-events.ts';

export { events } from './events.ts';

export const migrations: NamedMigration[] = [
  { name: '0001-initial', class: Initial },
  { name: '0002-job-life-cycle', class: JobLifeCycle },
  { name: '0003-statistics', class: Statistics },
  { name: '0004-legacy', class: Legacy },
  { name: '0005-events', class: Events },
];
