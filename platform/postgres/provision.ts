import { Client, escapeIdentifier } from 'pg';
import { type Role, withRole } from './database-url.ts';
import { ensureKeeper, hasKeeping, isKept, type KeptPlan, keeping } from './keeper.ts';
import { ensureRoles, refused } from './roles.ts';

export type DatabasePlan = {
  readonly name: string;
  /** Owns the database and all that migrations make in it. */
  readonly owner: Role;
  /** Reads and writes rows of the owner's tables in schema public; owns nothing, makes nothing. */
  readonly runtime: Role;
  /** A role that nobody logs in as: what the owner hands over to it, the owner can change no more. */
  readonly keeper?: string;
};

export type ProvisioningPlan = {
  readonly databases: readonly DatabasePlan[];
  /** Reads everything in all of the databases, and changes nothing. */
  readonly reader?: Role;
};

type Admin = { readonly client: Client; readonly name: string; readonly superuser: boolean; readonly version: number };

/** PostgreSQL 15 is the first in which the owner of a database, and not the superuser, may decide over its schema public. */
const OLDEST = 150_000;
const LOCK = 7_305_604_411_210_498;

/**
 * Makes what is missing of a plan's roles and databases, and puts up the walls between them; may be repeated at every start, and
 * by several processes at once. It never touches other databases of the server, nor what migrations granted or revoked
 * on single tables: tables that the owner makes from now on are open to the runtime role by default privileges.
 *
 * @param adminUrl a superuser, or a role with CREATEDB and CREATEROLE.
 * @returns the databases that were created and are empty therefore.
 * @throws StartupError `PROVISIONING_REFUSED` in one sentence.
 */
export const provision = async (adminUrl: string, plan: ProvisioningPlan): Promise<{ created: string[] }> => {
  const client = await connect(adminUrl);
  try {
    const admin = await introduce(client);
    await client.query(`SET lock_timeout = '60s'`);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]); // ends with the connection

    const workers = plan.databases.flatMap((database) => [database.owner, database.runtime]);
    await ensureRoles(client, workers, { inherit: false });
    for (const { keeper } of plan.databases.filter(isKept)) await ensureKeeper(client, keeper);
    if (plan.reader) await ensureRoles(client, [plan.reader], { inherit: true });
    if (plan.reader && admin.superuser)
      await client.query(`GRANT pg_read_all_data TO ${escapeIdentifier(plan.reader.user)}`);

    const created = await createMissing(admin, plan.databases);
    await Promise.all(plan.databases.map((database) => putUpWalls(adminUrl, admin, database, plan.reader)));
    return { created };
  } finally {
    await client.end();
  }
};

const connect = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // the statement under way rejects with it
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { host, user, database } = client;
    throw refused(
      `The database server at ${host} does not let ${user} into ${database}: ${(cause as Error).message}.`,
      cause,
    );
  }
};

const introduce = async (client: Client): Promise<Admin> => {
  const { rows } = await client.query<Omit<Admin, 'client'>>(
    `SELECT rolname AS name, rolsuper AS superuser, current_setting('server_version_num')::int AS version
       FROM pg_roles WHERE rolname = current_user`,
  );
  const admin = { client, ...(rows[0] as Omit<Admin, 'client'>) };
  if (admin.version < OLDEST) throw refused('The database server is too old: PostgreSQL 15 or newer is needed.');
  return admin;
};

const createMissing = async (
  { client, superuser, version }: Admin,
  plans: readonly DatabasePlan[],
): Promise<string[]> => {
  const { rows } = await client.query<{ name: string; owner: string }>(
    'SELECT datname AS name, pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = ANY ($1)',
    [plans.map((plan) => plan.name)],
  );
  const owners = new Map(rows.map((row) => [row.name, row.owner]));
  const created: string[] = [];
  for (const { name, owner } of plans) {
    const present = owners.get(name);
    if (present === owner.user) continue;
    if (present !== undefined)
      throw refused(`The database ${name} exists and belongs to ${present}, not to ${owner.user}; name another one.`);
    const ownerName = escapeIdentifier(owner.user);
    // Whoever is not a superuser may give a database only to a role that it could become.
    if (!superuser)
      await client.query(`GRANT ${ownerName} TO CURRENT_USER${version >= 160_000 ? ' WITH SET TRUE' : ''}`);
    // template0: what an administrator put into template1 is none of ours.
    await client.query(
      `CREATE DATABASE ${escapeIdentifier(name)} OWNER ${ownerName} TEMPLATE template0 ENCODING 'UTF8'`,
    );
    created.push(name);
  }
  return created;
};

/** Works inside the database: as the superuser, or else as its owner, for an admin without rights there could not enter. */
const putUpWalls = async (
  adminUrl: string,
  admin: Admin,
  plan: DatabasePlan,
  reader: Role | undefined,
): Promise<void> => {
  const inside = await connect(
    admin.superuser ? databaseUrl(adminUrl, plan.name) : withRole(adminUrl, plan.owner, plan.name),
  );
  try {
    const ownsSchema = !(isKept(plan) && (await hasKeeping(inside)));
    await inside.query(walls(plan, reader, ownsSchema)); // several statements without parameters are one transaction
    if (isKept(plan)) await installKeeper(admin, inside, plan);
    if (reader && !admin.superuser) await inside.query(readingByGrants(plan, reader));
    if (admin.superuser) await inside.query(NO_LARGE_OBJECTS);
  } finally {
    await inside.end();
  }
};

/** Who makes the keeper's things must be able to become it; from then on it is the keeper that may do what the owner may. */
const installKeeper = async (admin: Admin, inside: Client, plan: KeptPlan): Promise<void> => {
  const [owner, keeper] = [plan.owner.user, plan.keeper].map(escapeIdentifier);
  if (!(await hasKeeping(inside))) {
    if (!admin.superuser) await admin.client.query(`GRANT ${keeper} TO ${owner}`);
    await inside.query(keeping(plan));
  }
  const { rows } = await admin.client.query(
    `SELECT FROM pg_auth_members WHERE roleid = $1::regrole AND member = $2::regrole`,
    [keeper, owner],
  );
  if (rows.length > 0) await admin.client.query(`REVOKE ${keeper} FROM ${owner}`);
  await admin.client.query(`GRANT ${owner} TO ${keeper}`);
};

const databaseUrl = (adminUrl: string, database: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
};

const walls = (plan: DatabasePlan, reader: Role | undefined, ownsSchema: boolean): string => {
  const [database, owner, runtime] = [plan.name, plan.owner.user, plan.runtime.user].map(escapeIdentifier);
  const guests = [runtime, ...(reader ? [escapeIdentifier(reader.user)] : [])].join(', ');
  return `
    REVOKE ALL ON DATABASE ${database} FROM PUBLIC, ${guests};
    GRANT CONNECT ON DATABASE ${database} TO ${guests};
    ${ownsSchema ? `ALTER SCHEMA public OWNER TO ${owner};` : ''}
    REVOKE ALL ON SCHEMA public FROM PUBLIC, ${guests};
    GRANT USAGE ON SCHEMA public TO ${guests};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${runtime};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${runtime};`;
};

/** Only a superuser can hand out `pg_read_all_data`; without one the owner shows the reader each thing that it makes. */
const readingByGrants = (plan: DatabasePlan, reader: Role): string => {
  const [owner, name] = [plan.owner.user, reader.user].map(escapeIdentifier);
  return `
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT USAGE ON SCHEMAS TO ${name};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT ON TABLES TO ${name};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT ON SEQUENCES TO ${name};
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${name};
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name};`;
};

/** Anybody may make large objects, which no schema holds and no wall keeps out, unless the functions are closed. */
const NO_LARGE_OBJECTS = `
  REVOKE EXECUTE ON FUNCTION pg_catalog.lo_create(oid), pg_catalog.lo_creat(integer), pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC`;
