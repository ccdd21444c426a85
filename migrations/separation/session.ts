import type { Client } from 'pg';

/** What every connection of the separation sets, so that texts are the same wherever they are printed. */
export const SETTINGS = [
  `set timezone = 'UTC'`,
  `set datestyle = 'ISO, YMD'`,
  `set intervalstyle = 'postgres'`,
  `set bytea_output = 'hex'`,
  `set extra_float_digits = 1`,
  `set xmloption = 'content'`,
  `set lc_monetary = 'C'`,
  `set statement_timeout = 0`,
  `set idle_in_transaction_session_timeout = 0`,
  `set client_connection_check_interval = '1s'`,
  `set search_path = public`,
  `set row_security = off`,
  `set client_min_messages = warning`,
].join(';');

/** One side of the separation: where it is, and how connections to it are made. */
export type Server = {
  /** `source`, or the name of a service. */
  name: string;
  /** A new connection with the separation's settings. The caller ends it. Errors are StartupErrors, without URLs. */
  connect(): Promise<Client>;
};

/** Everything a verb works with. `owner` connections own what they write. */
export type Servers = {
  source: Server;
  /** By name of the service, as the owner of its database. */
  targets: ReadonlyMap<string, Server>;
  /** Role that the service runs as, by name of the service. */
  runtimeRoles: ReadonlyMap<string, string>;
};
