import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run, temporaryFolder } from '../../support/process.ts';
import { ENTRIES, places, sealAndSign, sealingClient } from './sealing-support.ts';
import { auditService } from './support.ts';

test('killed before any statement, the next one goes on, and the copy outside is complete', async () => {
  await using service = await auditService();
  const client = await sealingClient(service.database.dbUrl);
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'checkpoints.jsonl');
  const sealer = (before: number) =>
    run('test/subgraphs/audit/dying-sealer.ts', {}, [service.database.dbUrl, String(before), file]);
  let statements = Number.POSITIVE_INFINITY;
  for (let before = 1; before <= statements; before += 1) {
    await client.query(ENTRIES(3, 'processing_step'));
    await using dying = sealer(before);
    const { signal } = await dying.exit;
    const done = /done after (\d+)/.exec(dying.output());
    statements = done === null ? statements : Number(done[1]);
    expect([before, signal]).toEqual([before, before <= statements ? 'SIGKILL' : null]);
    const { leaves, last } = await places(service.database);
    expect(leaves).toBe(last ?? 0);
  }
  expect(statements).toBeGreaterThan(12);
  const size = await sealAndSign(client, 500);
  expect(await places(service.database)).toEqual({ entries: size, leaves: size, last: size });
  await using last = sealer(0);
  await last.exit;
  const outside = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).size);
  const { rows } = await client.query<{ size: string }>('select size from audit_checkpoints order by size');
  expect(outside).toEqual(rows.map((row) => Number(row.size)));
  await client.end();
}, 120_000);
