import type { Migration } from '@mikro-orm/migrations';
import type { EmittingTable } from './emitting-table.ts';
import { createOutbox, dropOutbox } from './outbox.ts';
import { emit, stopEmitting } from './triggers.ts';

/** The columns of a table as it is now. */
export const columnsOf = (table: string): string => `
  select attname as name from pg_attribute
  where attrelid = '"${table}"'::regclass and attnum > 0 and not attisdropped order by attnum`;

/**
 * For migrations: makes changes of these tables events from here on. A migration that adds a column to one of them, or
 * changes what is declared, does it again.
 */
export async function startEvents(migration: Migration, tables: readonly EmittingTable[]): Promise<void> {
  for (const table of tables) {
    const columns = (await migration.execute(columnsOf(table.table))) as { name: string }[];
    add(
      migration,
      emit(
        table,
        columns.map(({ name }) => name),
      ),
    );
  }
}

/** For the migration that gives a database its outbox. */
export async function installEvents(migration: Migration, tables: readonly EmittingTable[]): Promise<void> {
  add(migration, createOutbox());
  await startEvents(migration, tables);
}

export function removeEvents(migration: Migration, tables: readonly EmittingTable[]): void {
  add(migration, [...tables.flatMap(stopEmitting), ...dropOutbox()]);
}

function add(migration: Migration, statements: readonly string[]): void {
  for (const statement of statements) {
    migration.addSql(statement);
  }
}
