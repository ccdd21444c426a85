import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copy } from '../../migrations/separation/verbs/copy.ts';
import { reverse } from '../../migrations/separation/verbs/reverse.ts';
import { status } from '../../migrations/separation/verbs/status.ts';
import { type SwitchReport, switchOver } from '../../migrations/separation/verbs/switch.ts';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { differences, imageOf } from '../support/monolith/compare.ts';
import { writing } from '../support/monolith/writer.ts';
import { derivedOf } from './support/derived.ts';
import { copiedLab, type Lab, labOver, NASTY_SETTINGS, nastyMonolith, objections } from './support/lab.ts';
import { triggersOf } from './support/triggers.ts';

// One lab's move, from its first day to the day on which it thinks better of it.

/** Of rows that the services make; the last digit is added. */
const ID = '00000000-0000-4000-8000-00000000000';

let lab: Lab;
let triggersBefore: Record<string, string>;

beforeAll(async () => {
  lab = await labOver(await nastyMonolith({ samples: 60 }));
  triggersBefore = await triggersOf(lab.source);
});
afterAll(async () => lab[Symbol.asyncDispose]());

const switched = () =>
  lab.run((separation) => switchOver(separation, { acceptQuarantine: true })) as Promise<SwitchReport>;

const immutability = async () => (await lab.connected('audit', triggersOf))['audit_logs.audit_logs_insert_only'];

test('a lab that writes on and on is copied, and switched without a difference', async () => {
  const writer = await writing(lab.source.url); // ends with its database, if not before
  await writer.more(5);
  await lab.run((separation) => copy(separation, NASTY_SETTINGS));
  await writer.more(5);
  expect(await immutability()).toBe('D');
  await lab.run(sync);
  await writer.more(5);
  const { switched: done, frozenMs, verification } = await switched();
  expect(objections(verification)).toEqual([]);
  expect({ done, equal: verification.equal }).toEqual({ done: true, equal: true });
  await writer.until(({ refused }) => refused > 0);
  await writer.stop();
  const { state, frozenMs: written, frozen } = await lab.run(status);
  expect({ state, written }).toEqual({ state: 'switched', written: Math.round(frozenMs) });
  expect(frozen).toContain('public.nanopore_samples');
  expect(frozen).not.toContain('public.sessions');
});

test('the monolith says who has the rows now; what stays behind can be written', async () => {
  await expect(lab.source.query('delete from nanopore_samples')).rejects.toThrow('moved to the samples service');
  await expect(lab.source.query('truncate audit_logs')).rejects.toThrow('moved to the audit service');
  await expect(lab.source.query(`update "Order" set "from" = ''`)).rejects.toThrow('moved to the config service');
  await lab.source.query('delete from sessions where id = 1');
});

test('the audit log refuses changes again, and what the services compute is right', async () => {
  expect(await immutability()).toBe('O');
  const { held, anew } = await derivedOf(lab);
  expect(held).toEqual(anew);
});

test('a second switch changes nothing', async () => {
  expect(await switched()).toBe('already');
});

/** What people do through the services after the switch, as the roles that the services run as. */
const WRITES: [service: string, sql: string][] = [
  [
    'samples',
    `insert into submissions (id, name, submission_number, status)
     values ('${ID}1', 'July', 'HTSF-JL-147', 'submitted')`,
  ],
  [
    'samples',
    `insert into nanopore_samples (id, sample_name, submission_id, status, priority, concentration, hold_reason)
     values ('${ID}2', 'first of the new', '${ID}1', 'submitted', 'normal', 12.5, 'no tube')`,
  ],
  [
    'samples',
    `insert into nanopore_processing_steps (id, sample_id, step_name, step_status)
     values ('${ID}3', '${ID}2', 'sample_qc', 'pending')`,
  ],
  ['samples', `update nanopore_processing_steps set step_status = 'completed' where id = '${ID}3'`],
  ['samples', `update nanopore_samples set lab_name = 'by the service' where id = md5('sample:2')::uuid`],
  ['samples', `update nanopore_samples set deleted_at = '2026-07-01 12:00+00' where id = md5('sample:3')::uuid`],
  ['samples', `delete from nanopore_attachments where sample_id = md5('sample:8')::uuid`],
  ['samples', `insert into lab.freezers ("Name", capacity) values ('by the service', 3)`],
  ['samples', `delete from lab.freezer_alarms where freezer = 5`],
  ['config', `update feature_flags set rollout_percentage = 12 where flag_name = '' and environment = 'test'`],
  [
    'audit',
    `insert into compliance_reports (id, report_type, period_start, period_end, status)
     values ('${ID}4', 'access', '2026-01-01', '2026-07-01', 'completed')`,
  ],
];

/** The UUID that the monolith has for it. */
function idOf(what: string): string {
  const hash = createHash('md5').update(what).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A row that is not on both sides, by its first column; what the writer at work may have written is left out. */
const shortened = (line: string): string =>
  line.replace(/(only in the \w+: [^,]+),.*/s, '$1').replace(/lab_name='Lab \d+' \| /, '');

test('the services go on, and what they have written comes back into the monolith', async () => {
  const before = await lab.source.connected(imageOf);
  for (const [service, sql] of WRITES) {
    await lab.asService(service, sql);
  }
  const report = await lab.run(reverse);
  expect([...report.differing]).toEqual([]);
  const after = await lab.source.connected(imageOf);
  const sample = (n: number): string => `public.nanopore_samples: id='${idOf(`sample:${n}`)}' differs: `;
  expect(differences(before, after).map(shortened).sort()).toEqual(
    [
      `lab.freezer_alarms: only in the first: freezer='5'`,
      `lab.freezer_alarms: only in the first: freezer='5'`,
      `lab.freezer_alarms: only in the first: freezer='5'`,
      `lab.freezers: only in the second: freezerId='21'`,
      `public.feature_flags: flag_name='' differs: rollout_percentage='70' | rollout_percentage='12'`,
      `public.nanopore_attachments: only in the first: id='${idOf('attachment:8')}'`,
      `public.nanopore_processing_steps: only in the second: id='${ID}3'`,
      `public.nanopore_samples: only in the second: id='${ID}2'`,
      `${sample(2)}lab_name='by the service'`,
      `${sample(3)}deleted_at=NULL | deleted_at='2026-07-01 08:00:00'`,
      `public.nanopore_submissions: only in the second: id='${ID}1'`,
    ].sort(),
  );
});

test('what the monolith has no place for is kept beside it', async () => {
  const { rows } = await lab.source.query(
    `select table_name, key_values, why, coalesce(data ->> 'hold_reason', data ->> 'report_type') as value
     from separation.kept where data ->> 'hold_reason' = 'no tube' or data ->> 'report_type' = 'access' order by 1`,
  );
  expect(rows).toEqual([
    { table_name: 'audit.compliance_reports', key_values: null, why: 'the source has no such table', value: 'access' },
    {
      table_name: 'samples.nanopore_samples',
      key_values: [`${ID}2`],
      why: 'the source has no such columns',
      value: 'no tube',
    },
  ]);
});

test('the monolith is whole again: everybody may write, and its triggers are as they were', async () => {
  expect(await triggersOf(lab.source)).toEqual(triggersBefore);
  await lab.source.query(`insert into nanopore_samples (sample_name) values ('written by hand again')`);
  const { rows } = await lab.source.query(
    `insert into lab.freezers ("Name", capacity) values ('next', 1) returning "freezerId" as id`,
  );
  expect(rows).toEqual([{ id: 22 }]);
  expect((await lab.run(status)).state).toBe('reversed');
  await expect(switched()).rejects.toThrow('The separation was reversed');
});

test('nothing is switched, and everybody may write, when a database refuses to become equal', async () => {
  await using stubborn = await copiedLab({ samples: 20 });
  await stubborn.connected('samples', (client) =>
    client.query(`
      create function shout() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$;
      create trigger shout before insert or update on users for each row execute function shout()`),
  );
  const { rows } = await stubborn.source.query(
    `insert into users (username, password_hash, name) values ('late', '-', 'Quiet') returning id`,
  );
  const before = await triggersOf(stubborn.source);
  const { switched: done, verification } = (await stubborn.run((separation) =>
    switchOver(separation, { acceptQuarantine: true }),
  )) as SwitchReport;
  expect(done).toBe(false);
  expect(objections(verification)).toEqual([`samples.users ["${rows[0].id}"] changed name`]);
  const { state, frozen } = await stubborn.run(status);
  expect({ state, frozen }).toEqual({ state: 'copied', frozen: [] });
  expect(await triggersOf(stubborn.source)).toEqual(before);
  await stubborn.source.query('delete from users where id = $1', [rows[0].id]);
  expect((await stubborn.connected('audit', triggersOf))['audit_logs.audit_logs_insert_only']).toBe('D');
});
