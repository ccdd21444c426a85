import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Client } from 'undici';
import { eventually } from '../platform/postgres/support.ts';
import { ask, headersOf, run, staffToken, startLab, temporaryFolder } from '../support/process.ts';

const SAMPLE_JOURNEY = readFileSync(new URL('../../schema/operations/sample-journey.graphql', import.meta.url), 'utf8');
const CREATE =
  'mutation($name: String!) { createSample(input: { sampleName: $name }) { sample { id } userErrors { code } } }';
const COUNT = '{ samples(first: 0) { totalCount } }';

const postgresOf = (dataDir: string): string =>
  execFileSync('sh', ['-c', `pgrep -f "[p]ostgres -D ${dataDir}/" || true`])
    .toString()
    .trim();

test('a newcomer starts it, asks, writes, stops it, and finds everything again', async () => {
  await using folder = await temporaryFolder();
  {
    await using lab = await startLab(folder.path);
    const { data } = await ask(lab, SAMPLE_JOURNEY);
    expect(data.samples.nodes).toHaveLength(20);
    expect((await ask(lab, CREATE, { name: 'kept' })).data.createSample.userErrors).toEqual([]);
    expect(await (await fetch(`${lab.url}/health`)).json()).toEqual({ status: 'ok' });
    const ready = await (await fetch(`${lab.url}/ready`)).json();
    expect(ready).toMatchObject({
      status: 'ready',
      services: Object.fromEntries(
        ['samples', 'ai', 'audit', 'backup', 'config'].map((name) => [
          name,
          { healthy: true, latencyMs: expect.any(Number), pool: { total: expect.any(Number), waiting: 0 } },
        ]),
      ),
      timestamp: expect.any(String),
    });
    const metrics = async (url: string): Promise<Set<string>> =>
      new Set(
        [...(await (await fetch(`${url}/metrics`)).text()).matchAll(/service="(\w+)"/g)].map(
          ([, name]) => name as string,
        ),
      );
    expect(await metrics(lab.url)).toEqual(new Set(['samples', 'ai', 'audit', 'backup', 'config', 'gateway']));
    const [, audit] = /audit (http:\S+)\/graphql/.exec(lab.output()) as RegExpExecArray;
    expect(await metrics(audit as string)).toEqual(new Set(['audit']));
    expect(await lab.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(postgresOf(folder.path)).toBe('');
  }
  await using again = await startLab(folder.path);
  expect((await ask(again, COUNT)).data.samples.totalCount).toBe(95);
});

test('the command that the start prints can be pasted', async () => {
  await using folder = await temporaryFolder();
  await using lab = await startLab(folder.path);
  const [command] = await lab.says(/TOKEN=[\s\S]*?}'\n/);
  const answer = JSON.parse(execFileSync('sh', ['-c', command]).toString());
  expect(answer.errors).toBeUndefined();
  expect(answer.data.samples.nodes).toHaveLength(2);
});

/** A connection for each of fifty clients: on a machine that is busy a smaller pool would refuse some, rightly. */
const AMPLE = {
  SAMPLES_DB_POOL_MAX: '50',
  AI_DB_POOL_MAX: '35',
  AUDIT_DB_POOL_MAX: '45',
  // All of them come from one address, as one person.
  RATE_ADDRESS_PER_SECOND: '0',
  RATE_COST_PER_SECOND: '0',
};

test('SIGTERM under the load of fifty clients: every request that was accepted is answered', async () => {
  await using folder = await temporaryFolder();
  await using lab = await startLab(folder.path, AMPLE);
  const outcomes = { answered: 0, dismissed: 0, lost: [] as string[] };
  /** Asks again and again on one connection, until the server says that it is the last time. */
  const client = async (): Promise<void> => {
    const connection = new Client(lab.url);
    for (;;) {
      const { body, statusCode, headers } = await connection.request({
        path: '/graphql',
        method: 'POST',
        headers: headersOf(lab.token),
        body: JSON.stringify({ query: SAMPLE_JOURNEY }),
      });
      const answer = (await body.json()) as { data?: { samples?: { nodes: unknown[] } }; errors?: unknown };
      if (statusCode !== 200 || answer.errors !== undefined || answer.data?.samples?.nodes.length !== 20) {
        outcomes.lost.push(`${statusCode} ${JSON.stringify(answer).slice(0, 300)}`);
      }
      outcomes.answered++;
      if (headers.connection === 'close') {
        outcomes.dismissed++;
        return connection.close();
      }
    }
  };
  const clients = Array.from({ length: 50 }, () =>
    client().catch((error: Error) => void outcomes.lost.push(String((error as { code?: string }).code ?? error))),
  );
  await eventually(() => outcomes.answered >= 200, 'the clients are answered');
  const exit = await lab.stop('SIGTERM');
  await Promise.all(clients);
  expect(outcomes.lost).toEqual([]);
  expect(outcomes.dismissed).toBe(50);
  expect(exit).toEqual({ code: 0, signal: null });
  expect(postgresOf(folder.path)).toBe('');
});

test('after kill -9 the next start is clean, and nothing that was acknowledged is lost', async () => {
  await using folder = await temporaryFolder();
  const acknowledged: string[] = [];
  {
    const lab = await startLab(folder.path);
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; ; n++) {
        try {
          const { data } = await ask(lab, CREATE, { name: `w${writer}-${n}` });
          acknowledged.push(data.createSample.sample.id);
        } catch {
          return; // killed
        }
      }
    });
    await eventually(() => acknowledged.length >= 50, 'fifty samples are acknowledged');
    await lab.stop('SIGKILL');
    await Promise.all(writers);
  }
  await using again = await startLab(folder.path);
  for (let i = 0; i < acknowledged.length; i += 100) {
    const ids = acknowledged.slice(i, i + 100);
    const { data } = await ask(
      again,
      'query($ids: [ID!]) { samples(first: 0, filter: { ids: $ids }) { totalCount } }',
      { ids },
    );
    expect(data.samples.totalCount).toBe(ids.length);
  }
});

test('a start that is interrupted leaves nothing running, and the next one is complete', async () => {
  await using folder = await temporaryFolder();
  const interrupted = run('start.ts', { DATA_DIR: folder.path });
  await interrupted.says(/making a new PostgreSQL cluster/);
  await interrupted.stop('SIGINT');
  expect(postgresOf(folder.path)).toBe('');
  await using lab = await startLab(folder.path);
  expect((await ask(lab, COUNT)).data.samples.totalCount).toBe(94);
});

test('two checkouts run side by side, and one data folder has one process', async () => {
  await using one = await temporaryFolder();
  await using two = await temporaryFolder();
  await using first = await startLab(one.path);
  await using second = await startLab(two.path, { SEED: 'none' });
  expect((await ask(first, COUNT)).data.samples.totalCount).toBe(94);
  expect((await ask(second, COUNT)).data.samples.totalCount).toBe(0);
  const third = run('start.ts', { DATA_DIR: one.path });
  expect((await third.exit).code).toBe(1);
  expect(third.output()).toMatch(/is in use by process \d+; stop it or set DATA_DIR/);
});

test('--reset starts over, and asks before', async () => {
  await using folder = await temporaryFolder();
  {
    await using lab = await startLab(folder.path);
    await ask(lab, CREATE, { name: 'forgotten' });
  }
  const unattended = run('start.ts', { DATA_DIR: folder.path }, ['--reset']);
  expect((await unattended.exit).code).toBe(1);
  expect(unattended.output()).toContain('add --yes');
  await using fresh = run('start.ts', { DATA_DIR: folder.path }, ['--reset', '--yes']);
  const [, url] = await fresh.says(/Ready in [\d.]+ s: (http:\S+)\/graphql/);
  const token = await staffToken(folder.path);
  expect((await ask({ url: url as string, token }, COUNT)).data.samples.totalCount).toBe(94);
});

test('the demonstration comes into an empty lab alone, and never to one that declined it', async () => {
  await using declined = await temporaryFolder();
  {
    await using lab = await startLab(declined.path, { SEED: 'none' });
    await ask(lab, CREATE, { name: 'real' });
  }
  {
    await using lab = await startLab(declined.path);
    expect((await ask(lab, COUNT)).data.samples.totalCount).toBe(1);
    // What was done in the first start is in the log of the second one, if the first did not come to it.
    const logged = async (filter: string): Promise<number> =>
      (await ask(lab, `{ auditLogs(first: 0, filter: { ${filter} }) { totalCount } }`)).data.auditLogs.totalCount;
    await eventually(async () => (await logged('eventType: "sample.created"')) === 1, 'the real sample is in the log');
    expect(await logged('action: "assign"')).toBe(0);
  }
  await using migrated = await temporaryFolder();
  const status = run('migrations/command.ts', { DATA_DIR: migrated.path }, ['up']);
  expect((await status.exit).code).toBe(0);
  await using lab = await startLab(migrated.path);
  expect((await ask(lab, COUNT)).data.samples.totalCount).toBe(94);
});

test('when its PostgreSQL is killed the process ends and says so; the next start is clean', async () => {
  await using folder = await temporaryFolder();
  const lab = await startLab(folder.path);
  const [postmaster] = postgresOf(folder.path).split('\n');
  process.kill(Number(postmaster), 'SIGKILL');
  expect((await lab.exit).code).toBe(1);
  expect(lab.output()).toContain('The embedded PostgreSQL ended; see postgres.log');
  await using again = await startLab(folder.path);
  expect((await ask(again, COUNT)).data.samples.totalCount).toBe(94);
});
