import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CryptoKey, exportSPKI, importJWK } from 'jose';
import { nameBased } from '../../../platform/identity/uuid.ts';
import { scopesOf } from '../../../schema/roles.ts';
import { eventually } from '../../platform/postgres/support.ts';
import { type GuardedServer, guardedServer, settingsFor } from './guarded-server.ts';
import { inSeconds, newKey, type Provider, provider, type SigningKey, tokenOf } from './provider.ts';

let key: SigningKey;
let rsa: SigningKey;
let issuer: Provider;
let server: GuardedServer;
beforeAll(async () => {
  key = await newKey('ES256');
  rsa = await newKey('RS256');
  issuer = await provider(key, rsa);
  server = await guardedServer(settingsFor(issuer));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const goodClaims = () => ({ iss: issuer.issuer, aud: 'https://lab.example.org/graph', sub: 'ada', exp: inSeconds(60) });

test('whoever brings a good token is somebody, and the same one every time', async () => {
  const claims = {
    name: 'Ada Lane',
    email: 'ada@example.org',
    email_verified: true,
    roles: ['technician', 'lab_manager'],
  };
  const ada = await server.actorOf(await tokenOf(issuer, key, claims));
  expect(ada).toEqual({
    userId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    name: 'Ada Lane',
    email: 'ada@example.org',
    kind: 'person',
    scopes: scopesOf(['technician', 'lab_manager']),
    account: { issuer: issuer.issuer, subject: 'ada' },
  });
  const later = await server.actorOf(await tokenOf(issuer, rsa, { name: 'Ada King' }));
  expect(later).toMatchObject({ userId: ada.userId, name: 'Ada King' });
  const eve = await server.actorOf(await tokenOf(issuer, key, { sub: 'eve' }));
  expect(eve.userId).not.toBe(ada.userId);
});

test('the id of a person is the same for ever', () => {
  const account = ['https://id.example.org/', 'ada'];
  expect(nameBased(account)).toBe('1afab9c2-7b4b-8083-9ae1-7510a1ea6642');
});

test('the same subject of another issuer is somebody else', async () => {
  await using elsewhere = await provider(key);
  await using other = await guardedServer(settingsFor(elsewhere));
  const [here, there] = [
    await server.actorOf(await tokenOf(issuer, key)),
    await other.actorOf(await tokenOf(elsewhere, key)),
  ];
  expect(here.userId).not.toBe(there.userId);
});

test('whoever brings no token is nobody', async () => {
  expect(JSON.parse((await server.ask()).body)).toEqual({ data: { whoAmI: 'nobody' } });
});

/** What is wrong with each of them. */
const BAD: Record<string, () => Promise<string> | string> = {
  expired: () => tokenOf(issuer, key, { exp: inSeconds(-1) }),
  'for ever': () => tokenOf(issuer, key, { exp: undefined }),
  'not yet valid': () => tokenOf(issuer, key, { nbf: inSeconds(60) }),
  'of another issuer': () => tokenOf(issuer, key, { iss: 'https://elsewhere.example.org/' }),
  'of no issuer': () => tokenOf(issuer, key, { iss: undefined }),
  'for another service': () => tokenOf(issuer, key, { aud: 'https://other.example.org/' }),
  'for no service': () => tokenOf(issuer, key, { aud: undefined }),
  'of nobody': () => tokenOf(issuer, key, { sub: undefined }),
  'of a blank subject': () => tokenOf(issuer, key, { sub: '' }),
  'of a subject that the directory has no room for': () => tokenOf(issuer, key, { sub: 'a'.repeat(256) }),
  'of a subject that no database stores': () => tokenOf(issuer, key, { sub: 'a\0b' }),
  'unsigned, which it says': () => `${part({ alg: 'none' })}.${part(goodClaims())}.`,
  'signed with the public key as if it were a secret': async () => {
    const publicKey = (await importJWK(rsa.publicJwk, 'RS256', { extractable: true })) as CryptoKey;
    const text = `${part({ alg: 'HS256', kid: rsa.kid })}.${part(goodClaims())}`;
    return `${text}.${createHmac('sha256', await exportSPKI(publicKey))
      .update(text)
      .digest('base64url')}`;
  },
  'signed by an algorithm that is not on the list': async () => {
    const longer = await newKey('ES384', key.kid);
    return tokenOf(issuer, longer);
  },
  'signed by somebody else under the same key id': async () => tokenOf(issuer, await newKey('ES256', key.kid)),
  'signed with a key that it brings along': async () => {
    const own = await newKey('ES256');
    return tokenOf(issuer, own, {}, { jwk: own.publicJwk });
  },
  'changed on its way': async () => {
    const [header, , signature] = (await tokenOf(issuer, key)).split('.');
    return `${header}.${part({ ...goodClaims(), roles: ['admin'] })}.${signature}`;
  },
  'for the end of a session': () => tokenOf(issuer, key, {}, { typ: 'logout+jwt' }),
  'no token at all': () => 'technician',
};

test.each(Object.entries(BAD))('a token is refused that is %s', async (_what, make) => {
  const before = server.answered();
  const refused = await server.ask(`Bearer ${await make()}`);
  expect(refused.status).toBe(401);
  expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  expect(JSON.parse(refused.body)).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect(server.answered()).toBe(before);
});

test('what is wrong with a token is told to the operator, and not to its bearer', async () => {
  const tokens = await Promise.all(Object.values(BAD).map((make) => make()));
  const bodies = new Set<string>();
  for (const token of tokens) {
    bodies.add((await server.ask(`Bearer ${token}`)).body);
  }
  expect(bodies.size).toBe(1);
  const reasons = server.lines.filter(({ msg }) => msg === 'a token is refused').map(({ reason }) => reason);
  expect(reasons).toContainEqual(expect.stringContaining('ERR_JWT_EXPIRED'));
  expect(reasons).toContainEqual(expect.stringContaining('"aud"'));
  // A flood of the same says so once.
  expect(new Set(reasons).size).toBe(reasons.length);
  const everything = JSON.stringify(server.lines);
  for (const token of tokens.filter((token) => token.length > 40)) {
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(token.split('.')[1]);
  }
  expect(await server.metricsText()).toMatch(/nanopore_errors_total\{service="gateway",code="UNAUTHENTICATED"\} \d+/);
});

test('whoever makes up one reason after the other fills no log with them', async () => {
  await using fresh = await guardedServer(settingsFor(issuer));
  for (let i = 0; i < 20; i++) {
    const extension = `x${i}`.repeat(100);
    const token = `${part({ alg: 'ES256', kid: key.kid, crit: [extension], [extension]: 1 })}.${part(goodClaims())}.c2ln`;
    expect((await fresh.ask(`Bearer ${token}`)).status).toBe(401);
  }
  const reasons = fresh.lines.filter(({ msg }) => msg === 'a token is refused').map(({ reason }) => String(reason));
  expect(reasons).toEqual([expect.stringContaining('ERR_JOSE_NOT_SUPPORTED')]);
  expect(reasons[0]?.length).toBeLessThanOrEqual(200);
});

test.each(['Basic YWRhOnNlY3JldA==', 'Bearer', 'Bearer a b', ''])('the header %j is refused', async (header) => {
  expect((await server.ask(header)).status).toBe(401);
});

test('clocks may differ by the tolerance and no more', async () => {
  await using tolerant = await guardedServer(settingsFor(issuer, { AUTH_CLOCK_TOLERANCE_S: '30' }));
  const late = await tokenOf(issuer, key, { exp: inSeconds(-10) });
  expect((await tolerant.ask(`bearer ${late}`)).status).toBe(200);
  expect((await server.ask(`bearer ${late}`)).status).toBe(401);
  expect((await tolerant.ask(`bearer ${await tokenOf(issuer, key, { exp: inSeconds(-40) })}`)).status).toBe(401);
});

test('a token that is known expires all the same', async () => {
  const token = await tokenOf(issuer, key, { exp: inSeconds(2) });
  expect((await server.ask(`Bearer ${token}`)).status).toBe(200);
  await eventually(async () => (await server.ask(`Bearer ${token}`)).status === 401, 'the token is refused');
});

test('an issuer whose tokens are good for days is named in the log, once', async () => {
  await using fresh = await guardedServer(settingsFor(issuer));
  const said = () => fresh.lines.filter(({ msg }) => String(msg).includes('more than a day'));
  await fresh.actorOf(await tokenOf(issuer, key, { exp: inSeconds(23 * 3_600) }));
  expect(said()).toEqual([]);
  for (const sub of ['one', 'two']) {
    await fresh.actorOf(await tokenOf(issuer, key, { sub, exp: inSeconds(72 * 3_600) }));
  }
  expect(said()).toEqual([expect.objectContaining({ hours: 72 })]);
});

test('an algorithm is believed that the operator has allowed, and no other one', async () => {
  await using strict = await guardedServer(settingsFor(issuer, { AUTH_ALGORITHMS: 'RS256' }));
  expect((await strict.ask(`Bearer ${await tokenOf(issuer, rsa)}`)).status).toBe(200);
  expect((await strict.ask(`Bearer ${await tokenOf(issuer, key)}`)).status).toBe(401);
});

test('roles that the graph does not know give nothing, and are logged once', async () => {
  const claims = { roles: ['superuser', 'technician', 7, 'toString'] };
  for (const sub of ['one', 'two']) {
    const { scopes } = await server.actorOf(await tokenOf(issuer, key, { ...claims, sub }));
    expect(scopes).toEqual(scopesOf(['technician']));
  }
  const ignored = server.lines.filter(({ msg }) => msg === 'a role that is none is ignored').map(({ role }) => role);
  expect(ignored).toEqual(['superuser', 'toString']);
});

test.each([
  ['roles', {}, []],
  ['roles', { roles: {} }, []],
  ['roles', { roles: 'auditor technician' }, ['auditor', 'technician']],
  ['realm_access.roles', { realm_access: { roles: ['auditor'] } }, ['auditor']],
  ['realm_access.roles', { realm_access: null, roles: ['auditor'] }, []],
  ['https://lab.example.org/roles', { 'https://lab.example.org/roles': ['admin'] }, ['admin']],
  ['__proto__.roles', { roles: ['admin'] }, []],
] as const)('the roles of %s in %j are %j', async (claim, claims, roles) => {
  await using other = await guardedServer(settingsFor(issuer, { AUTH_ROLES_CLAIM: claim }));
  expect((await other.actorOf(await tokenOf(issuer, key, claims))).scopes).toEqual(scopesOf([...roles]));
});

test.each([
  [{ email: 'ada@example.org', email_verified: true }, 'ada@example.org'],
  [{ email: 'ada@example.org', email_verified: false }, null],
  [{ email: 'ada@example.org', email_verified: 'true' }, null],
  [{ email: 'ada@example.org' }, null],
  [{ email: ['ada@example.org'], email_verified: true }, null],
  [{ email: 'ada@example.org\u0000', email_verified: true }, null],
  [{ email: 'ada @example.org', email_verified: true }, null],
  [{ email_verified: true }, null],
])('the address of %j is %j', async (claims, email) => {
  expect((await server.actorOf(await tokenOf(issuer, key, claims))).email).toBe(email);
});

test.each([
  [{ name: ' Ada Lane ', preferred_username: 'ada.l' }, 'Ada Lane'],
  [{ name: '\u0000', preferred_username: 'ada.l' }, 'ada.l'],
  [{ email: 'ada@example.org', email_verified: true }, 'ada@example.org'],
  [{ email: 'ada@example.org' }, 'subject'],
])('the name of %j is %j', async (claims, name) => {
  expect((await server.actorOf(await tokenOf(issuer, key, { sub: 'subject', ...claims }))).name).toBe(name);
});

test('a name is cut where the directory has no more room', async () => {
  expect((await server.actorOf(await tokenOf(issuer, key, { name: 'a'.repeat(1_000) }))).name).toHaveLength(255);
});

test('a program is a service, which has no row among the people', async () => {
  const claims = { roles: ['service'], name: 'form reader', email: 'robot@example.org', email_verified: true };
  expect(await server.actorOf(await tokenOf(issuer, key, claims))).toEqual({
    userId: null,
    name: 'form reader',
    email: null,
    kind: 'service',
    scopes: scopesOf(['service']),
  });
});
