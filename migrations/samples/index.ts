import type { NamedMigration } from '../../platform/service/definition.ts';
import { Initial } from './0001-initial.ts';
import { CurrentStep } from './0002-current-step.ts';
import { Reasons } from './0003-reasons.ts';
import { Startable } from './0004-startable.ts';
import { ListIndexes } from './0005-list-indexes.ts';
import { Tallies } from './0006-tallies.ts';
import { SampleBatches } from './0007-sample-batches.ts';
import { AttachmentsAndCounting } from './0008-attachments-and-counting.ts';
import { LegacyOfUsers } from './0009-legacy-of-users.ts';
import { TalliesByFieldAndMonth } from './0010-tallies-by-field-and-month.ts';
import { Accounts } from './0011-accounts.ts';
import { SubmissionsOfASubmitter } from './0012-submissions-of-a-submitter.ts';
import { Events } from './0013-events.ts';

export { events } from './events.ts';

export const migrations: NamedMigration[] = [
  { name: '0001-initial', class: Initial },
  { name: '0002-current-step', class: CurrentStep },
  { name: '0003-reasons', class: Reasons },
  { name: '0004-startable', class: Startable },
  { name: '0005-list-indexes', class: ListIndexes },
  { name: '0006-tallies', class: Tallies },
  { name: '0007-sample-batches', class: SampleBatches },
  { name: '0008-attachments-and-counting', class: AttachmentsAndCounting },
  { name: '0009-legacy-of-users', class: LegacyOfUsers },
  { name: '0010-tallies-by-field-and-month', class: TalliesByFieldAndMonth },
  { name: '0011-accounts', class: Accounts },
  { name: '0012-submissions-of-a-submitter', class: SubmissionsOfASubmitter },
  { name: '0013-events', class: Events },
];
