/** Who connects. */
export type Role = { readonly user: string; readonly password: string };

/**
 * A connection URL over a Unix socket, as `pg` and MikroORM's `clientUrl` understand it: the folder is the percent-encoded host.
 * The port is part of the socket's file name; it is spelt out because `pg` would otherwise take a PGPORT from the environment.
 */
export const socketUrl = (folder: string, port: number, role: Role, database: string): string =>
  `postgresql://${encodeURIComponent(role.user)}:${encodeURIComponent(role.password)}` +
  `@${encodeURIComponent(folder)}:${port}/${encodeURIComponent(database)}`;

/** The same server, with its TLS and other parameters, for another role and database. */
export const withRole = (url: string, role: Role, database: string): string => {
  const changed = new URL(url);
  changed.username = encodeURIComponent(role.user);
  changed.password = encodeURIComponent(role.password);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
};
