import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** A client that had its last answer this long ago is not about to send the next question. */
const QUIET_MS = 2_000;
const LOOK_EVERY_MS = 50;

type Use = { busy: number; quietSince: number };

/**
 * `server.close()` cuts idle keep-alive connections at once, and with them a question that is on its way: its client
 * sees a reset although the server was still there to answer. Here only connections are cut that have been quiet for
 * a while; whatever comes on the others is answered, with `Connection: close`.
 */
export function lingerOnClose(server: Server): void {
  const uses = new Map<Socket, Use>();
  // Behind TLS requests know the socket that is decrypted, which is another one.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    uses.set(socket, { busy: 0, quietSince: performance.now() });
    socket.once('close', () => uses.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const use = uses.get(socket);
    if (use !== undefined) {
      use.busy++;
      response.once('close', () => {
        use.busy--;
        use.quietSince = performance.now();
      });
    }
  });
  const cutQuiet = (): void => {
    for (const [socket, { busy, quietSince }] of uses) {
      if (busy === 0 && performance.now() - quietSince >= QUIET_MS) {
        socket.destroy();
      }
    }
    if (uses.size > 0) {
      // After the poll phase: what has arrived in the meantime has been read.
      setTimeout(() => setImmediate(cutQuiet), LOOK_EVERY_MS);
    }
  };
  server.closeIdleConnections = cutQuiet;
}
