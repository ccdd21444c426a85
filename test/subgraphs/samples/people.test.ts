import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { User } from '../../../subgraphs/samples/entities/user.entity.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest, TEST_IDENTITY } from '../../support/service.ts';

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
  ['a', ['Dana Reyes', 'Morgan Grey', 'Sasha Ito']],
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

test('I am who I signed in as; a service is nobody', async () => {
  expect((await service.query('{ me { name email aliases } }')).data.me).toEqual({
    name: 'Dana Reyes',
    email: 'dana.reyes@example.org',
    aliases: ['Dana'],
  });
  const robot = { ...TEST_IDENTITY, actor: { userId: null, name: 'robot', email: null, kind: 'service' as const } };
  expect(await service.execute({ query: '{ me { name } }' }, robot)).toEqual({ data: { me: null } });
});
