import { expect, test } from '@jest/globals';
import { reverse } from '../../migrations/separation/verbs/reverse.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { differences, imageOf } from '../support/monolith/compare.ts';
import { objections } from './support/lab.ts';
import { movedLab, switchedNow } from './support/moved-lab.ts';

const NUMBERED = `
  create table users (id serial primary key, name text); insert into users (name) values ('Ada'), ('Ben');
  create table nanopore_samples (id serial primary key, sample_name text not null, created_by int references users);
  insert into nanopore_samples (sample_name, created_by) values ('first', 1), ('second', 2);
  create table audit_logs (id serial primary key, event_type text, action text, user_id int, resource_type text, resource_id text);
  insert into audit_logs (event_type, action, user_id, resource_type, resource_id) values
    ('sample', 'create', 1, 'sample', '2'), ('user', 'login', 2, 'users', '1'), ('sample', 'delete', 1, 'sample', '77'),
    ('freezer', 'open', 1, 'freezer', '2'), ('sample', 'list', 2, 'sample', null), ('sample', 'import', 2, null, '1'),
    ('sample', 'read', 2, 'sample', '6F1C2D3E-0000-4000-8000-000000000001')`;

test('an audit trail still leads to the rows that a monolith had numbered, and back', async () => {
  await using lab = await movedLab(NUMBERED, []);
  expect(objections(await lab.run(verify))).toEqual([]);
  const [sample] = await lab.asService('samples', `select id from nanopore_samples where sample_name = 'second'`);
  const [user] = await lab.asService('samples', `select id from users where name = 'Ada'`);
  const logs = await lab.asService(
    'audit',
    `select action, resource_id, legacy ->> 'resource_id' as was from audit_logs order by action`,
  );
  expect(logs).toEqual([
    { action: 'create', resource_id: sample?.id, was: '2' },
    { action: 'delete', resource_id: expect.stringMatching(/^[0-9a-f-]{36}$/), was: '77' },
    { action: 'import', resource_id: '1', was: null },
    { action: 'list', resource_id: null, was: null },
    { action: 'login', resource_id: user?.id, was: '1' },
    { action: 'open', resource_id: '2', was: null },
    { action: 'read', resource_id: '6F1C2D3E-0000-4000-8000-000000000001', was: null },
  ]);

  const before = await lab.source.connected(imageOf);
  await switchedNow(lab);
  await lab.source.query('drop trigger separation_frozen on audit_logs');
  await lab.source.query('delete from audit_logs');
  expect([...(await lab.run(reverse)).differing]).toEqual([]);
  expect(differences(before, await lab.source.connected(imageOf))).toEqual([]);
});
