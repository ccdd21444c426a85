import type { Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import { buildConnector } from 'undici';
import type { Tls } from '../config/tls.ts';
import { clientTls, type ServerTls } from './tls.ts';

/** The certificates of a process while it runs. */
export type LiveTls = {
  current(): Tls | undefined;
  /** Others from now on, for new connections; those that are open end as they began. Without any, the last ones stay. */
  use(next: Tls | undefined): void;
  /** Has a server show them, too. */
  shownBy(server: Server, as: (tls: Tls) => ServerTls | undefined): void;
};

export function liveTls(first: Tls | undefined): LiveTls {
  let tls = first;
  const servers: (() => void)[] = [];
  return {
    current: () => tls,
    use: (next) => {
      // Whether a server is encrypted is decided when it is made.
      if (next !== undefined && tls !== undefined) {
        tls = next;
        for (const show of servers) {
          show();
        }
      }
    },
    shownBy: (server, as) => {
      servers.push(() => {
        const shown = tls && as(tls);
        if (server instanceof TlsServer && shown !== undefined) {
          const { cert, key, ca } = shown;
          server.setSecureContext({ cert, key, ...(ca === undefined ? {} : { ca }) });
        }
      });
    },
  };
}

/** How connections to other servers of ours are made, with the certificates of the moment. */
export function connecting(timeout: number, live: LiveTls | undefined): buildConnector.connector {
  const made = (tls: Tls | undefined) => buildConnector({ timeout, ...(tls && clientTls(tls)) });
  let madeOf = live?.current();
  let connector = made(madeOf);
  return (options, callback) => {
    const tls = live?.current();
    if (tls !== madeOf) {
      madeOf = tls;
      connector = made(tls);
    }
    connector(options, callback);
  };
}
