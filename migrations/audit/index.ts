import type { NamedMigration } from '../../platform/service/definition.ts';
import { Initial } from './0001-initial.ts';
import { StatisticsAndSecurity } from './0002-statistics-and-security.ts';
import { Legacy } from './0003-legacy.ts';
import { Events } from './0004-events.ts';
import { Relay } from './0005-relay.ts';
import { Months } from './0006-months.ts';
import { Leaves } from './0007-leaves.ts';

export { events } from './events.ts';

export const migrations: NamedMigration[] = [
  { name: '0001-initial', class: Initial },
  { name: '0002-statistics-and-security', class: StatisticsAndSecurity },
  { name: '0003-legacy', class: Legacy },
  { name: '0004-events', class: Events },
  { name: '0005-relay', class: Relay },
  { name: '0006-months', class: Months },
  { name: '0007-leaves', class: Leaves },
];
