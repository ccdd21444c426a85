import { Migration } from '@mikro-orm/migrations';
import { installEvents, removeEvents } from '../../platform/events/migration.ts';
import { events } from './events.ts';

/** Every change writes its event, in its own transaction. */
export class Events extends Migration {
  override up(): Promise<void> {
    return installEvents(this, events.tables);
  }

  override down(): void {
    removeEvents(this, events.tables);
  }
}
