import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import type { Subgraph } from '../../../platform/graphql/subgraph.ts';
import { type Actor, EVERY_SCOPE, type RequestIdentity } from '../../../platform/identity/actor.ts';
import { nameBased } from '../../../platform/identity/uuid.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { User } from '../../../subgraphs/samples/entities/user.entity.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { eventually, sql } from '../../platform/postgres/support.ts';
import { type Answer, LAB, type ServiceUnderTest, serviceUnderTest, TEST_IDENTITY } from '../../support/service.ts';
import { statementsOf } from '../../support/statements.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  await service.em().insertMany(User, [
    { name: 'Morgan Grey', email: 'morgan@example.org', aliases: ['Grey', 'MG'] },
    { name: 'Sasha Ito', email: 'sasha@example.org', aliases: ['SI'] },
    {
      id: TEST_IDENTITY.actor.userId as string,
      name: 'Dana Reyes',
      email: 'dana.reyes@example.org',
      aliases: ['Dana'],
    },
  ]);
});
afterAll(() => service.close());

test.each([
  ['grey', ['Morgan Grey']],
  ['mg', ['Morgan Grey']],
  ['SASHA@', ['Sasha Ito']],
  ['%', []],
  ['', ['Dana Reyes', 'Morgan Grey', 'Sasha Ito']],
])('%j finds %j, by name, address or short name', async (search, expected) => {
  const { data } = await service.query(
    'query($search: String) { users(search: $search) { totalCount nodes { name aliases } } }',
    { search },
  );
  expect(data.users.nodes.map(({ name }: { name: string }) => name)).toEqual(expected);
  expect(data.users.totalCount).toBe(expected.length);
});

/** Whom the directory finds, in its order, however long the pages are. */
async function found(search: string, first = 25): Promise<string[]> {
  const names: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors }: Answer = await service.query(
      `query($search: String, $first: Int, $after: String) {
        users(search: $search, first: $first, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } }
      }`,
      { search, first, after },
    );
    expect(errors).toBeUndefined();
    names.push(...data.users.nodes.map(({ name }: { name: string }) => name));
    after = data.users.pageInfo.endCursor;
    more = data.users.pageInfo.hasNextPage;
  }
  return names;
}

test('whoever looks up the name on an old tube finds the one who signed it so, before all who are called alike', async () => {
  await service.em().insertMany(User, [
    { name: 'Ada Greyson', email: 'ada@example.org', aliases: ['AG'] },
    { name: 'Kim Long', email: 'kim-grey@example.org', aliases: ['KL'] },
    { name: 'Pat Lindgrey', email: 'pat@example.org', aliases: ['PL'] },
    { name: 'Robin Greay', email: 'robin@example.org', aliases: ['RG'] },
    { name: 'Grey', email: null, aliases: [] },
    { name: null, email: 'mg@example.org', aliases: [] },
  ]);
  const everybodyLikeGrey = await found('grey');
  // Signed or called just so; then with a word that begins so; with a part; and what somebody may have meant.
  expect(everybodyLikeGrey.slice(0, 2).sort()).toEqual(['Grey', 'Morgan Grey']);
  expect(everybodyLikeGrey.slice(2)).toEqual(['Ada Greyson', 'Kim Long', 'Pat Lindgrey', 'Robin Greay']);
  expect((await found('MG'))[0]).toBe('Morgan Grey');
  expect((await found('ag'))[0]).toBe('Ada Greyson');
});

test('a misspelt name finds whom it resembles', async () => {
  expect(await found('Sascha')).toEqual(['Sasha Ito']);
  expect((await found('Morgen Gray'))[0]).toBe('Morgan Grey');
  expect(await found('zzyzx')).toEqual([]);
});

test('pages of a search follow its order and lose nobody', async () => {
  const all = await found('example.org');
  expect(all).toHaveLength(8);
  expect(await found('example.org', 2)).toEqual(all);
});

test('I am who I signed in as; a service is nobody', async () => {
  expect((await service.query('{ me { name email aliases } }')).data.me).toEqual({
    name: 'Dana Reyes',
    email: 'dana.reyes@example.org',
    aliases: ['Dana'],
  });
  const robot = {
    ...TEST_IDENTITY,
    actor: { userId: null, name: 'robot', email: null, kind: 'service' as const, scopes: EVERY_SCOPE },
  };
  expect(await service.execute({ query: '{ me { name } }' }, robot)).toEqual({ data: { me: null } });
});

/** Somebody whom an issuer of identities has told about. */
const newcomer = (subject: string, given: Partial<Actor> = {}): RequestIdentity => {
  const account = { issuer: 'https://id.example.org/', subject };
  const userId = nameBased([account.issuer, account.subject]);
  const actor = {
    userId,
    name: `Name of ${subject}`,
    email: null,
    kind: 'person',
    scopes: EVERY_SCOPE,
    account,
  } as const;
  return { ...TEST_IDENTITY, actor: { ...actor, ...given } };
};

/** What the directory holds of somebody, who signed in where. */
const rowsOf = (subject: string): Promise<User[]> =>
  service.em().find(User, { subject }, { populate: ['issuer', 'subject'] });

test('whoever comes for the first time is in the directory, by issuer and subject', async () => {
  const ada = newcomer('ada', { email: 'ada.l@example.org' });
  expect(await service.execute({ query: '{ me { id name email aliases } }' }, ada)).toEqual({
    data: { me: { id: ada.actor.userId, name: 'Name of ada', email: 'ada.l@example.org', aliases: [] } },
  });
  expect(await rowsOf('ada')).toEqual([
    expect.objectContaining({ id: ada.actor.userId, issuer: 'https://id.example.org/', subject: 'ada' }),
  ]);
});

test('whoever asks who they are waits until the directory has them', async () => {
  const uma = newcomer('uma');
  const other = new Client({ connectionString: service.database.ownerUrl });
  await other.connect();
  try {
    await other.query('begin; lock table users in share mode');
    const answer = service.execute({ query: '{ me { id } }' }, uma);
    await eventually(async () => {
      const { rows } = await other.query(`select 1 from pg_locks where relation = 'users'::regclass and not granted`);
      return rows.length === 1;
    }, 'the entry waits for the lock');
    // Others are answered meanwhile, several times over.
    for (let i = 0; i < 5; i++) {
      expect((await service.query('{ me { name } users(search: "nobody") { totalCount } }')).data.me.name).toBe(
        'Dana Reyes',
      );
    }
    await other.query('commit');
    expect(await answer).toEqual({ data: { me: { id: uma.actor.userId } } });
  } finally {
    await other.end();
  }
});

test('the first request may be about anything, and many may be the first', async () => {
  const [kim, lee] = [newcomer('kim'), newcomer('lee')];
  const questions = [
    '{ me { id } }',
    '{ samples(first: 0) { totalCount } }',
    '{ projects(first: 1) { nodes { id } } }',
  ];
  const answers = await Promise.all([...questions, ...questions].map((query) => service.execute({ query }, kim)));
  expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  expect(await rowsOf('kim')).toHaveLength(1);
  await service.execute({ query: '{ samples(first: 0) { totalCount } }' }, lee);
  await eventually(async () => (await rowsOf('lee')).length === 1, 'lee is in the directory');
});

test('a first request that writes is signed with the row', async () => {
  const sam = newcomer('sam');
  const query = `mutation { createSample(input: { sampleName: "first" }) {
    sample { createdBy { id name } } userErrors { message } } }`;
  expect(await service.execute({ query }, sam)).toEqual({
    data: { createSample: { sample: { createdBy: { id: sam.actor.userId, name: 'Name of sam' } }, userErrors: [] } },
  });
  expect(await rowsOf('sam')).toEqual([expect.objectContaining({ id: sam.actor.userId })]);
});

test('another process meets the row and leaves it as it is; one process asks once', async () => {
  const ira = newcomer('ira');
  const me = async (subgraph: Subgraph, identity: RequestIdentity) =>
    localExecutor(subgraph, silentLog())({ query: '{ me { name } }' }, identity);
  const other = samples.build(service.orm, { lab: LAB, secrets: {} });
  const named = { data: { me: { name: 'Name of ira' } } };
  const first = await statementsOf(() => me(service.subgraph, ira), 'samples');
  expect(first.filter(({ text }) => /insert into "users"/.test(text))).toHaveLength(1);
  expect(await statementsOf(() => me(service.subgraph, ira), 'samples')).toHaveLength(1);
  expect(await me(other, newcomer('ira', { name: 'Another name' }))).toEqual(named);
  expect(await rowsOf('ira')).toHaveLength(1);
});

test('while the database does not take it the entry is tried again with the next request', async () => {
  const noor = newcomer('noor');
  const admin = service.database.ownerUrl;
  await sql(admin, 'alter table users rename to users_away');
  const { errors } = await service.execute({ query: '{ me { id } }' }, noor);
  expect(errors).toHaveLength(1);
  await sql(admin, 'alter table users_away rename to users');
  expect(await service.execute({ query: '{ me { id } }' }, noor)).toEqual({ data: { me: { id: noor.actor.userId } } });
});
