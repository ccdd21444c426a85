import type { FastifyInstance } from 'fastify';
import { StartupError } from '../errors/startup-error.ts';

/** Where a server wants to listen. `mayMove`: a default that is taken gives way to the next free port. */
export type Address = { host: string; port: number; variable: string; mayMove: boolean };

/** IPv6 addresses stand in brackets in a URL. */
export const httpUrl = (host: string, port: number, path = '', secure = false): string =>
  `http${secure ? 's' : ''}://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;

const MOST_TRIES = 100;

/** Listens, and returns the port it got. Port 0 takes a free one. */
export async function listen(fastify: FastifyInstance, address: Address): Promise<number> {
  const last = address.mayMove && address.port !== 0 ? address.port + MOST_TRIES : address.port;
  for (let port = address.port; ; port++) {
    try {
      await fastify.listen({ host: address.host, port });
      return (fastify.server.address() as { port: number }).port;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && port < last) {
        continue;
      }
      throw new StartupError(sentence(address, code), { cause: error });
    }
  }
}

function sentence({ host, port, variable }: Address, code: string | undefined): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: stop what listens there, or set ${variable} to another port (0 takes a free one).`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user: set ${variable} to a port above 1023.`;
    default:
      return `Cannot listen on ${host}:${port} (${code ?? 'unknown reason'}): check HOST and ${variable}.`;
  }
}
