import { expect, test } from '@jest/globals';
import { openServer } from '../../migrations/separation/session.ts';
import { monolithDatabase } from '../support/monolith/database.ts';

test('what a database sets for its own clients neither ends a long copy nor changes what texts mean', async () => {
  await using monolith = await monolithDatabase();
  const settings: Record<string, string> = {
    statement_timeout: '1min',
    lock_timeout: '1s',
    idle_session_timeout: '1min',
    idle_in_transaction_session_timeout: '1min',
    transaction_timeout: '1min',
    default_transaction_isolation: 'serializable',
    standard_conforming_strings: 'off',
    array_nulls: 'off',
    datestyle: 'German',
    intervalstyle: 'iso_8601',
    extra_float_digits: '-5',
    bytea_output: 'escape',
    quote_all_identifiers: 'on',
    // The last: nobody can set anything after it.
    default_transaction_read_only: 'on',
  };
  for (const [name, value] of Object.entries(settings)) {
    await monolith.query(`alter database ${monolith.name} set ${name} = '${value}'`);
  }
  const client = await (await openServer('source', monolith.url, 'DATABASE_URL')).connect();
  const found: Record<string, string> = {};
  for (const name of Object.keys(settings)) {
    found[name] = Object.values(
      (await client.query<Record<string, string>>(`show ${name}`)).rows[0] ?? {},
    )[0] as string;
  }
  const { rows } = await client.query(`select '{NULL}'::text[] as list, length('a\\b') as letters`);
  await client.end();
  expect(rows).toEqual([{ list: [null], letters: 3 }]);
  expect(found).toMatchObject({
    statement_timeout: '0',
    lock_timeout: '0',
    idle_session_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    transaction_timeout: '0',
    default_transaction_isolation: 'read committed',
    quote_all_identifiers: 'off',
    default_transaction_read_only: 'off',
  });
});
