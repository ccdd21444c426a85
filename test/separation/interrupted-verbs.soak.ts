import { expect, test } from '@jest/globals';
import { reverse } from '../../migrations/separation/verbs/reverse.ts';
import { status } from '../../migrations/separation/verbs/status.ts';
import { switchOver } from '../../migrations/separation/verbs/switch.ts';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { changeSource } from './support/changes.ts';
import { KILLED, nastyLab } from './support/command-lab.ts';

const ACCEPT = { acceptQuarantine: true };

/** Whoever writes down how far a service is waits for the one who holds its row. */
const MARKING = 'select from separation.run for update';

test('a separation goes on after a kill at any of its steps, and back again', async () => {
  await using lab = await nastyLab();
  const { monolith } = lab;
  const config = lab.database('config').ownerUrl;

  // When some services are complete, and others not yet. Reading the row, as every verb does, goes on meanwhile.
  expect(await lab.dyingCopy(5).exit).toEqual(KILLED);
  await lab.killAt(['copy'], config, MARKING);
  expect(await lab.work(status)).toMatchObject({ state: 'copying', behind: ['config'] });
  await lab.copyHere();
  expect(await lab.work(status)).toMatchObject({ state: 'copied', behind: [] });

  await changeSource(monolith, 1);
  const lastWrites = 'lock table nanopore_processing_steps in share mode';
  await lab.killAt(['sync'], lab.database('samples').ownerUrl, lastWrites);
  await changeSource(monolith, 2);
  await lab.work(sync);
  expect((await lab.verifyHere()).equal).toBe(true);

  // Between the freeze and the end of the verification.
  await lab.killAt(['switch', '--accept-quarantine'], config, 'lock table separation.verifications in share mode');
  await expect(changeSource(monolith, 3)).rejects.toThrow('moved to the samples service');
  const killed = await lab.separate(['status']);
  expect(killed.output).toContain('Copied: ');
  expect(killed.output).toMatch(/The source refuses writes to .*: repeat `switch`/);

  // When some services count already, and others not yet.
  await lab.killAt(['switch', '--accept-quarantine'], config, MARKING);
  expect((await lab.work(status)).behind).toEqual(['config']);
  await lab.work((separation) => switchOver(separation, ACCEPT));
  expect(await lab.work(status)).toMatchObject({ state: 'switched', behind: [] });
  await expect(changeSource(monolith, 3)).rejects.toThrow('moved to the samples service');

  await lab.byAdmin('samples', (client) => client.query(`update nanopore_samples set hold_reason = 'waits'`));
  await lab.byAdmin('samples', (client) => client.query(`update nanopore_attachments set description = 'since'`));
  await lab.killAt(['reverse'], monolith.url, 'lock table nanopore_attachments in share mode');
  await lab.killAt(['reverse'], config, MARKING);
  await expect(lab.work((separation) => switchOver(separation, ACCEPT))).rejects.toThrow('repeat `reverse`');
  await lab.work(reverse);
  expect(await lab.work(status)).toMatchObject({ state: 'reversed', behind: [], frozen: [] });
  const { rows } = await monolith.query(`select distinct description from nanopore_attachments`);
  expect(rows).toEqual([{ description: 'since' }]);
  await changeSource(monolith, 4);
});
