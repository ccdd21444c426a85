import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readCheckpoint, readKey } from '../../../audit-verifier/checkpoint.ts';
import { silentLog } from '../../../platform/log/log.ts';
import type { SealingState } from '../../../platform/metrics/sealing.ts';
import type { Work } from '../../../platform/service/definition.ts';
import { keepSealed, type SealingPlace } from '../../../subgraphs/audit/sealing/worker.ts';
import { temporaryFolder } from '../../support/process.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import { asIntruder, ENTRIES, KEY, SEED, sealingClient } from './sealing-support.ts';
import { aboutSample, auditService, happened } from './support.ts';

const folder = await temporaryFolder();
const file = join(folder.path, 'audit-checkpoints.jsonl');
let service: ServiceUnderTest;
beforeAll(async () => {
  service = await auditService();
});
afterAll(async () => {
  await service.close();
  await folder[Symbol.asyncDispose]();
});

let running: Work | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

const states: SealingState[] = [];
const lastState = (): SealingState | undefined => states.at(-1);

function start(settings: Partial<SealingPlace['settings']> = {}): void {
  states.length = 0;
  running = keepSealed({
    dbUrl: service.database.dbUrl,
    dataDir: folder.path,
    secrets: { AUDIT_SIGNING_KEY: SEED },
    settings: { AUDIT_ORIGIN: 'nanopore-audit', ...settings },
    log: silentLog(),
    metrics: { sealing: { watch: (_, state) => void states.push(state) } },
  });
}

const LOOK_MS = 20;
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await setTimeout(LOOK_MS);
  }
}

type Line = { size: number; note: string };
const outside = async (): Promise<Line[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const add = async (n: number): Promise<void> => {
  const client = await sealingClient(service.database.dbUrl);
  await client.query(ENTRIES(n));
  await client.end();
};

test('entries are sealed, signed and told outside by themselves, what has no month gets one, and all of it is measured', async () => {
  await happened(service, aboutSample(1, { timestamp: new Date('2015-05-05T05:05:05Z') }));
  await add(40);
  start();
  await until(() => lastState()?.checkpoint?.size === 41);
  expect(lastState()).toMatchObject({ waiting: 0, sealed: 41, withoutMonth: 0, inDoubt: false });
  const [line] = await outside();
  expect(readCheckpoint(line?.note ?? '', [readKey(KEY)])).toMatchObject({ size: 41 });
});

test('what was sealed last is signed before the work stops', async () => {
  start();
  await until(() => states.length > 0);
  await add(5);
  const { data } = await service.query('{ auditLogs(first: 1) { nodes { id } } }');
  const sealed = 'query ($id: ID!) { auditLog(id: $id) { hashedText } }';
  const { id } = data.auditLogs.nodes[0];
  await until(async () => (await service.query(sealed, { id })).data.auditLog.hashedText !== null);
  await running?.stop();
  expect((await outside()).at(-1)?.size).toBe(46);
});

test('a line that a crash cut off is written again, and whatever is missing outside comes after it', async () => {
  const lines = await readFile(file, 'utf8');
  await writeFile(file, lines.slice(0, -20));
  start();
  await until(() => states.length > 0);
  expect(await readFile(file, 'utf8')).toBe(lines);
});

test('a database that says something else than the copy outside signs nothing', async () => {
  const lines = await readFile(file, 'utf8');
  await appendFile(file, `${JSON.stringify({ size: 1_000, note: 'of a log that had more' })}\n`);
  start();
  await add(3);
  await until(() => lastState()?.sealed === 49);
  expect(lastState()).toMatchObject({ inDoubt: true, checkpoint: { size: 46 } });
  await running?.stop();
  await writeFile(file, lines);
  start();
  await until(() => lastState()?.checkpoint?.size === 49);
  expect(lastState()?.inDoubt).toBe(false);
});

test('a log that somebody took out of its keeper’s hands is not sealed, and it shows', async () => {
  await asIntruder(service.database, 'alter table audit_logs owner to nanopore_audit_owner');
  await add(1);
  start();
  await until(() => states.length > 0);
  expect(lastState()).toMatchObject({ inDoubt: true, waiting: 1 });
  await asIntruder(service.database, 'alter table audit_logs owner to nanopore_audit_keeper');
  await until(() => lastState()?.checkpoint?.size === 50);
});

test('a webhook is told the newest checkpoint until it says that it has it', async () => {
  const told: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      told.push(body);
      response.writeHead(told.length === 1 ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    start({ AUDIT_CHECKPOINT_WEBHOOK: `http://127.0.0.1:${port}/checkpoints` });
    await until(() => told.length === 2);
    expect(told).toEqual(Array(2).fill((await outside()).at(-1)?.note));
  } finally {
    await running?.stop();
    server.close();
  }
});

test('a connection that breaks is made again', async () => {
  start();
  await until(() => states.length > 0);
  await asIntruder(
    service.database,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nanopore-audit-sealing' and datname = current_database()`,
  );
  await add(2);
  await until(() => lastState()?.checkpoint?.size === 52);
});
