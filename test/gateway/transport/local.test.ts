import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { localTransport } from '../../../gateway/transport/local-transport.ts';
import type { TransportSettings } from '../../../gateway/transport/settings.ts';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import type { RequestIdentity } from '../../../platform/identity/actor.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { caller, faultOf, mutation, query, somebody, timeout, underTest } from './transport-under-test.ts';

type Context = RequestIdentity;
type Resolver = (arguments_: { id?: string }, context: Context) => unknown;

/** The subgraph `greeter` in this process. */
function inProcess(resolvers: Record<string, Resolver>, changes: Partial<TransportSettings> = {}) {
  const schema = buildSchema(`
    type Query { hello(id: ID): String list: [Item] }
    type Item { name: String }
    type Mutation { greet: String }
  `);
  for (const [name, resolve] of Object.entries(resolvers)) {
    const field = (schema.getQueryType()?.getFields()[name] ?? schema.getMutationType()?.getFields()[name]) as {
      resolve?: unknown;
    };
    field.resolve = (_root: unknown, arguments_: { id?: string }, context: Context) => resolve(arguments_, context);
  }
  const execute = localExecutor({ name: 'greeter', schema, createContext: (identity) => identity }, silentLog());
  const executors = new Map([['greeter', execute]]);
  const local = underTest((options) => localTransport(executors, options), changes);
  return { ...local, ask: local.at('') };
}

test('the schema is called as the caller, with errors at their paths', async () => {
  await using greeter = inProcess({
    hello: ({ id }, { actor }) => {
      if (id === 'nobody') {
        throw new Error('select * from greetings at db.internal');
      }
      return `${actor.name} to ${id}`;
    },
  });
  const asked = query('query ($id: ID) { hello(id: $id) }', { id: 'Bob' });
  expect(await greeter.ask(asked, somebody('Ada'), undefined)).toEqual({ data: { hello: 'Ada to Bob' } });
  const { data, errors } = await greeter.ask({ ...asked, variables: { id: 'nobody' } }, caller(), undefined);
  expect([data, errors?.[0]?.path]).toEqual([{ hello: null }, ['hello']]);
});

test('equal fetches are executed once, and each asker may write into his answer', async () => {
  let executed = 0;
  await using greeter = inProcess({
    list: async () => {
      executed += 1;
      return [{ name: 'a' }, null];
    },
  });
  const answers = await Promise.all([1, 2, 3].map(() => greeter.ask(query('{ list { name } }'), caller(), undefined)));
  expect(executed).toBe(1);
  const [first, ...others] = answers as { data: { list: ({ name: string } | null)[] } }[];
  (first?.data.list as unknown[])[0] = 'mine';
  for (const { data } of others) {
    expect(data).toEqual({ list: [{ name: 'a' }, null] });
    (data.list[0] as { name: string }).name = 'mine';
  }
});

test('one that takes too long is waited for no longer; a client that goes neither', async () => {
  const finish = Promise.withResolvers<string>();
  await using greeter = inProcess({ hello: () => finish.promise, greet: () => 'done' }, timeout(50));
  expect((await faultOf(greeter.ask(query(), caller(), undefined))).code).toBe('SUBGRAPH_TIMEOUT');
  const client = new AbortController();
  const gone = faultOf(greeter.ask(query(), caller(), client.signal));
  client.abort();
  expect((await gone).reason).toContain('nobody waits');
  finish.resolve('too late');
  expect(await greeter.ask(mutation(), caller(), undefined)).toEqual({ data: { greet: 'done' } });
});

test('whoever closes waits for what is being executed', async () => {
  const finish = Promise.withResolvers<string>();
  const greeter = inProcess({ hello: () => finish.promise });
  const answer = greeter.ask(query(), caller(), undefined);
  const order: string[] = [];
  const closing = greeter.close().then(() => order.push('closed'));
  await setImmediate();
  order.push('finished');
  finish.resolve('you');
  expect(await answer).toEqual({ data: { hello: 'you' } });
  await closing;
  expect(order).toEqual(['finished', 'closed']);
});

test('what goes wrong before the execution is the fault of the service, and its cause stays in the log', async () => {
  await using greeter = inProcess({});
  const fault = await faultOf(greeter.ask(query('{ hello('), caller(), undefined));
  expect([fault.code, fault.message]).toEqual(['SUBGRAPH_UNAVAILABLE', 'The greeter service is unavailable.']);
  expect(greeter.lines).toMatchObject([
    { subgraph: 'greeter', err: { message: expect.stringContaining('Syntax Error') } },
  ]);
});

test('a subgraph that does not run here is refused when it is set up', async () => {
  await using greeter = inProcess({});
  expect(() => greeter.transport({ name: 'stranger', url: '' })).toThrow('stranger');
});
