import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { ServiceUnderTest } from '../../support/service.ts';
import { aboutSample, auditService, happened } from './support.ts';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await auditService();
  await happened(service, aboutSample(1));
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

const CHANGES = [
  `update audit_logs set actor_name = 'Nobody'`,
  `update audit_logs set actor_name = 'Nobody' where false`,
  'delete from audit_logs',
  'delete from audit_logs where false',
  'truncate audit_logs',
  `insert into audit_logs (id, event_type, action) select id, 'a.b', 'c' from audit_logs
     on conflict (id) do update set action = 'd'`,
];

describe('nobody changes or deletes an entry', () => {
  test.each(CHANGES)('the service has no right to: %s', async (statement) => {
    expect(await attempt(service.database.dbUrl, statement)).toBe('42501 permission denied for table audit_logs');
  });

  test.each(CHANGES)('the owner is refused by a trigger: %s', async (statement) => {
    expect(await attempt(service.database.ownerUrl, statement)).toMatch(
      /^42501 (UPDATE|DELETE|TRUNCATE) refused: nothing changes or deletes rows of audit_logs/,
    );
  });

  test('the service cannot take the trigger away', async () => {
    const statement = 'alter table audit_logs disable trigger audit_logs_insert_only';
    expect(await attempt(service.database.dbUrl, statement)).toMatch(/^42501 must be owner/);
  });
});

test('the entry is still as it was recorded', async () => {
  const { data } = await service.query('{ auditLogs { totalCount nodes { actorName } } }');
  expect(data.auditLogs).toEqual({ totalCount: 1, nodes: [{ actorName: 'Dana Reyes' }] });
});

test('reports and policies are no log: the service keeps them up to date', async () => {
  const { dbUrl } = service.database;
  expect(await attempt(dbUrl, `update retention_policies set is_active = is_active`)).toBe('allowed');
  expect(await attempt(dbUrl, `delete from compliance_reports where false`)).toBe('allowed');
});
