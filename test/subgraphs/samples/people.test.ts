import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { User } from '../../../subgraphs/samples/entities/user.entity.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type Answer, type ServiceUnderTest, serviceUnderTest, TEST_IDENTITY } from '../../support/service.ts';

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
