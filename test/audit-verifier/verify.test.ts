import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { readKey } from '../../audit-verifier/checkpoint.ts';
import { type CheckpointLine, linesOf, openExport } from '../../audit-verifier/export.ts';
import { verifyExport } from '../../audit-verifier/verify.ts';
import { leafHash } from '../../platform/transparency/merkle.ts';
import { signCheckpoint, signerOf, verifierKeyOf } from '../../platform/transparency/signed-note.ts';
import { canonicalEntry } from '../../subgraphs/audit/sealing/entry.ts';
import { exportLog } from '../../subgraphs/audit/sealing/export.ts';
import { openOutsideCopy } from '../../subgraphs/audit/sealing/outside.ts';
import { treeOf } from '../../subgraphs/audit/sealing/seal.ts';
import { audit } from '../../subgraphs/audit/service.ts';
import { asIntruder, ENTRIES, KEY, SIGNER, sealAndSign, sealingClient } from '../subgraphs/audit/sealing-support.ts';
import { asAdmin, type TestDatabase, testDatabase } from '../support/databases.ts';
import { run, temporaryFolder } from '../support/process.ts';

const folder = await temporaryFolder();
const outsideFile = join(folder.path, 'outside.jsonl');

let database: TestDatabase;
let client: Client;
let exports = 0;

/** A log of 60 entries, of which 20 and then 50 and then 60 were signed; all copied outside. */
beforeAll(async () => {
  database = await testDatabase(audit);
  client = await sealingClient(database.dbUrl);
  for (const entries of [20, 30, 10]) {
    await client.query(ENTRIES(entries));
    await sealAndSign(client);
  }
  const outside = await openOutsideCopy(outsideFile);
  await outside.catchUp(client);
  await outside.close();
  await asAdmin(async (admin) => {
    for (const table of TABLES) {
      await admin.query(`create table keeping.${table} as select * from ${table}`);
    }
  }, database.name);
});
afterAll(async () => {
  await client.end();
  await database.drop();
  await folder[Symbol.asyncDispose]();
});

const TABLES = ['audit_logs', 'audit_leaves', 'audit_nodes', 'audit_checkpoints'];

/** Everything as it was before somebody laid hands on it. */
afterEach(() =>
  asAdmin(async (admin) => {
    await admin.query('set session_replication_role = replica');
    for (const table of TABLES) {
      await admin.query(`delete from ${table}; insert into ${table} select * from keeping.${table}`);
    }
  }, database.name),
);

async function exported(): Promise<string> {
  exports += 1;
  const path = join(folder.path, String(exports));
  await exportLog(client, path);
  return path;
}

async function problems(withOutside = true): Promise<string[]> {
  const outside = withOutside ? linesOf<CheckpointLine>(outsideFile) : undefined;
  return (await verifyExport(openExport(await exported()), [readKey(KEY)], outside)).problems;
}

/** The entry that has a place. */
async function at(seq: number): Promise<string> {
  const { rows } = await client.query<{ log_id: string }>('select log_id from audit_leaves where seq = $1', [seq]);
  return rows[0]?.log_id as string;
}

describe('what somebody did to the log who owns the server', () => {
  test('nothing: everything is as it was sealed', async () => {
    expect(await problems()).toEqual([]);
  });

  test.each([
    ['the action', `action = 'approve'`],
    ['who did it', `actor_name = 'Nobody'`],
    ['a value in the details', `details = details || '{"x": 1.6}'`],
    ['a digit that no double holds', `details = details || '{"x": 1.5000000000000000001}'`],
    ['a column that nobody shows', `legacy = '{}'`],
    ['the time of recording', `created_at = created_at + interval '1 microsecond'`],
  ])('changed %s: the entry is named', async (_, change) => {
    const id = await at(33);
    await asIntruder(database, `update audit_logs set ${change} where id = $1`, [id]);
    expect(await problems()).toEqual([`The entry ${id}, place 33, was changed: it is not what was sealed.`]);
  });

  test('changed when it happened: the entry is named', async () => {
    const id = await at(7);
    await asIntruder(database, `update audit_logs set "timestamp" = "timestamp" - interval '3 years' where id = $1`, [
      id,
    ]);
    expect(await problems()).toEqual([
      `The entry ${id}, place 7, was changed: it has another time than what was sealed.`,
    ]);
  });

  test('removed an entry: it is named', async () => {
    const id = await at(21);
    await asIntruder(database, 'delete from audit_logs where id = $1', [id]);
    expect(await problems()).toEqual([`The entry ${id}, place 21, was removed.`]);
  });

  test('emptied a month: every entry of it is named', async () => {
    await asIntruder(database, 'truncate audit_logs');
    expect(await problems()).toHaveLength(60);
  });

  test('inserted an entry: it is named', async () => {
    const id = '019aaaaa-0000-7000-8000-000000000001';
    await asIntruder(
      database,
      `insert into audit_logs (id, event_type, action) values ($1, 'sample.created', 'create')`,
      [id],
    );
    expect(await problems()).toEqual([`The entry ${id} was inserted: it was never sealed, and waits for nothing.`]);
  });

  test('put an entry at another time beside its twin: it is named', async () => {
    const id = await at(3);
    await asIntruder(
      database,
      `insert into audit_logs (id, event_type, action, "timestamp") values ($1, 'sample.created', 'create', '2020-01-01')`,
      [id],
    );
    expect(await problems()).toEqual([`The entry ${id} was inserted: it was never sealed, and waits for nothing.`]);
  });

  test('exchanged two places: the entries around them are named', async () => {
    const [one, two] = [await at(17), await at(40)];
    await asIntruder(
      database,
      `update audit_leaves set seq = seq + 1000 where seq in (17, 40);
       update audit_leaves set seq = case seq when 1017 then 40 else 17 end where seq >= 1000`,
    );
    const found = await problems();
    expect(found).toHaveLength(4);
    expect(found[0]).toMatch(/^The checkpoint of 20 entries in the database is of another tree: .* places 0 to 19/);
    expect(found[1]).toMatch(new RegExp(`^Places or hashes of these entries, 16 to 23, were changed: .*${two}`));
    expect(found[2]).toMatch(new RegExp(`^Places or hashes of these entries, 40 to 47, were changed: .*${one}`));
    expect(found[3]).toBe('And so are 5 later checkpoints.');
  });

  test('removed the last entries with all that knew of them: the signed sizes tell', async () => {
    await asIntruder(
      database,
      `delete from audit_logs where id in (select log_id from audit_leaves where seq >= 50);
       delete from audit_leaves where seq >= 50; delete from audit_nodes where level = 3 and index >= 6`,
    );
    expect((await problems()).at(-1)).toMatch(
      /^The checkpoint of 60 entries in the database, and 1 more checkpoints, was signed of more/,
    );
    await asIntruder(database, 'delete from audit_checkpoints where size > 50');
    expect((await problems()).at(-1)).toBe(
      'The checkpoint of 60 entries outside was signed of more than the 50 that there are: the end of the log was removed.',
    );
  });

  test('took away a place in the middle: what is missing is named', async () => {
    await asIntruder(database, 'delete from audit_leaves where seq = 30');
    expect((await problems())[0]).toMatch(/The places 30 to 30 are missing from the tree/);
  });
});

describe('a whole tree written anew', () => {
  /** Changes an entry, and every hash that depends on it; signs all of it again. */
  async function forge(signer = SIGNER): Promise<void> {
    await asIntruder(database, `update audit_logs set actor_name = 'Nobody' where id = $1`, [await at(25)]);
    const { rows } = await client.query<{ seq: string; entry: string }>(
      `select s.seq, to_json(l)::text as entry from audit_leaves s join audit_logs l on l.id = s.log_id order by s.seq`,
    );
    const tree = await treeOf(client, 0);
    await asIntruder(database, 'delete from audit_nodes; delete from audit_checkpoints');
    for (const { seq, entry } of rows) {
      const hash = leafHash(canonicalEntry(entry));
      await asIntruder(database, 'update audit_leaves set hash = $2 where seq = $1', [seq, hash]);
      for (const node of tree.append(hash)) {
        await asIntruder(database, 'insert into audit_nodes values ($1, $2, $3)', [node.level, node.index, node.hash]);
      }
      if ([20, 50, 60].includes(tree.size)) {
        const note = signCheckpoint(signer, { origin: signer.name, size: tree.size, root: tree.root() });
        await asIntruder(database, 'insert into audit_checkpoints values ($1, $2, $3)', [tree.size, tree.root(), note]);
      }
    }
  }

  test('with the key in hand is without a flaw, but for the copy outside', async () => {
    await forge();
    expect(await problems(false)).toEqual([]);
    expect(await problems()).toEqual([
      'The checkpoint of 50 entries outside is of another tree: what stands in the places 20 to 49 was written anew after it was signed.',
      'And so are 1 later checkpoints.',
    ]);
  });

  test('without the key has no signature that counts', async () => {
    await forge(signerOf(SIGNER.name, Buffer.alloc(32, 6).toString('base64')));
    expect(await problems(false)).toContain(
      'The checkpoint of 20 entries in the database counts for nothing: it carries no signature of nanopore-audit.',
    );
  });
});

describe('npm run audit:verify', () => {
  const verify = async (...args: string[]) => {
    await using verifier = run('audit-verifier/command.ts', {}, args);
    const { code } = await verifier.exit;
    return { code, output: verifier.output() };
  };

  test('says that all is well, with 0; that it is not, with 1; that it cannot tell, with 2', async () => {
    const path = await exported();
    const keyFile = join(folder.path, 'key.pub');
    await writeFile(keyFile, `${KEY}\n`);
    const good = await verify('--export', path, '--key', keyFile, '--checkpoints', outsideFile);
    expect(good).toMatchObject({ code: 0, output: expect.stringContaining('60 entries sealed, 60 of them signed') });
    const changed = join(folder.path, 'changed');
    await mkdir(changed);
    for (const file of ['leaves', 'logs', 'nodes', 'checkpoints', 'unsealed']) {
      await copyFile(join(path, `${file}.jsonl`), join(changed, `${file}.jsonl`));
    }
    const logs = await readFile(join(changed, 'logs.jsonl'), 'utf8');
    await writeFile(join(changed, 'logs.jsonl'), logs.replace('"update"', '"delete"'));
    const bad = await verify('--export', changed, '--key', KEY);
    expect(bad.code).toBe(1);
    expect(bad.output).toContain(`✗ The entry ${await at(0)}, place 0, was changed`);
    expect(bad.output).toContain('No copy of the checkpoints from outside was given');
    expect(await verify('--export', folder.path, '--key', KEY)).toMatchObject({
      code: 2,
      output: expect.stringContaining('is no export: it lacks leaves.jsonl'),
    });
    expect(await verify('--export', path, '--key', 'nonsense')).toMatchObject({ code: 2 });
    const other = verifierKeyOf(signerOf('nanopore-audit', Buffer.alloc(32, 9).toString('base64')));
    expect(await verify('--export', path, '--key', other)).toMatchObject({ code: 1 });
    expect(await verify('--export', path, '--key', other, '--key', KEY)).toMatchObject({ code: 0 });
  });
});
