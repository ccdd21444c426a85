import type { NamedMigration } from '../../platform/service/definition.ts';
import { Initial } from './0001-initial.ts';
import { Legacy } from './0002-legacy.ts';
import { Events } from './0003-events.ts';

export { events } from './events.ts';

export const migrations: NamedMigration[] = [
  { name: '0001-initial', class: Initial },
  { name: '0002-legacy', class: Legacy },
  { name: '0003-events', class: Events },
];
