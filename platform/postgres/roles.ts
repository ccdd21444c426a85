import { type Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import { StartupError } from '../errors/startup-error.ts';
import type { Role } from './database-url.ts';
import { scramSecret } from './scram.ts';

type Found = { readonly name: string; readonly powerful: boolean };

/**
 * Creates the roles that are missing and gives all of them their password. None may do more than log in.
 *
 * A role that is there with more rights (a superuser's name in a database URL, say) is left as it is and refused: taking its
 * rights away could lock somebody out of a server that is not ours.
 *
 * @param inherit whether they use the rights of roles that they are made members of.
 * @throws StartupError `PROVISIONING_REFUSED`.
 */
export const ensureRoles = async (
  admin: Client,
  roles: readonly Role[],
  { inherit }: { inherit: boolean },
): Promise<void> => {
  const { rows } = await admin.query<Found>(
    `SELECT rolname AS name, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS powerful
       FROM pg_roles WHERE rolname = ANY ($1)`,
    [roles.map((role) => role.user)],
  );
  const found = new Map(rows.map((row) => [row.name, row]));
  for (const role of roles) {
    if (found.get(role.user)?.powerful) {
      throw refused(
        `The database role ${role.user} exists and may do more than log in; name another role, or take its rights away.`,
      );
    }
  }
  const secrets = await Promise.all(roles.map(async (role) => (await scramSecret(role.password)) ?? role.password));
  for (const [index, role] of roles.entries()) {
    const name = escapeIdentifier(role.user);
    const login = `LOGIN PASSWORD ${escapeLiteral(secrets[index] ?? '')}`;
    const rights = `NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS ${inherit ? 'INHERIT' : 'NOINHERIT'}`;
    const statement = found.has(role.user)
      ? `ALTER ROLE ${name} WITH ${login}`
      : `CREATE ROLE ${name} WITH ${login} ${rights}`;
    await admin.query(statement).catch((error) => {
      if (!(error instanceof DatabaseError) || error.code !== '42501') throw error;
      throw refused(`The database role ${role.user} cannot be made or given its password: ${error.message}.`, error);
    });
  }
};

export const refused = (sentence: string, cause?: unknown): StartupError =>
  new StartupError(sentence, { code: 'PROVISIONING_REFUSED', cause });
