import type { ClientBase } from 'pg';
import { readCatalogue } from '../catalogue/read.ts';
import { type Catalogue, sameTable } from '../catalogue/relation.ts';
import { deferredForeignKeys } from '../ledger/deferred.ts';

/** A service's database as it is when nothing is put off: a plan rests on the foreign keys that wait to be made again, too. */
export async function readTarget(client: ClientBase): Promise<Catalogue> {
  const { relations, views } = await readCatalogue(client);
  const deferred = await deferredForeignKeys(client);
  return {
    views,
    relations: relations.map((relation) => {
      const waiting = deferred.filter(({ table }) => sameTable(table, relation));
      const foreignKeys = [...relation.foreignKeys, ...waiting];
      return { ...relation, foreignKeys: foreignKeys.sort((a, b) => (a.name < b.name ? -1 : 1)) };
    }),
  };
}
