import { beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { actorFrom } from '../../../gateway/authentication/actor-of.ts';
import { keySet } from '../../../gateway/authentication/key-set.ts';
import { publishedKeys } from '../../../gateway/authentication/published-keys.ts';
import type { TokenSettings } from '../../../gateway/authentication/settings.ts';
import { tokenVerifier } from '../../../gateway/authentication/verify-token.ts';
import { guardedServer, type Line, settingsFor } from './guarded-server.ts';
import { newKey, type Provider, provider, type SigningKey, tokenOf } from './provider.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let old: SigningKey;
let next: SigningKey;
beforeAll(async () => {
  [old, next] = [await newKey(), await newKey()];
});

/** Verifies by a clock that the test sets; the answer is `ok`, or the code of the refusal. */
function verifierOf(issuer: Provider) {
  const lines: Line[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  let time = 0;
  const limits = { maxAgeMs: 10 * MINUTE, keptMs: 24 * HOUR, cooldownMs: 30 * SECOND, retryMs: SECOND };
  const keys = keySet(publishedKeys(issuer.url), { ...limits, now: () => time }, log);
  const verify = tokenVerifier(settingsFor(issuer) as TokenSettings, keys, actorFrom('roles', log), log);
  return {
    lines,
    pass: (ms: number) => {
      time += ms;
    },
    outcome: (token: string): Promise<string> =>
      Promise.resolve(verify(token)).then(
        () => 'ok',
        ({ code }: { code: string }) => code,
      ),
  };
}

test('many who come at once have the keys asked for once', async () => {
  await using issuer = await provider(old);
  const { outcome } = verifierOf(issuer);
  const tokens = await Promise.all(Array.from({ length: 50 }, (_, i) => tokenOf(issuer, old, { sub: `person ${i}` })));
  expect(new Set(await Promise.all(tokens.map(outcome)))).toEqual(new Set(['ok']));
  expect(issuer.asked()).toBe(1);
});

test('who comes while the keys are asked for waits for that answer, however early one may ask again', async () => {
  await using issuer = await provider(old);
  const limits = { maxAgeMs: MINUTE, keptMs: HOUR, cooldownMs: 0, retryMs: 0, now: () => 0 };
  const keys = keySet(publishedKeys(issuer.url), limits, pino({ level: 'silent' }));
  await Promise.all(Array.from({ length: 50 }, () => keys.inForce()));
  expect(issuer.asked()).toBe(1);
});

test('a new key is found by the first token that it signed, and tokens of the old one go on', async () => {
  await using issuer = await provider(old);
  const { outcome, pass } = verifierOf(issuer);
  expect(await outcome(await tokenOf(issuer, old))).toBe('ok');
  issuer.publish(old, next);
  pass(31 * SECOND);
  expect(await outcome(await tokenOf(issuer, next))).toBe('ok');
  expect(await outcome(await tokenOf(issuer, old))).toBe('ok');
  expect(issuer.asked()).toBe(2);
});

test('tokens with keys that nobody knows have the issuer asked twice a minute, not more', async () => {
  await using issuer = await provider(old);
  const { outcome, pass } = verifierOf(issuer);
  for (let i = 0; i < 60; i++) {
    const stranger = await tokenOf(issuer, { ...next, kid: `made up ${i}` });
    expect(await outcome(stranger)).toBe('UNAUTHENTICATED');
    pass(SECOND);
  }
  expect(issuer.asked()).toBe(2);
});

test('a key that was withdrawn verifies nothing more, not even what is known already', async () => {
  await using issuer = await provider(old);
  const { outcome, pass } = verifierOf(issuer);
  const token = await tokenOf(issuer, old);
  expect(await outcome(token)).toBe('ok');
  issuer.publish(next);
  pass(11 * MINUTE);
  expect(await outcome(token)).toBe('UNAUTHENTICATED');
  expect(await outcome(await tokenOf(issuer, next))).toBe('ok');
});

test('while the issuer is away its keys go on for a day, and nobody is sent away before', async () => {
  await using issuer = await provider(old);
  const { outcome, pass, lines } = verifierOf(issuer);
  const token = await tokenOf(issuer, old);
  expect(await outcome(token)).toBe('ok');
  issuer.fail(500);
  for (let hours = 0; hours < 23; hours++) {
    pass(HOUR);
    expect(await outcome(token)).toBe('ok');
    expect(await outcome(await tokenOf(issuer, old, { sub: `hour ${hours}` }))).toBe('ok');
  }
  expect(lines).toContainEqual(expect.objectContaining({ reason: `${issuer.url} answers with status 500` }));
  pass(2 * HOUR);
  expect(await outcome(token)).toBe('IDENTITY_PROVIDER_UNAVAILABLE');
  issuer.fail(undefined);
  pass(31 * SECOND);
  expect(await outcome(token)).toBe('ok');
});

test('while the issuer is away a key that nobody knows may be a new one: that is for later, and no refusal', async () => {
  await using issuer = await provider(old);
  const { outcome, pass } = verifierOf(issuer);
  expect(await outcome(await tokenOf(issuer, old))).toBe('ok');
  issuer.fail(503);
  pass(31 * SECOND);
  const token = await tokenOf(issuer, next);
  expect(await outcome(token)).toBe('IDENTITY_PROVIDER_UNAVAILABLE');
  issuer.publish(old, next);
  issuer.fail(undefined);
  pass(31 * SECOND);
  expect(await outcome(token)).toBe('ok');
});

test('without one key the answer is 503, and the first key that comes mends it', async () => {
  await using issuer = await provider(old);
  issuer.fail(404);
  await using server = await guardedServer(settingsFor(issuer));
  const token = `Bearer ${await tokenOf(issuer, old)}`;
  const answer = await server.ask(token);
  expect(answer.status).toBe(503);
  expect(JSON.parse(answer.body)).toEqual({
    errors: [
      {
        message: 'Who you are cannot be checked at the moment: try again.',
        extensions: { code: 'IDENTITY_PROVIDER_UNAVAILABLE' },
      },
    ],
  });
  expect((await server.ask()).status).toBe(200);
  const reason = `${issuer.url} answers with status 404`;
  expect(server.lines).toContainEqual(expect.objectContaining({ reason }));
});

test.each([
  ['nobody listens', async () => (await gone()).url, 'ECONNREFUSED'],
  ['what answers is no key set', async () => 'data:application/json,{"keys":7}', 'malformed'],
  ['what answers is a page', async () => 'data:text/html,<p>keys</p>', 'JSON'],
])('it is the same when %s', async (_what, urlOf, reason) => {
  const url = await urlOf();
  const lines: Line[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const limits = { maxAgeMs: MINUTE, keptMs: HOUR, cooldownMs: SECOND, retryMs: 0, now: () => 0 };
  await expect(keySet(publishedKeys(url), limits, log).inForce()).rejects.toMatchObject({
    code: 'IDENTITY_PROVIDER_UNAVAILABLE',
  });
  expect(lines).toEqual([expect.objectContaining({ reason: expect.stringContaining(reason) })]);
});

/** A provider that was there a moment ago. */
async function gone(): Promise<Provider> {
  await using issuer = await provider(old);
  return issuer;
}
