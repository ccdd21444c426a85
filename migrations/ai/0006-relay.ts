import { Migration } from '@mikro-orm/migrations';
import { createDeliveryTables, dropDeliveryTables } from '../../platform/events/delivery-tables.ts';

/** How far events are relayed, which of them wait, and which came from elsewhere. */
export class Relay extends Migration {
  override up(): void {
    for (const statement of createDeliveryTables()) {
      this.addSql(statement);
    }
  }

  override down(): void {
    for (const statement of dropDeliveryTables()) {
      this.addSql(statement);
    }
  }
}
