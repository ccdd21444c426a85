import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { buildGatewayServer } from '../../../gateway/http.ts';
import { usageRecorder } from '../../../gateway/usage/recorder.ts';
import { type Actor, ANONYMOUS, EVERYBODY } from '../../../platform/identity/actor.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { readUsage } from '../../../schema/usage-file.ts';
import { temporaryFolder } from '../../support/process.ts';

/** A gateway that records what is asked of it, before services that have nothing to say. */
async function gateway(path: string, actor: Actor = EVERYBODY) {
  const server = await buildGatewayServer({
    config: readGatewayConfig({ USAGE_PATH: path, USAGE_FLUSH_S: '3600' }),
    identify: () => actor,
    transport: () => async () => ({ data: { samples: null } }),
    askReadiness: async () => ({ healthy: true, latencyMs: 0 }),
    log: silentLog(),
    metrics: createMetrics(),
  });
  const ask = async (query: string, client = 'web', version = '1.0', variables = {}) => {
    const headers = { 'apollographql-client-name': client, 'apollographql-client-version': version };
    const answer = await server.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: { query, variables },
    });
    return answer.statusCode;
  };
  return { ask, close: () => server.close() };
}

const QUERY = 'query Names { samples(first: 3) { nodes { sampleName } } }';

test('what is asked is written down by operation and client, on the long way and the short one', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'usage.json');
  const one = await gateway(path);
  await one.ask(QUERY);
  await one.ask(QUERY);
  await one.ask(QUERY);
  await one.ask(QUERY, 'mobile', '2.1');
  await one.ask('{ samples { nodes { shoeSize } } }');
  expect(existsSync(path)).toBe(false);
  await one.close();
  const { operations, dropped } = readUsage(path);
  expect(operations.map(({ name }) => name)).toEqual(['Names']);
  expect(operations[0]?.clients).toEqual([
    { name: 'web', version: '1.0', count: 3, lastSeen: expect.any(String) },
    { name: 'mobile', version: '2.1', count: 1, lastSeen: expect.any(String) },
  ]);
  expect(dropped).toBe(0);

  const again = await gateway(path);
  await again.ask(QUERY);
  await again.close();
  expect(readUsage(path).operations[0]?.clients[0]?.count).toBe(4);
  expect(await readdir(folder.path)).toEqual(['usage.json']);
});

test('no value that somebody wrote into a document is written down, and what differs in values alone is one operation', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'usage.json');
  const one = await gateway(path);
  const bySubmitter = (email: string, first: number) =>
    `{ samples(first: ${first}, filter: { submitterEmail: "${email}", priority: [HIGH] }) { nodes { id } } }`;
  await one.ask(bySubmitter('ada@example.org', 3));
  await one.ask(bySubmitter('grace@example.org', 4));
  await one.close();
  expect(readFileSync(path, 'utf8')).not.toContain('example.org');
  const { operations } = readUsage(path);
  expect(operations).toHaveLength(1);
  expect(operations[0]?.body).toContain('submitterEmail: ""');
  expect(operations[0]?.body).toContain('HIGH');
});

test('who shows no identity is not recorded', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'usage.json');
  const one = await gateway(path, ANONYMOUS);
  await one.ask(QUERY);
  await one.close();
  expect(readUsage(path).operations).toEqual([]);
});

test('a client that makes up operations or names fills no more than the record holds, and the record says so', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'usage.json');
  const recorder = usageRecorder({ path, flushMs: 3_600_000 }, silentLog());
  const record = (text: string, name: string): void =>
    recorder.record(text, undefined, { name, version: '' }, () => parse(text));
  for (let i = 0; i < 2_100; i++) {
    record(`query Q${i} { a${i} }`, 'web');
  }
  for (let i = 0; i < 60; i++) {
    record('query Q0 { a0 }', `client ${i}`);
  }
  record(`query Long { ${'x'.repeat(40_000)} }`, 'web');
  await recorder.close();
  const { operations, dropped } = readUsage(path);
  expect(operations).toHaveLength(2_000);
  expect(operations[0]?.clients).toHaveLength(50);
  expect(dropped).toBe(100 + 11 + 1);
});

test('the record is written every so often, and a folder that is not there stops no answer', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'later', 'usage.json');
  const log = silentLog();
  const failed = new Promise((resolve) => Object.assign(log, { error: resolve }));
  const recorder = usageRecorder({ path, flushMs: 5 }, log);
  recorder.record('{ a }', undefined, { name: '', version: '' }, () => parse('{ a }'));
  expect(await failed).toMatchObject({ path, reason: expect.stringContaining('ENOENT') });
  expect(existsSync(path)).toBe(false);
  await mkdir(join(folder.path, 'later'));
  while (!existsSync(path)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(readUsage(path).operations).toHaveLength(1);
  await recorder.close();
});

test('a file that is no record is not overwritten: the start stops', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'usage.json');
  await writeFile(path, '{"mine": true}');
  await expect(gateway(path)).rejects.toThrow(/USAGE_PATH: .*usage\.json is no usage file/);
  expect(readFileSync(path, 'utf8')).toBe('{"mine": true}');
});
