import { createSecretKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import type { Identity, PublicIdentity } from './keys.ts';

/** The key that a gateway and one subgraph have between them. Both work it out, each from its own private key. */
export type PairKey = { id: string; key: KeyObject };

const KEY_BYTES = 32;
const PURPOSE = 'nanopore service token 1';

/** As the gateway has it. The subgraph's name is in the key: services of one process share an identity, but no key. */
export const keyTowards = (gateway: Identity, subgraph: PublicIdentity, name: string): PairKey =>
  pairKey(
    diffieHellman({ privateKey: gateway.privateKey, publicKey: subgraph.key }),
    gateway.publicKey,
    subgraph,
    name,
  );

/** As the subgraph has it. */
export const keyFrom = (gateway: PublicIdentity, subgraph: Identity, name: string): PairKey =>
  pairKey(
    diffieHellman({ privateKey: subgraph.privateKey, publicKey: gateway.key }),
    gateway,
    subgraph.publicKey,
    name,
  );

function pairKey(shared: Buffer, gateway: PublicIdentity, subgraph: PublicIdentity, name: string): PairKey {
  // RFC 7748, 6.1: the public keys go into the derivation, for several of them may give one shared secret.
  const info = Buffer.concat([Buffer.from(`${PURPOSE}\0`), gateway.bytes, subgraph.bytes, Buffer.from(name)]);
  const bytes = hkdfSync('sha256', shared, Buffer.alloc(0), info, KEY_BYTES);
  return { id: `${gateway.id}-${subgraph.id}`, key: createSecretKey(Buffer.from(bytes)) };
}
