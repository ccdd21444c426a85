import { type Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import type { DatabasePlan } from './provision.ts';
import { refused } from './roles.ts';

/** A database whose owner hands some of its things over for good. */
export type KeptPlan = DatabasePlan & { readonly keeper: string };

export const isKept = (plan: DatabasePlan): plan is KeptPlan => plan.keeper !== undefined;

/** The role that keeps what the owner of a database hands over; it belongs to that database alone. */
export const keeperOf = (database: string): string => `${database}_keeper`;

/** What can be handed over, and how SQL calls it. */
const KINDS = [
  ['regclass', 'TABLE'],
  ['regprocedure', 'FUNCTION'],
  ['regnamespace', 'SCHEMA'],
] as const;

/** For a superuser inside a database that was provisioned by hand: makes its keeper. */
export const keeperScript = (plan: KeptPlan): string => {
  const [owner, keeper] = [plan.owner.user, plan.keeper].map(escapeIdentifier);
  const lines = keeping(plan)
    .split('\n')
    .map((line) => line.replace(/^ {4}/, ''))
    .filter((line) => line.trim() !== '');
  return [`CREATE ROLE ${keeper} NOLOGIN INHERIT;`, ...lines, `GRANT ${owner} TO ${keeper};`].join('\n');
};

/** Nobody logs in as a keeper, and a role that somebody does log in as is none. */
export async function ensureKeeper(admin: Client, keeper: string): Promise<void> {
  const { rows } = await admin.query<{ powerful: boolean }>(
    `SELECT rolcanlogin OR rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS powerful
       FROM pg_roles WHERE rolname = $1`,
    [keeper],
  );
  if (rows[0]?.powerful) {
    throw refused(`The database role ${keeper} exists and may log in or do more; name the database differently.`);
  }
  if (rows.length === 0) {
    await admin.query(`CREATE ROLE ${escapeIdentifier(keeper)} NOLOGIN INHERIT`).catch((error) => {
      if (!(error instanceof DatabaseError) || error.code !== '42501') throw error;
      throw refused(`The database role ${keeper} cannot be made: ${error.message}.`, error);
    });
  }
}

export const hasKeeping = async (inside: Client): Promise<boolean> =>
  (await inside.query(`SELECT FROM pg_namespace WHERE nspname = 'keeping'`)).rows.length > 0;

/**
 * SQL for whoever may become the keeper, inside the database: from here on the schema public is the keeper's, in which the
 * owner goes on making things. An owner of the schema could drop what it does not own.
 *
 * While the door is open, the owner hands things over (`keeping.take`) and gets them back (`keeping.give_back`). It is
 * closed by whoever works with the database (`keeping.close`), and opened again by an administrator alone (`keeping.open`).
 */
export const keeping = ({ name: database, owner, runtime, keeper: name }: KeptPlan): string => {
  const [keeper, ownerName, runtimeName] = [name, owner.user, runtime.user].map(escapeIdentifier);
  const definer = (text: string): string => `
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ DECLARE lent boolean := false; BEGIN ${text} END $$`;
  // Who is to own a table must be allowed to make tables where it stands.
  const schemaOf = `(SELECT relnamespace::regnamespace FROM pg_class WHERE oid = thing)`;
  const lendSchema = `
      IF NOT has_schema_privilege(${escapeLiteral(owner.user)}, ${schemaOf}::oid, 'CREATE') THEN
        EXECUTE format('GRANT CREATE ON SCHEMA %s TO %I', ${schemaOf}, ${escapeLiteral(owner.user)});
        lent := true;
      END IF;`;
  const takeSchemaBack = `
      IF lent THEN
        EXECUTE format('REVOKE CREATE ON SCHEMA %s FROM %I', ${schemaOf}, ${escapeLiteral(owner.user)});
      END IF;`;
  const handOver = ([type, kind]: readonly [string, string]): string => `
    CREATE FUNCTION keeping.take(thing ${type}) RETURNS void ${definer(`
      PERFORM keeping.insist_open();
      EXECUTE format('ALTER ${kind} %s OWNER TO %I', thing, ${escapeLiteral(name)});
      ${type === 'regclass' ? `EXECUTE format('GRANT SELECT, INSERT ON TABLE %s TO %I', thing, ${escapeLiteral(owner.user)});` : ''}
      ${type === 'regnamespace' ? `EXECUTE format('GRANT USAGE ON SCHEMA %s TO %I', thing, ${escapeLiteral(owner.user)});` : ''}`)};
    CREATE FUNCTION keeping.give_back(thing ${type}) RETURNS void ${definer(`
      PERFORM keeping.insist_open();
      ${type === 'regclass' ? lendSchema : ''}
      EXECUTE format('ALTER ${kind} %s OWNER TO %I', thing, ${escapeLiteral(owner.user)});
      ${type === 'regclass' ? takeSchemaBack : ''}
      -- Waiting for whoever closes the door, this may have come to it too late.
      PERFORM keeping.insist_open();`)};`;
  return `
    BEGIN;
    GRANT CREATE ON DATABASE ${escapeIdentifier(database)} TO ${keeper};
    CREATE SCHEMA keeping AUTHORIZATION ${keeper};
    ALTER SCHEMA public OWNER TO ${keeper};
    SET LOCAL ROLE ${keeper};
    GRANT ALL ON SCHEMA public TO ${ownerName} WITH GRANT OPTION;
    CREATE TABLE keeping.door (closed_at timestamptz);
    INSERT INTO keeping.door VALUES (NULL);
    CREATE FUNCTION keeping.is_open() RETURNS boolean ${definer('RETURN (SELECT closed_at IS NULL FROM keeping.door);')};
    CREATE FUNCTION keeping.insist_open() RETURNS void ${definer(`
      IF NOT keeping.is_open() THEN
        RAISE EXCEPTION 'the keeper gives and takes nothing any more: an administrator has to open its door first'
          USING ERRCODE = 'insufficient_privilege', HINT = 'As an administrator: SELECT keeping.open()';
      END IF;`)};
    CREATE FUNCTION keeping.close() RETURNS void ${definer('UPDATE keeping.door SET closed_at = now() WHERE closed_at IS NULL;')};
    CREATE FUNCTION keeping.open() RETURNS void ${definer('UPDATE keeping.door SET closed_at = NULL;')};
    ${KINDS.map(handOver).join('')}
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA keeping FROM PUBLIC;
    GRANT SELECT ON keeping.door TO ${ownerName};
    GRANT USAGE ON SCHEMA keeping TO ${ownerName}, ${runtimeName};
    GRANT EXECUTE ON FUNCTION keeping.is_open(), keeping.close() TO ${ownerName}, ${runtimeName};
    GRANT EXECUTE ON FUNCTION ${KINDS.flatMap(([type]) => [`keeping.take(${type})`, `keeping.give_back(${type})`]).join(', ')}
      TO ${ownerName};
    COMMIT;`;
};
