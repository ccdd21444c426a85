import { Migration } from '@mikro-orm/migrations';
import { createOutbox, dropOutbox } from '../../platform/events/outbox.ts';
import { emit, stopEmitting } from '../../platform/events/triggers.ts';
import { events } from './events.ts';

/** Every change writes its event, in its own transaction. */
export class Events extends Migration {
  override up(): void {
    for (const statement of [...createOutbox(), ...events.tables.flatMap(emit)]) {
      this.addSql(statement);
    }
  }

  override down(): void {
    for (const statement of [...events.tables.flatMap(stopEmitting), ...dropOutbox()]) {
      this.addSql(statement);
    }
  }
}
