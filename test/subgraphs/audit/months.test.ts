import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { migrations } from '../../../migrations/audit/index.ts';

import { migrateUp } from '../../../platform/database/migrate.ts';
import { createOrm } from '../../../platform/database/orm.ts';
import { keeperOf, keeperScript, provision } from '../../../platform/postgres/index.ts';
import { audit } from '../../../subgraphs/audit/service.ts';
import { adminUrl, asAdmin, planOf, urlOf } from '../../support/databases.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import { aboutSample, auditService, happened } from './support.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await auditService();
});
afterAll(() => service.close());

const asService = async <T extends object>(statement: string): Promise<T[]> => {
  const client = new Client({ connectionString: service.database.dbUrl });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
};

const partsOfEntries = async (): Promise<Record<string, number>> => {
  const rows = await asAdmin(
    async (client) =>
      (
        await client.query<{ part: string; n: number }>(
          `select replace(tableoid::regclass::text, 'audit_months.', '') as part, count(*)::int as n
           from audit_logs group by 1 order by 1`,
        )
      ).rows,
    service.database.name,
  );
  return Object.fromEntries(rows.map(({ part, n }) => [part, n]));
};

const at = (timestamp: string) => aboutSample(1, { timestamp: new Date(timestamp) });
const monthPart = (ahead: number): string => {
  const now = new Date();
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
  return `audit_logs_${month.toISOString().slice(0, 7).replace('-', '_')}`;
};
const lastYear = new Date().getUTCFullYear() - 1;

describe('the log in months', () => {
  test('an entry of now has a month, and so have those of the next three', async () => {
    await happened(service, at(new Date().toISOString()));
    expect(await partsOfEntries()).toEqual({ [monthPart(0)]: 1 });
    const made = await asAdmin(
      async (client) =>
        (await client.query(`select tablename from pg_tables where schemaname = 'audit_months' order by 1`)).rows,
      service.database.name,
    );
    expect(made.map(({ tablename }) => tablename)).toEqual([0, 1, 2, 3].map(monthPart).concat('audit_logs_rest'));
  });

  test('what has no month waits in the rest, until one is made for it: a year, where it is long ago', async () => {
    await happened(
      service,
      at('2011-03-04T05:06:07Z'),
      at('2011-12-31T23:59:59.999Z'),
      at(`${lastYear}-02-28T23:59:59Z`),
      at('1931-01-01T00:00:00Z'),
    );
    expect(await partsOfEntries()).toEqual({ [monthPart(0)]: 1, audit_logs_rest: 4 });
    expect(await asService('select make_audit_months(3) as moved')).toEqual([{ moved: '4' }]);
    expect(await partsOfEntries()).toEqual({
      [monthPart(0)]: 1,
      audit_logs_2011: 2,
      [`audit_logs_${lastYear}_02`]: 1,
      audit_logs_rest: 1,
    });
    expect(await asService('select make_audit_months(3) as moved')).toEqual([{ moved: '0' }]);
  });

  test('parts that are made later are as well kept as the first', async () => {
    await expect(asService('truncate audit_months.audit_logs_2011')).rejects.toThrow('permission denied');
    await asAdmin(async (client) => {
      for (const part of ['2011', `${lastYear}_02`, 'rest']) {
        await expect(client.query(`truncate audit_months.audit_logs_${part}`)).rejects.toThrow('TRUNCATE refused');
      }
    }, service.database.name);
  });
});

describe('a log that was there before it had months', () => {
  const plan = { ...planOf(audit), name: 'test_audit_before_months', keeper: keeperOf('test_audit_before_months') };
  const ownerUrl = urlOf(plan.owner, plan.name);
  const before = { ...audit, migrations: migrations.slice(0, 4) };
  const contents = () =>
    asAdmin(async (client) => (await client.query('select * from audit_logs order by id')).rows, plan.name);

  beforeAll(async () => {
    await asAdmin((client) => client.query(`drop database if exists ${plan.name} with (force)`));
  });
  afterAll(() =>
    asAdmin(async (client) => {
      await client.query(`drop database ${plan.name} with (force)`);
      await client.query(`drop role ${plan.keeper}`);
    }),
  );

  test('without a keeper is told how to get one', async () => {
    await provision(adminUrl(), { databases: [{ ...plan, keeper: undefined }] });
    await migrateUp(before, ownerUrl, plan.runtime.user);
    await expect(migrateUp(audit, ownerUrl, plan.runtime.user)).rejects.toThrow('npm run migrate -- keeper audit');
  });

  test('gets one from an administrator, keeps every row, and gives them back', async () => {
    await asAdmin(async (client) => {
      await client.query(keeperScript(plan));
      await client.query(`insert into audit_logs (event_type, action, "timestamp", details, legacy)
        select 'sample.created', 'create', now() - i * interval '40 days', '{"n": 1}', '{}' from generate_series(0, 99) i`);
    }, plan.name);
    const rows = await contents();
    await migrateUp(audit, ownerUrl, plan.runtime.user);
    expect(await contents()).toEqual(rows);
    const orm = await createOrm(audit, { url: ownerUrl, pool: { min: 0, max: 1 }, unhurried: true });
    await orm.migrator.down({ to: '0004-events' });
    expect(await contents()).toEqual(rows);
    await orm.migrator.up();
    expect(await contents()).toEqual(rows);
    await orm.close(true);
  });
});
