import type { NamedMigration } from '../../platform/service/definition.ts';
import { Initial } from './0001-initial.ts';
import { CurrentStep } from './0002-current-step.ts';
import { Reasons } from './0002-reasons.ts';

export const migrations: NamedMigration[] = [
  { name: '0001-initial', class: Initial },
  { name: '0002-reasons', class: Reasons },
  { name: '0002-current-step', class: CurrentStep },
];
