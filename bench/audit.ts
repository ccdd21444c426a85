/**
 * `npm run bench:audit [-- --logs N]`: an audit log of ten thousand entries beside one of N (ten million when left out), on a server of
 * its own: trails of a page of 20 samples, proofs, and how fast entries get their place in the tree.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrateUp } from '../platform/database/migrate.ts';
import { type Cluster, keeperOf, provision, type Role, startCluster } from '../platform/postgres/index.ts';
import { refuse } from '../platform/process/run.ts';
import { audit } from '../subgraphs/audit/service.ts';
import { type Filled, fillLog, settleDown } from './audit/fill.ts';
import { middles, openLog, trailOfOne, trails } from './audit/reads.ts';
import { sealBacklog, sealWhileWriting } from './audit/sealing.ts';

const FEW = 10_000;
const PASSWORD = 'benchmark';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const perSecond = (n: number, seconds: number): string => Math.round(n / seconds).toLocaleString('en');

const ms = (times: number): string => `${times.toFixed(2)} ms`;

async function makeLog(cluster: Cluster, size: 'few' | 'many'): Promise<{ url: string; adminUrl: string }> {
  const name = `nanopore_audit_${size}`;
  const [owner, runtime] = [`${name}_owner`, `${name}_runtime`].map((user) => ({ user, password: PASSWORD }));
  const plan = { name, owner: owner as Role, runtime: runtime as Role, keeper: keeperOf(name) };
  await provision(cluster.adminUrl, { databases: [plan] });
  await migrateUp(audit, cluster.url(plan.owner, name), plan.runtime.user);
  const admin = new URL(cluster.adminUrl);
  admin.pathname = `/${name}`;
  return { url: cluster.url(plan.runtime, name), adminUrl: admin.href };
}

async function compareReads(few: Sealed, many: Sealed): Promise<void> {
  await using one = await openLog(few.url);
  await using other = await openLog(many.url);
  const logs = [
    { log: one, filled: few.filled },
    { log: other, filled: many.filled },
  ];
  for (const which of ['any', 'newest'] as const) {
    const [small = 0, large = 0] = await middles(trails(which), logs);
    say(
      `trails of ${which} 20 samples, p50: ${ms(small)} and ${ms(large)}, ratio ${(large / small).toFixed(2)} (bar 2)`,
    );
  }
  const [, alone = 0] = await middles(trailOfOne('without'), logs);
  const [, proved = 0] = await middles(trailOfOne('with proofs'), logs);
  say(`proofs of three entries of the large log, p50: ${ms(proved - alone)} on top of ${ms(alone)} (bar 5 ms)`);
}

type Sealed = { url: string; filled: Filled };

async function run(entries: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nanopore-bench-audit-'));
  const cluster = await startCluster({ dataDir, settings: { max_wal_size: '4GB', shared_buffers: '512MB' } });
  try {
    const sealed: Sealed[] = [];
    for (const [size, count] of [
      ['few', FEW],
      ['many', entries],
    ] as const) {
      const { url, adminUrl } = await makeLog(cluster, size);
      const started = performance.now();
      const filled = await fillLog(url, count);
      const seconds = (performance.now() - started) / 1000;
      const backlog = await sealBacklog(url);
      await settleDown(adminUrl);
      say(
        `${count.toLocaleString('en')} entries: ${perSecond(filled.entries, seconds)} a second written, ` +
          `${perSecond(backlog.entries, backlog.seconds)} a second sealed`,
      );
      sealed.push({ url, filled });
    }
    const [few, many] = sealed as [Sealed, Sealed];
    await compareReads(few, many);
    const { plain, sealing, count } = await sealWhileWriting(many.url);
    say(
      `from commit to sealed: ${perSecond(count, sealing)} entries a second (bar 5,000), ` +
        `${(sealing / plain).toFixed(2)} times as long as writing them alone (${perSecond(count, plain)} a second)`,
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
