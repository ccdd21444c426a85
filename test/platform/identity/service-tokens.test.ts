import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { ANONYMOUS, EVERY_SCOPE, type RequestIdentity } from '../../../platform/identity/actor.ts';
import { hmac, hmacKey } from '../../../platform/identity/service-tokens/hmac.ts';
import { createTokenIssuer, requested, vouchedFor } from '../../../platform/identity/service-tokens/issue.ts';
import {
  type Identity,
  newPrivateKey,
  publicText,
  readIdentity,
  readPublicIdentity,
} from '../../../platform/identity/service-tokens/keys.ts';
import { keyFrom, keyTowards, type PairKey } from '../../../platform/identity/service-tokens/pair-key.ts';
import {
  callerCode,
  encodedCaller,
  encodedRequest,
  type RequestClaims,
  requestCode,
  requestKey,
  SCHEME,
} from '../../../platform/identity/service-tokens/token.ts';
import {
  createTokenVerifier,
  type TokenVerifier,
  type Vouched,
} from '../../../platform/identity/service-tokens/verify.ts';

const newIdentity = (): Identity => readIdentity(newPrivateKey()) as Identity;

const gateway = newIdentity();
const samples = newIdentity();
const pair = keyTowards(gateway, samples.publicKey, 'samples');
const trust = { identities: [samples], gateways: [gateway.publicKey] };
const NOW = 1_800_000_000;
const MADE = { no: 7, at: NOW };
const BODY = '{"query":"{ samples { nodes { id } } }"}';

const WARD: RequestIdentity = {
  actor: {
    userId: '0195e5a0-0000-7000-8000-000000000001',
    name: 'Zoë 名前 \ud800',
    email: 'zoe@example.org',
    kind: 'person',
    scopes: new Set(['sample:read', 'step:write']),
  },
  requestId: 'ward-1',
  address: '2001:db8::7',
  userAgent: 'Ward browser/1.0 (名前)',
};

/** A token of a gateway. */
const token = (
  by: PairKey,
  service: string,
  identity: RequestIdentity,
  body: string,
  claims: Omit<RequestClaims, 'id'>,
): string => requested(vouchedFor(by, service, 'a gateway', identity), { ...claims, id: identity.requestId }, body);

test.each<[string, RequestIdentity]>([
  ['a person', WARD],
  ['nobody', { actor: ANONYMOUS, requestId: 'r', address: null, userAgent: null }],
  ['who may do everything', { ...WARD, actor: { ...WARD.actor, scopes: EVERY_SCOPE } }],
  [
    'somebody with an account',
    { ...WARD, actor: Object.assign({ account: { issuer: 'i', subject: 's' } }, WARD.actor) },
  ],
])('%s arrives as they set out', (_who, identity) => {
  const sent = token(pair, 'samples', identity, BODY, MADE);
  const vouched = createTokenVerifier('samples', trust).verify(sent, NOW);
  expect(vouched).toMatchObject({ identity, mark: { by: 'a gateway', no: 7 }, madeAt: NOW });
  expect((vouched as Vouched).isFor(Buffer.from(BODY))).toBe(true);
  expect((vouched as Vouched).isFor(Buffer.from(`${BODY} `))).toBe(false);
  expect((vouched as { identity: RequestIdentity }).identity.actor.scopes === EVERY_SCOPE).toBe(
    identity.actor.scopes === EVERY_SCOPE,
  );
});

test('it is good for a minute, give or take the clocks of two machines', () => {
  const { verify } = createTokenVerifier('samples', trust);
  const sent = token(pair, 'samples', WARD, BODY, MADE);
  const at = (seconds: number) => {
    const verdict = verify(sent, NOW + seconds);
    return typeof verdict === 'string' ? verdict : 'good';
  };
  expect([-6, -5, 0, 60, 65, 66, 3600].map(at)).toEqual([
    'from_the_future',
    'good',
    'good',
    'good',
    'good',
    'expired',
    'expired',
  ]);
});

type Changes = { caller?: object; request?: string };

/** Rightly signed, whatever it says. */
function signed({ caller = {}, request = encodedRequest({ ...MADE, id: 'r' }) }: Changes): string {
  const text = `${pair.id}.${encodedCaller({ ...CLAIMS, ...caller } as never)}`;
  return `${text}.${callerCode(pair.key, text)}.${request}.${requestCode(requestKey(pair.key, text), request, BODY)}`;
}

const CLAIMS = {
  iss: 'gateway',
  aud: 'samples',
  by: 'a gateway',
  act: { userId: null, name: 'n', email: null, kind: 'person', scopes: [] },
  address: null,
  agent: null,
};
const requestOf = (text: string): string => Buffer.from(text).toString('base64url');

test.each<[string, Changes, string]>([
  ['as they are', {}, 'object'],
  ['without an issuer', { caller: { iss: undefined } }, 'malformed'],
  ['of another issuer', { caller: { iss: 'samples' } }, 'malformed'],
  ['for another service', { caller: { aud: 'ai' } }, 'other_audience'],
  ['of nobody in particular', { caller: { by: undefined } }, 'malformed'],
  ['without an actor', { caller: { act: null } }, 'malformed'],
  ['with an actor of another kind', { caller: { act: { ...CLAIMS.act, kind: 'admin' } } }, 'malformed'],
  ['with scopes that are a text', { caller: { act: { ...CLAIMS.act, scopes: 'sample:read' } } }, 'malformed'],
  ['with an address that is none', { caller: { address: 7 } }, 'malformed'],
  ['that ended', { request: requestOf(`7 ${NOW - 66} r`) }, 'expired'],
  ['that begin later', { request: requestOf(`7 ${NOW + 3600} r`) }, 'from_the_future'],
  ['without a time', { request: requestOf('7 now r') }, 'malformed'],
  ['without a number', { request: requestOf(`0 ${NOW} r`) }, 'malformed'],
  ['with a number that is none', { request: requestOf(`1.5 ${NOW} r`) }, 'malformed'],
  ['with a number beyond counting', { request: requestOf(`9007199254740993 ${NOW} r`) }, 'malformed'],
  ['without a request', { request: requestOf('r') }, 'malformed'],
])('claims %s, rightly signed: %s', (_what, change, verdict) => {
  const given = createTokenVerifier('samples', trust).verify(signed(change), NOW);
  expect(typeof given === 'string' ? given : typeof given).toBe(verdict);
});

/** What a service makes of a token and the body that comes with it. */
function accepts(verifier: TokenVerifier, sent: string, body = BODY): boolean {
  const given = verifier.verify(sent, NOW);
  return typeof given !== 'string' && given.isFor(Buffer.from(body));
}

test('no letter of it can be changed, whether its caller is known already or not', () => {
  const sent = token(pair, 'samples', WARD, BODY, MADE);
  const knowing = createTokenVerifier('samples', trust);
  expect(accepts(knowing, sent)).toBe(true);
  for (let i = 0; i < sent.length; i += 1) {
    const changed = sent.slice(0, i) + (sent[i] === 'A' ? 'B' : 'A') + sent.slice(i + 1);
    expect(accepts(knowing, changed)).toBe(false);
  }
  const { verify } = createTokenVerifier('samples', trust);
  const [keyId, caller, code, request, last] = sent.split('.') as [string, string, string, string, string];
  for (const text of [
    '',
    '..',
    caller,
    `${keyId}.${caller}`,
    `${keyId}.${caller}.${code}.${request}.`,
    `${sent}.${last}`,
  ]) {
    expect(verify(text, NOW)).toBe('malformed');
  }
  expect(verify(`${keyId}.${caller}.${code}AA.${request}.${last}`, NOW)).toBe('other_key');
  expect(accepts(knowing, `${sent}AA`)).toBe(false);
});

test('the end of one token does not fit the beginning of another one', () => {
  const verifier = createTokenVerifier('samples', trust);
  const technician = token(pair, 'samples', WARD, BODY, MADE);
  const admin = { ...WARD, actor: { ...WARD.actor, scopes: new Set(['config:reveal']) } };
  const other = token(pair, 'samples', admin, '{}', MADE);
  expect([accepts(verifier, technician), accepts(verifier, other, '{}')]).toEqual([true, true]);
  const [, , , ...end] = technician.split('.');
  const mixed = [...other.split('.').slice(0, 3), ...end].join('.');
  expect([accepts(verifier, mixed), accepts(verifier, mixed, '{}')]).toEqual([false, false]);
});

test.each(['', 'x', 'x'.repeat(200), 'Zoë 名前'.repeat(3_000)])('codes are those of HMAC-SHA256: %#', (body) => {
  const bytes = randomBytes(32);
  const expected = createHmac('sha256', bytes).update(`text.${body}`).digest('base64url');
  expect(hmac(hmacKey(bytes), 'text.', body)).toBe(expected);
  expect(hmac(hmacKey(bytes), 'text.', Buffer.from(body))).toBe(expected);
});

test('keys that are withdrawn open nothing for callers who are known', () => {
  const verifier = createTokenVerifier('samples', trust);
  const sent = token(pair, 'samples', WARD, BODY, MADE);
  expect(accepts(verifier, sent)).toBe(true);
  verifier.use({ identities: [samples], gateways: [newIdentity().publicKey] });
  expect(verifier.verify(sent, NOW)).toBe('other_key');
});

test('one caller is one actor, however many requests come', () => {
  const { verify } = createTokenVerifier('samples', trust);
  const [one, other] = [7, 8].map((no) => verify(token(pair, 'samples', WARD, BODY, { no, at: NOW }), NOW) as Vouched);
  expect(one?.identity.actor).toBe(other?.identity.actor);
});

test('another gateway, another service and another key are told apart in the log', () => {
  const { verify } = createTokenVerifier('samples', trust);
  const stranger = keyTowards(newIdentity(), samples.publicKey, 'samples');
  expect(verify(token(stranger, 'samples', WARD, BODY, MADE), NOW)).toBe('other_key');
  const ai = keyTowards(gateway, newIdentity().publicKey, 'ai');
  expect(verify(token(ai, 'ai', WARD, BODY, MADE), NOW)).toBe('other_audience');
  // With the key's name of a pair that is known, and a key that is not.
  expect(verify(token({ ...stranger, id: pair.id }, 'samples', WARD, BODY, MADE), NOW)).toBe('other_key');
});

test('services that share an identity do not share a key', () => {
  const ai = keyTowards(gateway, samples.publicKey, 'ai');
  expect(ai.key.export()).not.toEqual(pair.key.export());
  const sent = token(ai, 'ai', WARD, BODY, MADE);
  expect(createTokenVerifier('ai', trust).verify(sent, NOW)).toMatchObject({ identity: WARD });
  expect(createTokenVerifier('samples', trust).verify(sent, NOW)).toBe('other_audience');
});

test('either side works out the same key, which nobody gets from public keys alone', () => {
  expect(keyFrom(gateway.publicKey, samples, 'samples').key.export()).toEqual(pair.key.export());
  const outsider = newIdentity();
  for (const key of [
    keyTowards(outsider, samples.publicKey, 'samples'),
    keyTowards(gateway, outsider.publicKey, 'samples'),
    keyFrom(gateway.publicKey, outsider, 'samples'),
  ]) {
    expect(key.key.export()).not.toEqual(pair.key.export());
  }
});

test('keys are changed while tokens are made and checked', () => {
  const [oldGateway, newGateway, oldSamples, newSamples] = [gateway, newIdentity(), samples, newIdentity()];
  const issuer = createTokenIssuer({ identity: oldGateway, subgraph: () => oldSamples.publicKey });
  const verifier = createTokenVerifier('samples', trust);
  const verdict = () => {
    const sent = issuer.authorize('samples', WARD, BODY) as string;
    const given = verifier.verify(sent.slice(SCHEME.length), Date.now() / 1000);
    return typeof given === 'string' ? given : 'good';
  };
  expect(verdict()).toBe('good');
  verifier.use({ identities: [oldSamples], gateways: [oldGateway.publicKey, newGateway.publicKey] });
  expect(verdict()).toBe('good');
  issuer.use({ identity: newGateway, subgraph: () => oldSamples.publicKey });
  expect(verdict()).toBe('good');
  verifier.use({ identities: [newSamples, oldSamples], gateways: [newGateway.publicKey] });
  expect(verdict()).toBe('good');
  issuer.use({ identity: newGateway, subgraph: () => newSamples.publicKey });
  expect(verdict()).toBe('good');
  verifier.use({ identities: [newSamples], gateways: [newGateway.publicKey] });
  expect(verdict()).toBe('good');
  issuer.use({ identity: oldGateway, subgraph: () => newSamples.publicKey });
  expect(verdict()).toBe('other_key');
});

test('a subgraph that no key is known of gets no token, and a gateway without an identity makes none', () => {
  const authorize = (identity: Identity | undefined, name: string) =>
    createTokenIssuer({
      identity,
      subgraph: (asked) => (asked === 'samples' ? samples.publicKey : undefined),
    }).authorize(name, WARD, BODY);
  expect(authorize(gateway, 'reviews')).toBeUndefined();
  expect(authorize(undefined, 'samples')).toBeUndefined();
  expect(authorize(gateway, 'samples')).toMatch(/^Service [0-9a-f]{8}-[0-9a-f]{8}\./);
});

test('an issuer numbers its tokens for each service, and begins anew with other keys', () => {
  const keys = { identity: gateway, subgraph: () => samples.publicKey };
  const issuer = createTokenIssuer(keys);
  const mark = (service = 'samples') => {
    const sent = issuer.authorize(service, WARD, BODY) as string;
    const given = createTokenVerifier(service, trust).verify(sent.slice(SCHEME.length), Date.now() / 1000);
    return (given as Vouched).mark;
  };
  const first = mark();
  expect(mark()).toEqual({ by: first.by, no: first.no + 1 });
  const elsewhere = mark('ai');
  expect([elsewhere.by === first.by, elsewhere.no]).toEqual([false, 1]);
  issuer.use(keys);
  const anew = mark();
  expect([anew.by === first.by, anew.no]).toEqual([false, 1]);
});

test('a key is read as it was printed, and neither kind passes for the other', () => {
  const secret = newPrivateKey();
  const identity = readIdentity(secret) as Identity;
  const shown = publicText(identity.publicKey);
  expect(readPublicIdentity(shown)?.id).toBe(identity.id);
  expect([readIdentity(shown), readPublicIdentity(secret)]).toEqual([undefined, undefined]);
  expect(['', 'AAAA', `${secret}${secret}`, ` ${secret}`].map(readIdentity)).toEqual([...new Array(4)]);
  // Points of a small order: their key with anybody is zero.
  const zero = Buffer.alloc(32);
  const one = Buffer.from([1, ...zero.subarray(1)]);
  expect([zero, one].map((bytes) => readPublicIdentity(`pub:${bytes.toString('base64')}`))).toEqual([
    undefined,
    undefined,
  ]);
});
