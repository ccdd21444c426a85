import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { addressKey } from '../../../gateway/limits/rate/address-key.ts';
import { bucketsHere } from '../../../gateway/limits/rate/buckets.ts';
import { openRates } from '../../../gateway/limits/rate/rates.ts';
import { redisBuckets } from '../../../gateway/limits/rate/redis-buckets.ts';
import { type Actor, ANONYMOUS } from '../../../platform/identity/actor.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { temporaryFolder } from '../../support/process.ts';

const RATE = { perSecond: 10, burst: 20 };

test('a bucket is drawn from until it is empty, and fills by itself', () => {
  let now = 0;
  const buckets = bucketsHere(100, () => now);
  expect(buckets.draw('a', 15, RATE)).toBe(0);
  expect(buckets.draw('a', 10, RATE)).toBeCloseTo(0.5);
  expect(buckets.draw('a', 5, RATE)).toBe(0);
  expect(buckets.draw('b', 20, RATE)).toBe(0);
  now = 500;
  expect(buckets.draw('a', 5, RATE)).toBe(0);
  expect(buckets.draw('a', 1, RATE)).toBeCloseTo(0.1);
  // More than there ever is takes all there is.
  now = 10_000;
  expect(buckets.draw('a', 1_000, RATE)).toBe(0);
  expect(buckets.draw('a', 1, RATE)).toBeGreaterThan(0);
});

test('so many buckets are kept; the one that was not used for longest is full again', () => {
  const buckets = bucketsHere(2, () => 0);
  buckets.draw('a', 20, RATE);
  buckets.draw('b', 20, RATE);
  buckets.draw('c', 20, RATE);
  expect(buckets.draw('b', 1, RATE)).toBeGreaterThan(0);
  expect(buckets.draw('a', 20, RATE)).toBe(0);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8::1', '2001:db8:0:0'],
  ['2001:db8:1:2::1%eth0', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (address, key) => expect(addressKey(address)).toBe(key));

test('who asks for much waits, and others do not', async () => {
  const { rate } = readGatewayConfig({ RATE_COST_PER_SECOND: '10', RATE_COST_BURST: '100' }).limits;
  const rates = await openRates(rate, silentLog());
  const somebody = (userId: string): Actor => ({ ...ANONYMOUS, kind: 'person', userId });
  const spend = async (actor: Actor, address: string, cost: number) =>
    rates.spend({ actor, requestId: 'r', address, userAgent: null }, cost);
  await spend(somebody('a'), '192.0.2.1', 100);
  await expect(spend(somebody('a'), '192.0.2.2', 50)).rejects.toMatchObject({
    message: 'Too much in too short a time: try again in 5 s.',
    extensions: { code: 'RATE_LIMITED', http: { status: 429 } },
  });
  await spend(somebody('b'), '192.0.2.1', 100);
  await spend(ANONYMOUS, '192.0.2.1', 100);
  await expect(spend(ANONYMOUS, '192.0.2.1', 50)).rejects.toThrow();
  await spend(ANONYMOUS, '192.0.2.2', 100);
});

/** A port at which nobody answers: connections are taken, and nothing is said. */
async function silentServer() {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return { url: `redis://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

test('without an answer from Redis each gateway counts by itself', async () => {
  await using server = await silentServer();
  const buckets = await redisBuckets(server.url, silentLog());
  expect(await buckets.draw('a', 20, RATE)).toBe(0);
  expect(await buckets.draw('a', 20, RATE)).toBeGreaterThan(0);
  await buckets.close();
});

const REDIS = spawnSync('redis-server', ['--version']).status === 0;
if (!REDIS) {
  process.stderr.write(
    'There is no redis-server (Debian: apt install redis-server): counting in Redis is NOT TESTED.\n',
  );
}

(REDIS ? test : test.skip)('two gateways count in one Redis, and go on without it', async () => {
  await using folder = await temporaryFolder();
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as { port: number };
  socket.close();
  await once(socket, 'close');
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder.path];
  const redis = spawn('redis-server', [...args, '--logfile', join(folder.path, 'log')], { stdio: 'ignore' });
  try {
    const url = `redis://127.0.0.1:${port}`;
    const one = await redisBuckets(url, silentLog());
    const other = await redisBuckets(url, silentLog());
    const slow = { perSecond: 0.01, burst: 20 };
    // Connected when one sees what the other has drawn.
    for (let i = 0, seen = 0; seen === 0; i += 1) {
      await one.draw(`first ${i}`, 20, slow);
      seen = await other.draw(`first ${i}`, 20, slow);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await one.draw('a', 15, slow)).toBe(0);
    expect(await other.draw('a', 10, slow)).toBeGreaterThan(400);
    expect(await other.draw('a', 5, slow)).toBe(0);
    expect(await one.draw('a', 1, slow)).toBeGreaterThan(0);
    const ended = once(redis, 'exit');
    redis.kill('SIGKILL');
    await ended;
    expect(await one.draw('a', 20, slow)).toBe(0);
    await Promise.all([one.close(), other.close()]);
  } finally {
    redis.kill('SIGKILL');
  }
});
