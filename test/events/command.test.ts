import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RefusedEvent } from '../../platform/events/inbox/refused-event.ts';
import { logEvents } from '../../subgraphs/audit/services/log-events.ts';
import { services } from '../../subgraphs/index.ts';
import { eventually } from '../platform/postgres/support.ts';
import { type TestDatabase, testDatabase } from '../support/databases.ts';
import { run } from '../support/process.ts';
import { type EventLab, eventLab, nameIn, newProjects, rename } from './support/lab.ts';

let isRefused = true;
let lab: EventLab;
let others: Map<string, TestDatabase>;

beforeAll(async () => {
  lab = await eventLab(async (em, events) => {
    if (isRefused && events.some((event) => nameIn(event) === 'odd')) throw new RefusedEvent('no oddities');
    await logEvents(em, events);
  });
  const rest = services.filter(({ name }) => name !== 'samples' && name !== 'audit');
  others = new Map(await Promise.all(rest.map(async (one) => [one.name, await testDatabase(one)] as const)));
});
afterAll(async () => {
  await Promise.all([...others.values()].map((database) => database.drop()));
  await lab[Symbol.asyncDispose]();
});

async function command(...args: string[]): Promise<{ code: number | null; output: string }> {
  const databases = new Map([...others, ['samples', lab.samples.database], ['audit', lab.audit.database]]);
  const env = Object.fromEntries([...databases].map(([name, { dbUrl }]) => [`${name.toUpperCase()}_DB_URL`, dbUrl]));
  const running = run('start/events.ts', env, args);
  const { code } = await running.exit;
  return { code, output: running.output() };
}

test('an operator sees how far events are, which one is stuck and why, and has it tried again', async () => {
  await using _relay = lab.relay();
  const [id] = await newProjects(lab, ['odd']);
  await rename(lab, id as string, 'even');
  await newProjects(lab, ['plain']);
  await eventually(
    async () => (await lab.change('select from event_deferrals where parked_at is not null')).length === 1,
    'it is parked',
  );
  const { output: status } = await command('status');
  expect(status).toMatch(
    /^service +subscriber +waiting +oldest +refused +parked +relayed +lost\nsamples +audit +2 +\d+ s +1 +1 +1 +0\n$/,
  );
  const { output: json } = await command('status', '--json');
  expect(JSON.parse(json)).toMatchObject([
    { service: 'samples', subscriber: 'audit', waiting: 2, parked: 1, relayed: 1 },
  ]);

  const { output: parked } = await command('parked');
  expect(parked).toMatch(
    new RegExp(
      `^[0-9a-f-]{36}  project\\.created  project/${id}  of 20\\S+Z\n` +
        '  audit refused it 3 times \\(database of samples\\): no oddities\n  1 later event\\(s\\) of its subject wait\n$',
    ),
  );
  expect(await command('retry')).toEqual({ code: 1, output: expect.stringMatching(/^Say which event/) });
  expect(await command('retry', id as string)).toEqual({ code: 1, output: `No event ${id} is parked.\n` });
  isRefused = false;
  const event = parked.slice(0, 36);
  const { output: retried } = await command('retry', event);
  expect(retried).toBe('Tried again as soon as the relay looks: 1 event(s), 0 subscriber(s).\n');
  await eventually(async () => (await lab.logged(`resource_id = '${id}'`)).length === 2, 'both are logged');
  expect((await command('parked')).output).toBe('No event is parked.\n');
});
