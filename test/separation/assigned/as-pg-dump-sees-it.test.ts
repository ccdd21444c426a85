import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { createAssigned } from '../../../migrations/separation/assigned/create.ts';
import { finishAssigned } from '../../../migrations/separation/assigned/finish.ts';
import { PG_DUMP } from '../../support/postgres15.ts';
import { type LabDatabase, relationOf, SERVERS, serversUnderTest } from '../lab-databases.ts';
import { freezers, TABLES } from './freezers.ts';

const { database } = serversUnderTest();
const OLD = 15;

/** What pg_dump writes of the schema "Lab" without partitions, save the token that differs with every dump. */
async function dump(of: LabDatabase, client: Client): Promise<string[]> {
  const { rows } = await client.query('select current_database() as name');
  const connection = ['-h', client.host, '-p', String(client.port), '-U', of.owner.user, '-d', rows[0].name];
  const what = ['--schema-only', '--no-owner', '--no-privileges', '-n', '"Lab"', '-T', '"Lab".runs*'];
  const { stdout } = await promisify(execFile)(PG_DUMP, [...what, ...connection], {
    env: { PGPASSWORD: of.owner.password },
  });
  return stdout.split('\n').filter((line) => !/^\\(un)?restrict/.test(line));
}

(SERVERS.some(([version]) => version === OLD) ? test : test.skip)(
  'pg_dump cannot tell the table in the service from that in the monolith',
  async () => {
    await using monolith = await database(OLD, 'monolith');
    await using service = await database(OLD, 'service');
    const [source, target] = [await monolith.connect(), await service.connect()];
    await source.query(freezers(OLD));
    await target.query('create table rooms (id uuid primary key); create table "select" (id uuid primary key)');
    const relation = await relationOf(source, TABLES.freezers);
    await target.query('begin');
    await createAssigned(source, target, relation, { runtimeRole: service.runtime.user });
    await target.query('commit');
    await finishAssigned(source, target, [relation], (table) => table);
    const dumped = await dump(service, target);
    expect(dumped).toEqual(await dump(monolith, source));
    expect(dumped.length).toBeGreaterThan(300);
  },
);
