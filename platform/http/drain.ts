import type { Server } from 'node:http';

/** How long an idle keep-alive connection may still bring a request that its client had begun to send. */
const LINGER_MS = 250;

/**
 * `server.close()` cuts idle keep-alive connections at once, and with them a request that is on its way: its client
 * sees a reset although the server was still there to answer. Here they get a moment first; whatever arrives in it
 * is answered with `Connection: close`.
 */
export function lingerOnClose(server: Server): void {
  const closeIdleConnections = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {
    setTimeout(closeIdleConnections, LINGER_MS);
  };
}
