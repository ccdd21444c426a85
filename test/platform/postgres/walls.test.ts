import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Cluster,
  keeperOf,
  type ProvisioningPlan,
  provision,
  type Role,
  withRole,
} from '../../../platform/postgres/index.ts';
import { refusalOf, running, sql, temporaryFolder } from './support.ts';

const FORBIDDEN = '42501';

const role = (user: string): Role => ({ user, password: `password of ${user}` });
const planOf = (prefix: string): ProvisioningPlan => ({
  databases: ['north', 'south'].map((name) => ({
    name: `${prefix}_${name}`,
    owner: role(`${prefix}_${name}_owner`),
    runtime: role(`${prefix}_${name}_runtime`),
    ...(name === 'south' ? { keeper: keeperOf(`${prefix}_south`) } : {}),
  })),
  reader: role(`${prefix}_reader`),
});

const folder = await temporaryFolder();
let cluster: Cluster & AsyncDisposable;
beforeAll(async () => {
  cluster = await running(folder.path);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const url = (user: string, database: string) => cluster.url(role(user), database);

/** Everything that follows must hold on our own server, and on one where the admin is not a superuser. */
describe.each([
  ['a superuser', 'own', async () => cluster.adminUrl],
  [
    'an admin with CREATEDB and CREATEROLE',
    'foreign "odd"',
    async () => {
      await sql(
        cluster.adminUrl,
        `CREATE ROLE admin LOGIN CREATEDB CREATEROLE PASSWORD 'secret'; GRANT CONNECT ON DATABASE postgres TO admin`,
      );
      return cluster.url({ user: 'admin', password: 'secret' }, 'postgres');
    },
  ],
])('walls put up by %s', (_, prefix, adminUrl) => {
  const north = `${prefix}_north`;
  const owner = () => url(`${north}_owner`, north);
  const runtime = () => url(`${north}_runtime`, north);
  const reader = () => url(`${prefix}_reader`, north);

  let admin: string;
  beforeAll(async () => {
    admin = await adminUrl();
    const plan = planOf(prefix);
    // Two processes start at once; only one of them creates.
    const results = await Promise.all([provision(admin, plan), provision(admin, plan)]);
    expect(results.flatMap((result) => result.created).sort()).toEqual([`${prefix}_north`, `${prefix}_south`]);
    await sql(
      owner(),
      `CREATE EXTENSION pg_trgm;
       CREATE TABLE things (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number serial, name text);
       CREATE TABLE insert_only (name text);
       CREATE VIEW names AS SELECT name FROM things;
       CREATE SCHEMA private; CREATE TABLE private.secrets AS SELECT 1 AS secret;
       REVOKE UPDATE, DELETE ON insert_only FROM "${`${north}_runtime`.replaceAll('"', '""')}"`,
    );
    // A later start finds all of it and changes nothing of what migrations decided.
    expect(await provision(admin, plan)).toEqual({ created: [] });
  });

  test('the runtime role reads and writes the rows of the tables that the owner made', async () => {
    await sql(runtime(), `INSERT INTO things (name) VALUES ('old'), ('gone')`);
    await sql(runtime(), `UPDATE things SET name = 'new' WHERE name = 'old'; DELETE FROM things WHERE name = 'gone'`);
    expect(
      await sql(runtime(), 'SELECT id, number, name, similarity(name, $1) AS likeness FROM things', ['new']),
    ).toEqual([{ id: 1, number: 1, name: 'new', likeness: 1 }]);
  });

  test('what a migration took from the runtime role stays taken', async () => {
    await sql(runtime(), `INSERT INTO insert_only VALUES ('kept')`);
    expect(await refusalOf(runtime(), 'DELETE FROM insert_only')).toBe(FORBIDDEN);
    expect(await refusalOf(runtime(), `UPDATE insert_only SET name = 'changed'`)).toBe(FORBIDDEN);
  });

  test.each([
    'CREATE TABLE mine (id int)',
    'CREATE TEMP TABLE mine (id int)',
    'CREATE SCHEMA mine',
    'CREATE FUNCTION mine() RETURNS int LANGUAGE sql RETURN 1',
    'CREATE TYPE mine AS ENUM ()',
    'CREATE EXTENSION pgcrypto',
    'CREATE ROLE mine',
    'CREATE DATABASE mine',
    'CREATE INDEX ON things (name)',
    'ALTER TABLE things ADD COLUMN mine int',
    'ALTER TABLE things DISABLE TRIGGER ALL',
    'ALTER SCHEMA public RENAME TO mine',
    `COMMENT ON TABLE things IS 'mine'`,
    'DROP TABLE things',
    'DROP SCHEMA public CASCADE',
    'DROP EXTENSION pg_trgm',
    'TRUNCATE things',
    'SELECT * FROM private.secrets',
    'SET ROLE postgres',
  ])('the runtime role is refused %s', async (statement) => {
    expect(await refusalOf(runtime(), statement)).toBe(FORBIDDEN);
  });

  test('the runtime role owns nothing, cannot pass on what it has, and cannot become its owner', async () => {
    await sql(runtime(), `GRANT SELECT ON things TO PUBLIC`); // only a warning
    expect(await refusalOf(reader(), `INSERT INTO things (name) VALUES ('x')`)).toBe(FORBIDDEN);
    expect(
      await sql(
        owner(),
        `SELECT relacl::text LIKE '%,=r/%' OR relacl::text LIKE '{=r/%' AS open FROM pg_class WHERE relname = 'things'`,
      ),
    ).toEqual([{ open: false }]);
    expect(await refusalOf(runtime(), `SET ROLE "${`${north}_owner`.replaceAll('"', '""')}"`)).toBe(FORBIDDEN);
    expect(
      await refusalOf(runtime(), `ALTER DATABASE "${north.replaceAll('"', '""')}" SET search_path = private`),
    ).toBe(FORBIDDEN);
    expect(await sql(owner(), `SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) LIKE '%runtime'`)).toEqual(
      [],
    );
  });

  test.each(['_north_owner', '_north_runtime'])('the role …%s connects to no database but its own', async (user) => {
    expect(await refusalOf(url(`${prefix}${user}`, north), 'SELECT 1')).toBe('allowed');
    for (const database of [`${prefix}_south`, 'postgres', 'template1']) {
      expect([database, await refusalOf(url(`${prefix}${user}`, database), 'SELECT 1')]).toEqual([database, FORBIDDEN]);
    }
  });

  test('the reader reads all of every database and changes nothing', async () => {
    expect(await sql(reader(), 'SELECT secret FROM private.secrets')).toEqual([{ secret: 1 }]);
    expect(await sql(reader(), 'SELECT last_value FROM things_id_seq')).toHaveLength(1);
    expect(await refusalOf(reader(), 'SELECT * FROM things, insert_only, names')).toBe('allowed');
    expect(await refusalOf(url(`${prefix}_reader`, `${prefix}_south`), 'SELECT 1')).toBe('allowed');
    expect(await refusalOf(url(`${prefix}_reader`, 'postgres'), 'SELECT 1')).toBe(FORBIDDEN);
    for (const statement of ['DELETE FROM things', 'CREATE TABLE mine (id int)', 'CREATE TEMP TABLE mine (id int)']) {
      expect(await refusalOf(reader(), statement)).toBe(FORBIDDEN);
    }
  });

  test('what the owner hands over to the keeper it can change no more, nor drop; it goes on beside it', async () => {
    const south = `${prefix}_south`;
    const southOwner = url(`${south}_owner`, south);
    const insider = url(`${south}_runtime`, south);
    await sql(southOwner, `CREATE TABLE kept (name text); CREATE TABLE own (name text)`);
    await sql(southOwner, `SELECT keeping.take('kept'::regclass)`);
    for (const user of [southOwner, insider]) {
      await sql(user, `INSERT INTO kept VALUES ('added')`);
      for (const statement of [
        'TRUNCATE kept',
        'DROP TABLE kept',
        'DROP SCHEMA public CASCADE',
        'ALTER TABLE kept ADD x int',
      ]) {
        expect([statement, await refusalOf(user, statement)]).toEqual([statement, FORBIDDEN]);
      }
      for (const statement of [`SET ROLE "${keeperOf(south).replaceAll('"', '""')}"`, 'SELECT keeping.open()']) {
        expect([statement, await refusalOf(user, statement)]).toEqual([statement, FORBIDDEN]);
      }
    }
    expect(await refusalOf(insider, `SELECT keeping.give_back('kept'::regclass)`)).toBe(FORBIDDEN);
    await sql(southOwner, `DROP TABLE own; SELECT keeping.give_back('kept'::regclass)`);
    await sql(southOwner, `TRUNCATE kept; SELECT keeping.take('kept'::regclass); SELECT keeping.close()`);
    expect(await refusalOf(southOwner, `SELECT keeping.give_back('kept'::regclass)`)).toBe(FORBIDDEN);
    expect(await provision(admin, planOf(prefix))).toEqual({ created: [] });
    expect(await refusalOf(southOwner, 'TRUNCATE kept')).toBe(FORBIDDEN);
    expect(await refusalOf(southOwner, 'CREATE TABLE another (name text)')).toBe('allowed');
  });

  test('a new password replaces the old one at the next provisioning', async () => {
    const plan = planOf(prefix);
    const changed = { ...plan, reader: { user: `${prefix}_reader`, password: `neither ' nor \\ nor µ hurts` } };
    const admin = prefix === 'own' ? cluster.adminUrl : cluster.url({ user: 'admin', password: 'secret' }, 'postgres');
    await provision(admin, changed);
    expect(await refusalOf(reader(), 'SELECT 1')).toBe('28P01');
    expect(await refusalOf(withRole(cluster.adminUrl, changed.reader, north), 'SELECT 1')).toBe('allowed');
    await provision(admin, plan);
  });
});

test('on our own server no role makes large objects', async () => {
  await provision(cluster.adminUrl, planOf('objects'));
  expect(await refusalOf(url('objects_north_runtime', 'objects_north'), 'SELECT lo_create(0)')).toBe(FORBIDDEN);
});

test('a role that is more than a role to log in with is refused and left alone', async () => {
  await sql(cluster.adminUrl, `CREATE ROLE chief SUPERUSER LOGIN PASSWORD 'as it was'`);
  const plan = { databases: [{ name: 'chiefs', owner: role('chief'), runtime: role('chiefs_runtime') }] };
  await expect(provision(cluster.adminUrl, plan)).rejects.toMatchObject({
    code: 'PROVISIONING_REFUSED',
    message: 'The database role chief exists and may do more than log in; name another role, or take its rights away.',
  });
  expect(await refusalOf(cluster.url({ user: 'chief', password: 'as it was' }, 'postgres'), 'SELECT 1')).toBe(
    'allowed',
  );
});

test("somebody else's database of the same name is refused and left alone", async () => {
  await sql(cluster.adminUrl, 'CREATE DATABASE taken');
  const plan = { databases: [{ name: 'taken', owner: role('taken_owner'), runtime: role('taken_runtime') }] };
  await expect(provision(cluster.adminUrl, plan)).rejects.toMatchObject({
    code: 'PROVISIONING_REFUSED',
    message: 'The database taken exists and belongs to postgres, not to taken_owner; name another one.',
  });
});

test('a server that does not let us in is named without the password', async () => {
  const wrong = withRole(cluster.adminUrl, { user: 'postgres', password: 'guessed' }, 'postgres');
  const error = await provision(wrong, { databases: [] }).catch((caught) => caught);
  expect(error).toMatchObject({
    code: 'PROVISIONING_REFUSED',
    message: expect.stringContaining('does not let postgres into postgres'),
  });
  expect(error.message).not.toContain('guessed');
});
