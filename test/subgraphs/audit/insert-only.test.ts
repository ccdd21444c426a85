import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { provision } from '../../../platform/postgres/index.ts';
import { BACKUP_READER } from '../../../subgraphs/index.ts';
import { adminUrl, asAdmin, urlOf } from '../../support/databases.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import { aboutSample, auditService, happened } from './support.ts';

const READER = { user: BACKUP_READER, password: 'reader' };

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await auditService();
  await happened(
    service,
    aboutSample(1, { timestamp: new Date() }),
    aboutSample(1, { timestamp: new Date('1901-01-01T00:00:00Z') }),
  );
  await provision(adminUrl(), { databases: [], reader: READER });
});
afterAll(() => service.close());

async function attempt(url: string, statement: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
    return 'allowed';
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as Error).message}`;
  } finally {
    await client.end();
  }
}

const ROLES = {
  'the service': () => service.database.dbUrl,
  'the owner of the database': () => service.database.ownerUrl,
  'the reader of backups': () => urlOf(READER, service.database.name),
};

const partOfNow = async (): Promise<string> => {
  const [row] = await asAdmin(
    async (client) =>
      (
        await client.query<{ part: string }>(
          `select tableoid::regclass::text as part from audit_logs where "timestamp" > '1902-01-01'`,
        )
      ).rows,
    service.database.name,
  );
  return row?.part as string;
};

/** `@` is the log, and then its parts. */
const CHANGES = [
  `update @ set actor_name = 'Nobody'`,
  `update @ set actor_name = 'Nobody' where false`,
  'delete from @',
  'delete from @ where false',
  'truncate @',
  'drop table @ cascade',
  'alter table @ disable trigger audit_logs_insert_only',
  'alter table @ rename to elsewhere',
  'alter table @ owner to current_user',
  'drop trigger audit_logs_insert_only on @',
  'create rule nothing as on insert to @ do instead nothing',
  'create trigger mine before insert on @ for each row execute function refuse_change()',
  `insert into @ (id, "timestamp", event_type, action) select id, "timestamp", 'a.b', 'c' from audit_logs
     on conflict (id, "timestamp") do update set action = 'd'`,
];

const AROUND = [
  'alter table audit_logs detach partition audit_months.audit_logs_rest',
  'drop schema audit_months cascade',
  'drop schema public cascade',
  'drop schema keeping cascade',
  'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
  'drop function refuse_change() cascade',
  'alter function make_audit_months(int) security invoker',
  `select make_audit_part('mine', '1990-01-01', '1991-01-01')`,
  'set role nanopore_audit_keeper',
  'set session_replication_role = replica',
  'update keeping.door set closed_at = null',
  'select keeping.open()',
];

describe.each(Object.entries(ROLES))('%s can add at most', (_, url) => {
  test.each(CHANGES)('is refused on the log: %s', async (statement) => {
    expect(await attempt(url(), statement.replace('@', 'audit_logs'))).toMatch(/^42501 /);
  });

  test.each(CHANGES)('is refused on a month, and on what has no month: %s', async (statement) => {
    for (const part of [await partOfNow(), 'audit_months.audit_logs_rest']) {
      expect([part, await attempt(url(), statement.replace('@', part))]).toEqual([
        part,
        expect.stringMatching(/^42501 /),
      ]);
    }
  });

  test.each(AROUND)('is refused: %s', async (statement) => {
    expect(await attempt(url(), statement)).toMatch(/^42501 /);
  });

  test('is refused to take the month out of the log', async () => {
    expect(await attempt(url(), `alter table audit_logs detach partition ${await partOfNow()}`)).toMatch(/^42501 /);
  });
});

describe('once the log is closed', () => {
  beforeAll(() => attempt(service.database.dbUrl, 'select keeping.close()'));

  test('the owner is given nothing back, and hands over no function of its own', async () => {
    const { ownerUrl } = service.database;
    expect(await attempt(ownerUrl, `select keeping.give_back('audit_logs'::regclass)`)).toMatch(
      /^42501 the keeper gives/,
    );
    await attempt(ownerUrl, 'create function mine() returns int language sql security definer return 1');
    expect(await attempt(ownerUrl, `select keeping.take('mine()'::regprocedure)`)).toMatch(/^42501 the keeper gives/);
  });

  test('entries are added, and months made, as before', async () => {
    await happened(service, aboutSample(2));
    expect(await attempt(service.database.dbUrl, 'select make_audit_months(5)')).toBe('allowed');
  });

  test('only an administrator opens it again', async () => {
    await asAdmin((client) => client.query('select keeping.open()'), service.database.name);
    expect(await attempt(service.database.ownerUrl, `select keeping.give_back('audit_logs'::regclass)`)).toBe(
      'allowed',
    );
    expect(await attempt(service.database.ownerUrl, 'truncate audit_logs')).toMatch(/^42501 TRUNCATE refused/);
    expect(await attempt(service.database.ownerUrl, `select keeping.take('audit_logs'::regclass)`)).toBe('allowed');
  });
});

test('a superuser is refused by triggers, of every part', async () => {
  const part = await partOfNow();
  const url = urlOf(
    { user: new URL(adminUrl()).username, password: new URL(adminUrl()).password },
    service.database.name,
  );
  for (const statement of [
    `update ${part} set action = 'x'`,
    `delete from ${part}`,
    `truncate ${part}`,
    'truncate audit_logs',
  ]) {
    expect([statement, await attempt(url, statement)]).toEqual([
      statement,
      expect.stringMatching(/^42501 (UPDATE|DELETE|TRUNCATE) refused: nothing changes or deletes rows of/),
    ]);
  }
});

test('the entries are still as they were recorded', async () => {
  const { data } = await service.query('{ auditLogs { totalCount nodes { actorName } } }');
  expect(data.auditLogs).toEqual({ totalCount: 3, nodes: Array(3).fill({ actorName: 'Dana Reyes' }) });
});

test('reports and policies are no log: the service keeps them up to date', async () => {
  const { dbUrl } = service.database;
  expect(await attempt(dbUrl, `update retention_policies set is_active = is_active`)).toBe('allowed');
  expect(await attempt(dbUrl, `delete from compliance_reports where false`)).toBe('allowed');
});
