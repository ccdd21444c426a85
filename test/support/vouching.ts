import { randomUUID } from 'node:crypto';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import { requested, vouchedFor } from '../../platform/identity/service-tokens/issue.ts';
import {
  type Identity,
  newPrivateKey,
  type PublicIdentity,
  publicText,
  readIdentity,
} from '../../platform/identity/service-tokens/keys.ts';
import { keyTowards } from '../../platform/identity/service-tokens/pair-key.ts';
import { SCHEME } from '../../platform/identity/service-tokens/token.ts';
import { subgraphNames } from '../../schema/subgraphs.ts';
import { TEST_IDENTITY } from './service.ts';

/** A process's identity, and both keys as they stand in variables. */
export type Pair = { text: string; identity: Identity; shown: string };

export function newPair(): Pair {
  const text = newPrivateKey();
  const identity = readIdentity(text) as Identity;
  return { text, identity, shown: publicText(identity.publicKey) };
}

/** Numbers what the tests of a file send. */
const by = randomUUID();
let no = 0;

type Vouching = { at?: number | undefined; caller?: RequestIdentity };

/** What a gateway sends along with a body to a service, for whoever asks; `at` in seconds since 1970. */
export function vouching(
  gateway: Identity,
  service: PublicIdentity,
  name: string,
  body: string,
  { at = Math.floor(Date.now() / 1000), caller = TEST_IDENTITY }: Vouching = {},
): string {
  no += 1;
  const vouched = vouchedFor(keyTowards(gateway, service, name), name, by, caller);
  return SCHEME + requested(vouched, { no, at, id: caller.requestId }, body);
}

/** Asks a service as a gateway does. */
export async function askService(url: string, name: string, gateway: Pair, service: Pair, query: string) {
  const body = JSON.stringify({ query });
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: vouching(gateway.identity, service.identity.publicKey, name, body),
    },
    body,
  });
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
  return { status: response.status, ...((await response.json()) as { data: any; errors?: unknown[] }) };
}

/** Public keys of services that a service sends events to, or gets them from. */
export const peerKeys = (): Record<string, string> =>
  Object.fromEntries(subgraphNames.map((name) => [`${name.toUpperCase()}_PUBLIC_KEY`, newPair().shown]));

/** A service that runs alone, and the one gateway that it knows. */
export function knownGateway(name: string) {
  const [gateway, service] = [newPair(), newPair()];
  return {
    env: { SERVICE_IDENTITY_KEY: service.text, GATEWAY_PUBLIC_KEYS: gateway.shown, ...peerKeys() },
    ask: (url: string, query: string) => askService(url, name, gateway, service, query),
  };
}
