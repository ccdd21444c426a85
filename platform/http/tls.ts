import type { Tls } from '../config/tls.ts';

/** How a server takes connections. */
export type ServerTls = {
  cert: string;
  key: string;
  ca?: string;
  requestCert: boolean;
  rejectUnauthorized: boolean;
  handshakeTimeout: number;
};

/** A connection that never becomes one is not waited for at the end. */
const HANDSHAKE_MS = 10_000;

/** With an authority, nobody gets in without a certificate of it. Undefined where the process has no certificate. */
export function serverTls(tls: Tls | undefined): ServerTls | undefined {
  if (tls?.cert === undefined || tls.key === undefined) {
    return undefined;
  }
  const { cert, key, ca } = tls;
  const mutual = ca !== undefined;
  const authority = mutual ? { ca } : {};
  return { cert, key, ...authority, requestCert: mutual, rejectUnauthorized: mutual, handshakeTimeout: HANDSHAKE_MS };
}

/** As `serverTls`, for clients that have no certificates. */
export function publicTls(tls: Tls | undefined): ServerTls | undefined {
  return tls && serverTls({ ...tls, ca: undefined });
}

/** How connections to other servers of ours are made; no authority: those that Node knows. */
export const clientTls = ({ cert, key, ca }: Tls): { cert?: string; key?: string; ca?: string } => ({
  ...(cert === undefined || key === undefined ? {} : { cert, key }),
  ...(ca === undefined ? {} : { ca }),
});
