import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asAdmin } from '../support/databases.ts';
import { monolithDatabase } from '../support/monolith/database.ts';
import { temporaryFolder } from '../support/process.ts';
import { oldDatabase } from './preflight/lab.ts';
import { type CommandLab, commandLab, type Ended, ended, hold } from './support/command-lab.ts';
import { SMALL, SMALL_SETTINGS } from './support/small-monolith.ts';

let lab: CommandLab;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  lab = await commandLab(SMALL);
  folder = await temporaryFolder();
});

afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const wrong = (url: string, change: (url: URL) => void): string => {
  const changed = new URL(url);
  change(changed);
  return changed.href;
};

/** What was said about the failure; nothing that only a developer understands, and nothing secret, stands beside it. */
function sentenceOf({ code, output }: Ended): string {
  expect(code).toBe(1);
  expect(output).not.toMatch(/^\s+at |node:internal|Error:/m);
  expect(output.replaceAll('postgresql://user:password@host:5432/database', '')).not.toMatch(/\w:\/\/|:owner@|secret/);
  return output.trimEnd();
}

async function settingsFile(text: string): Promise<string[]> {
  const file = join(folder.path, `${Math.random()}.yaml`);
  await writeFile(file, text);
  return ['--config', file];
}

const failure = async (args: string[], changed?: Record<string, string>): Promise<string> =>
  sentenceOf(await lab.separate(args, changed));

/** A further run mends it. */
async function mended(at: CommandLab): Promise<void> {
  await at.copyHere();
  expect((await at.verifyHere()).equal).toBe(true);
}

/** Several at once: none of them comes as far as the lock. */
const failures = (given: [args: string[], changed?: Record<string, string>][]): Promise<string[]> =>
  Promise.all(given.map(([args, changed]) => failure(args, changed)));

test('a source in an old encoding is not begun with', async () => {
  await using old = await oldDatabase('LATIN1');
  expect(await failure(['copy'], { DATABASE_URL: old.url })).toBe(
    'The source database has the encoding LATIN1; only UTF8 holds every text: dump it and restore it into a database with ENCODING UTF8, and separate that.',
  );
});

test('what the environment lacks is named, and what it has is not repeated', async () => {
  const found = await failures([
    [['copy'], { DATABASE_URL: '' }],
    [['copy'], { AI_DB_OWNER_URL: '', AUDIT_DB_URL: '' }],
    [['copy'], { DATABASE_URL: 'mysql://lab:secret@db/lab' }],
  ]);
  expect(found).toEqual([
    expect.stringMatching(/^Set DATABASE_URL to the monolith: /),
    expect.stringMatching(/^Set AI_DB_OWNER_URL, AUDIT_DB_URL too: /),
    expect.stringMatching(/DATABASE_URL.* must be a PostgreSQL URL/),
  ]);
});

test('a login, a database and a server that are not there say which variable to correct', async () => {
  const password = wrong(lab.environment.AI_DB_OWNER_URL as string, (url) => {
    url.password = 'secret';
  });
  const nowhere = wrong(lab.environment.DATABASE_URL as string, (url) => {
    url.pathname = '/nowhere';
  });
  const found = await failures([
    [['copy'], { AI_DB_OWNER_URL: password }],
    [['copy'], { DATABASE_URL: nowhere }],
    [['copy'], { DATABASE_URL: 'postgresql://lab:secret@127.0.0.1:1/lab' }],
  ]);
  expect(found).toEqual([
    expect.stringMatching(/^The ai database refuses the login \(.*\): correct AI_DB_OWNER_URL\.$/),
    'The source database does not exist: create it, or correct DATABASE_URL.',
    expect.stringMatching(/^The source database is away \(.*ECONNREFUSED.*\): bring the server back/),
  ]);
});

test('preflight lists everything that is wrong with the servers, not only the first', async () => {
  const password = wrong(lab.environment.AI_DB_OWNER_URL as string, (url) => {
    url.password = 'secret';
  });
  const found = await failure(['preflight'], {
    AI_DB_OWNER_URL: password,
    AUDIT_DB_OWNER_URL: 'postgresql://lab:secret@127.0.0.1:1/lab',
  });
  expect(found).toMatch(/^✗ ai +The ai database refuses the login \(.*\): correct AI_DB_OWNER_URL\.$/m);
  expect(found).toMatch(/^✗ audit +The audit database is away \(.*\): bring the server back/m);
  expect(found).toMatch(/^✓ source +PostgreSQL/m);
  expect(found).toMatch(/2 problems.*: mend what is marked ✗, then run npm run separate -- preflight again\.$/);
});

test('verbs, options and files that do not exist are named', async () => {
  const found = await failures([
    [['cpoy']],
    [['copy', '--fast']],
    [['copy', '--workers', 'many']],
    [['copy', '--config', 'nowhere.yaml']],
  ]);
  expect(found).toEqual([
    expect.stringContaining("unknown command 'cpoy'"),
    expect.stringContaining("unknown option '--fast'"),
    expect.stringContaining('must be a whole number from 1 on'),
    'nowhere.yaml cannot be read (ENOENT): correct --config.',
  ]);
});

test('every problem of separation.yaml is named', async () => {
  const several = 'timezone: Mars/Olympus\ntables:\n  sessions: away\ncolumns:\n  kit: leave\nspeed: 3\n';
  const [found, broken] = await failures([
    [['copy', ...(await settingsFile(several))]],
    [['copy', ...(await settingsFile('tables: {sessions: leave'))]],
  ]);
  for (const part of ['timezone: must be an IANA', 'tables.sessions: must be', 'columns.kit', '"speed"']) {
    expect(found).toContain(part);
  }
  expect(broken).toMatch(/\.yaml is not YAML: /);
});

test('settings that do not fit the source are named', async () => {
  const of = async (text: string): Promise<string> => failure(['copy', ...(await settingsFile(text))]);
  expect(await of('tables: { sessions: leave }')).toBe(
    'No service owns public.freezers: say in separation.yaml what becomes of each (`leave`, or `{ assign: <service> }`).',
  );
  expect(await of('tables: { sessions: leave, freezers: { assign: fridges } }')).toMatch(
    /there is no service fridges; it is one of samples, ai, audit, backup, config\.$/,
  );
  expect(await of(`${SMALL_SETTINGS}columns:\n  users.shoe: leave\n  nanopore_samples.hat: { rename: cap }\n`)).toBe(
    'columns: the source has no public.users.shoe, public.nanopore_samples.hat; correct the settings.',
  );
});

test('before a copy the other verbs say that it is missing', async () => {
  for (const verb of ['verify', 'switch']) {
    expect(await failure([verb])).toBe('Nothing has been copied yet: run `npm run separate -- copy` first.');
  }
});

test('databases without tables are to be migrated first', async () => {
  await using other = await monolithDatabase();
  await asAdmin((client) => client.query(`alter database ${other.name} owner to nanopore_config_owner`));
  const empty = {
    CONFIG_DB_OWNER_URL: wrong(lab.environment.CONFIG_DB_OWNER_URL as string, (url) => {
      url.pathname = `/${other.name}`;
    }),
  };
  expect(await failure(['copy'], empty)).toMatch(
    /^The config database lacks \d+ migrations: run `npm run migrate -- up` first\.$/,
  );
});

test('rights that are missing on either side', async () => {
  await using here = await commandLab(SMALL);
  const runtime = here.environment.SAMPLES_DB_URL as string;
  // The role of the service may use the tables, and owns nothing.
  expect(sentenceOf(await here.separate(['copy'], { SAMPLES_DB_OWNER_URL: runtime }))).toMatch(
    /^The samples database denies it \(permission denied.*\): grant the right to the role of SAMPLES_DB_OWNER_URL, or name another role there\.$/,
  );
  const reader = `reader_${here.monolith.name}`;
  await asAdmin(async (client) => {
    await client.query(`create role ${reader} login password 'secret'`);
    await client.query(`grant select on users, nanopore_samples, audit_logs, sessions, freezers to ${reader}`);
  }, here.monolith.name);
  try {
    const url = wrong(here.environment.DATABASE_URL as string, (each) => {
      each.username = reader;
      each.password = 'secret';
    });
    expect(sentenceOf(await here.separate(['copy'], { DATABASE_URL: url }))).toMatch(
      /The source database denies it \(permission denied for table nanopore_processing_steps\): grant the right to the role of DATABASE_URL, or name another role there\.$/,
    );
  } finally {
    await asAdmin(async (client) => {
      await client.query(`drop owned by ${reader}`);
      await client.query(`drop role ${reader}`);
    }, here.monolith.name);
  }
  await mended(here);
});

/** A trigger that the separation does not turn off: it is on the ledger, which only the separation writes. */
const FULL = `
  create function full_disk() returns trigger language plpgsql as $$ begin
    raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100';
  end $$;
  create trigger full_disk before insert on separation.chunks for each row when (new.name ~ 'processing_steps')
    execute function full_disk()`;

test('rows of somebody else, a full disk, an unfinished run, another source, and two at once', async () => {
  await using here = await commandLab(SMALL);
  await here.byAdmin('samples', (client) => client.query(`insert into users (id, name) values (new_id(), 'Somebody')`));
  expect(sentenceOf(await here.separate(['copy']))).toMatch(
    /^There are rows already in samples\.users: the separation only fills empty tables\. Empty them, or /,
  );
  await here.byAdmin('samples', (client) => client.query('delete from users'));

  {
    await using held = await hold(here.database('samples').ownerUrl, 'lock table nanopore_samples in share mode');
    const first = here.start(['copy']);
    await held.wanted();
    await here.byAdmin('samples', (client) => client.query(FULL));
    expect(sentenceOf(await here.separate(['copy']))).toMatch(
      /^Another separation is at work on the samples database: wait until it has ended, then run the command again\.$/,
    );
    await held[Symbol.asyncDispose]();
    expect(sentenceOf(await ended(first))).toMatch(
      /The samples database has no space left \(could not extend.*\): make room and run the command again; nothing that was finished is lost\.$/,
    );
  }

  for (const verb of ['verify', 'sync', 'switch']) {
    expect(sentenceOf(await here.separate([verb]))).toBe(
      'The copy is not finished: run `npm run separate -- copy` again first.',
    );
  }
  await using other = await monolithDatabase();
  await SMALL.make(other);
  expect(sentenceOf(await here.separate(['copy'], { DATABASE_URL: other.url }))).toMatch(
    /^The databases were filled from another source \(monolith_\w+\): set DATABASE_URL to it, or `rollback` first\.$/,
  );
  await here.byAdmin('samples', (client) => client.query('drop trigger full_disk on separation.chunks'));
  await mended(here);
});
