import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { eventually, isRunning } from '../platform/postgres/support.ts';
import { ask, headersOf, run, staffToken, startLab, temporaryFolder } from '../support/process.ts';

const SAMPLE_JOURNEY = readFileSync(new URL('../../schema/operations/sample-journey.graphql', import.meta.url), 'utf8');

test('six processes give the answer that one gives, and end together', async () => {
  await using one = await temporaryFolder();
  await using six = await temporaryFolder();
  await using lab = await startLab(one.path);
  const single = await ask(lab, SAMPLE_JOURNEY, { first: 100 });
  expect(single.errors).toBeUndefined();

  await using distributed = run('start/distributed.ts', { DATA_DIR: six.path });
  const [, url] = await distributed.says(/Ready in [\d.]+ s: (http:\S+)\/graphql/);
  // The gateway's process believes the issuer of the folder that the start was given.
  const token = await staffToken(six.path);
  expect(await ask({ url: url as string, token }, SAMPLE_JOURNEY, { first: 100 })).toEqual(single);
  const stranger = await fetch(`${url}/graphql`, { headers: headersOf(await staffToken(one.path)) });
  expect(stranger.status).toBe(401);
  const ready = await fetch(`${url}/ready`);
  expect(ready.status).toBe(200);
  expect(Object.keys(((await ready.json()) as { services: object }).services)).toHaveLength(5);

  const [, audit] = /audit (http:\S+)\/graphql/.exec(distributed.output()) as RegExpExecArray;
  expect(((await (await fetch(`${audit}/ready`)).json()) as { status: string }).status).toBe('ready');

  expect(await distributed.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  for (const origin of [url, audit]) {
    await expect(fetch(`${origin}/health`)).rejects.toThrow();
  }
});

test('when the starting process is killed, its children stop by themselves', async () => {
  await using folder = await temporaryFolder();
  const distributed = run('start/distributed.ts', { DATA_DIR: folder.path });
  await distributed.says(/Ready in/);
  const [, url] = /audit (http:\S+)\/graphql/.exec(distributed.output()) as RegExpExecArray;
  distributed.child.kill('SIGKILL');
  await eventually(
    () =>
      fetch(`${url}/health`).then(
        () => false,
        () => true,
      ),
    'the audit process ends',
  );
  // And the folder's next start is clean.
  await using lab = await startLab(folder.path);
  expect((await ask(lab, '{ samples(first: 0) { totalCount } }')).data.samples.totalCount).toBe(94);
  expect(await isRunning(lab.child.pid as number)).toBe(true);
});
