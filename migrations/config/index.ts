import type { NamedMigration } from '../../platform/service/definition.ts';
import { Initial } from './0001-initial.ts';
import { TypesAndKinds } from './0002-types-and-kinds.ts';
import { Legacy } from './0003-legacy.ts';
import { Events } from './0004-events.ts';

export { events } from './events.ts';

export const migrations: NamedMigration[] = [
  { name: '0001-initial', class: Initial },
  { name: '0002-types-and-kinds', class: TypesAndKinds },
  { name: '0003-legacy', class: Legacy },
  { name: '0004-events', class: Events },
];
