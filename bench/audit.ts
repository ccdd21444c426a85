/**
 * `npm run bench:audit [-- --logs N]`: an audit log of ten thousand entries beside one of N (ten million when left out), on a server of
 * its own: trails of a page of 20 samples, proofs, and how fast entries get their place in the tree.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrateUp } from '../platform/database/migrate.ts';
import { keeperOf, provision, startCluster } from '../platform/postgres/index.ts';
import { refuse } from '../platform/process/run.ts';
import { audit } from '../subgraphs/audit/service.ts';
import { type Filled, fillLog } from './audit/fill.ts';
import { measureProofs, measureTrails, openLog } from './audit/reads.ts';
import { sealBacklog, sealWhileWriting } from './audit/sealing.ts';

const FEW = 10_000;
const PASSWORD = 'benchmark';
const DATABASE = 'nanopore_audit';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const perSecond = (n: number, seconds: number): string => Math.round(n / seconds).toLocaleString('en');

async function logOf(url: string, filled: Filled): Promise<{ trails: number; newest: number; proofs: number }> {
  await using log = await openLog(url);
  const trails = await measureTrails(log, filled, 'any');
  const newest = await measureTrails(log, filled, 'newest');
  const proofs = await measureProofs(log, filled);
  const ms = (times: number): string => `${times.toFixed(2)} ms`;
  say(
    `${filled.entries.toLocaleString('en')} entries: trails of 20 samples p50 ${ms(trails)}, of the newest 20 ${ms(newest)}; a proof p50 ${ms(proofs)}`,
  );
  return { trails, newest, proofs };
}

async function run(entries: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nanopore-bench-audit-'));
  const cluster = await startCluster({ dataDir, settings: { max_wal_size: '4GB', shared_buffers: '512MB' } });
  try {
    const owner = { user: `${DATABASE}_owner`, password: PASSWORD };
    const runtime = { user: `${DATABASE}_runtime`, password: PASSWORD };
    await provision(cluster.adminUrl, { databases: [{ name: DATABASE, owner, runtime, keeper: keeperOf(DATABASE) }] });
    await migrateUp(audit, cluster.url(owner, DATABASE), runtime.user);
    const url = cluster.url(runtime, DATABASE);
    const admin = new URL(cluster.adminUrl);
    admin.pathname = `/${DATABASE}`;

    const few = await fillLog(url, admin.href, 0, FEW);
    await sealBacklog(url);
    const before = await logOf(url, few);
    const started = performance.now();
    const many = await fillLog(url, admin.href, FEW, entries);
    say(`filled: ${perSecond(entries - FEW, (performance.now() - started) / 1000)} entries a second`);
    const backlog = await sealBacklog(url);
    say(`a backlog sealed: ${perSecond(backlog.entries, backlog.seconds)} entries a second`);
    const after = await logOf(url, many);
    say(
      `ratio: trails ${(after.trails / before.trails).toFixed(2)}, of the newest ${(after.newest / before.newest).toFixed(2)} (bar 2); proof under 5 ms: ${after.proofs < 5}`,
    );
    const { plain, sealed, count } = await sealWhileWriting(url);
    say(
      `from commit to sealed: ${perSecond(count, sealed)} entries a second (bar 5,000), ${(sealed / plain).toFixed(2)} times as long as inserting them alone (${perSecond(count, plain)} a second)`,
    );
  } finally {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

try {
  const { logs } = parseArgs({ options: { logs: { type: 'string', default: '10000000' } } }).values;
  await run(Math.max(2 * FEW, Number.parseInt(logs, 10)));
} catch (error) {
  refuse(error);
}
