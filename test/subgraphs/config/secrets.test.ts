import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { ENCRYPTION_KEY } from '../../../subgraphs/config/config.ts';
import { AppConfig } from '../../../subgraphs/config/entities/app-config.entity.ts';
import { ConfigChange } from '../../../subgraphs/config/entities/config-change.entity.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { LAB, type ServiceUnderTest, serviceUnderTest, TEST_IDENTITY } from '../../support/service.ts';
import { statementsOf } from '../../support/statements.ts';

const [OLD_KEY, NEW_KEY] = [ENCRYPTION_KEY.generate(), ENCRYPTION_KEY.generate()];

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(config, LAB, { secrets: { CONFIG_ENCRYPTION_KEY: `old:${OLD_KEY}` } });
});
afterAll(() => service.close());

const SET = `mutation($input: SetAppConfigInput!) {
  setAppConfig(input: $input) {
    userErrors { code field message }
    appConfig { id configKey configValue typedValue valueType isSensitive isEncrypted }
  }
}`;
const REVEAL = `mutation($input: RevealAppConfigInput!) {
  revealAppConfig(input: $input) {
    userErrors { code field message } configValue typedValue appConfig { configKey configValue typedValue }
  }
}`;
const DELETE = `mutation($input: DeleteAppConfigInput!) {
  deleteAppConfig(input: $input) { userErrors { code field message } appConfig { configKey configValue } }
}`;
const EVERYTHING = `query($key: String!) {
  appConfig(key: $key, environment: PRODUCTION) { id configValue typedValue isSensitive isEncrypted }
  appConfigs(first: 100) { nodes { configKey configValue typedValue } }
  configHistory(key: $key, first: 100) {
    nodes { id kind environment isSensitive oldValue newValue changeReason changedBy { id } }
  }
}`;

const placeOf = (configKey: string) => ({ configKey, environment: 'PRODUCTION' });
const set = async (input: object) => (await service.query(SET, { input })).data.setAppConfig;
const reveal = async (input: object) => (await service.query(REVEAL, { input })).data.revealAppConfig;
const remove = async (input: object) => (await service.query(DELETE, { input })).data.deleteAppConfig;
const seen = async (key: string) => (await service.query(EVERYTHING, { key })).data;
const secret = (configKey: string, configValue = 's3cret') =>
  set({ ...placeOf(configKey), configValue, isSensitive: true });

/** Every row of every table as the database has it. */
async function everythingStored(): Promise<string> {
  const rows = await rowsOf(
    service.em(),
    sql`select to_jsonb(c)::text as row from application_configs c union all select to_jsonb(h)::text from config_history h`,
  );
  return JSON.stringify(rows);
}

test('a token is kept: encrypted in the database, in no list, no entity, no statement; revealed to who asks', async () => {
  const statements = await statementsOf(async () => {
    const { appConfig, userErrors } = await secret('lims.token');
    expect(userErrors).toEqual([]);
    expect(appConfig).toMatchObject({ configValue: null, typedValue: null, isSensitive: true, isEncrypted: true });
  }, 'config');
  expect(JSON.stringify(statements)).not.toContain('s3cret');
  expect(await everythingStored()).not.toContain('s3cret');

  const everything = await seen('lims.token');
  const entity = await service.query(
    'query($them: [_Any!]!) { _entities(representations: $them) { ... on AppConfig { configKey configValue } } }',
    { them: [{ __typename: 'AppConfig', id: everything.appConfig.id }] },
  );
  expect(entity.data._entities).toEqual([{ configKey: 'lims.token', configValue: null }]);
  expect(JSON.stringify(everything)).not.toContain('s3cret');

  expect(await reveal({ ...placeOf('lims.token'), reason: 'To set up the LIMS' })).toEqual({
    userErrors: [],
    configValue: 's3cret',
    typedValue: 's3cret',
    // Clients keep settings by their id: the value must not get in there.
    appConfig: { configKey: 'lims.token', configValue: null, typedValue: null },
  });
});

test('the history knows who changed and who saw a secret, and why, never what it was', async () => {
  await secret('history.token');
  await set({ ...placeOf('history.token'), configValue: 's3cret too', changeReason: 'Rotated' });
  await reveal({ ...placeOf('history.token'), reason: 'Curious' });
  const { configHistory } = await seen('history.token');
  const changedBy = { id: DEMONSTRATION_ACTOR.userId };
  const blank = { isSensitive: true, oldValue: null, newValue: null, environment: 'PRODUCTION', changedBy };
  expect(configHistory.nodes).toMatchObject([
    { ...blank, kind: 'REVEALED', changeReason: 'Curious' },
    { ...blank, kind: 'SET', changeReason: 'Rotated' },
    { ...blank, kind: 'SET', changeReason: null },
  ]);
});

test('the same secret looks different each time it is stored, in every place', async () => {
  await secret('same.a');
  await secret('same.b');
  const stored = async () =>
    (await service.em().find(AppConfig, { configKey: /^same\./ }, { populate: ['configValue'] })).map(
      ({ configValue }) => configValue,
    );
  const first = await stored();
  await secret('same.a');
  expect(new Set([...first, ...(await stored())]).size).toBe(3);
});

test('a setting that turns sensitive takes its past along: what the history held of it is forgotten', async () => {
  await set({ ...placeOf('turned.token'), configValue: 'leaked s3cret' });
  await secret('turned.token');
  expect(await everythingStored()).not.toContain('s3cret');
  await remove(placeOf('turned.token'));
  expect((await seen('turned.token')).configHistory.nodes.map(({ newValue }: { newValue: null }) => newValue)).toEqual([
    null,
    null,
    null,
  ]);
});

test('what is sensitive stays so: left out, null and false do not store it in clear', async () => {
  await secret('sticky.token');
  for (const isSensitive of [undefined, null]) {
    const { appConfig } = await set({ ...placeOf('sticky.token'), configValue: 'new s3cret', isSensitive });
    expect(appConfig).toMatchObject({ isSensitive: true, isEncrypted: true, configValue: null });
  }
  expect(await set({ ...placeOf('sticky.token'), configValue: 'public s3cret', isSensitive: false })).toEqual({
    appConfig: null,
    userErrors: [
      {
        code: 'NOT_ALLOWED_NOW',
        field: ['isSensitive'],
        message: 'isSensitive: this setting is sensitive and stays so; delete it and add it anew.',
      },
    ],
  });
  expect(await everythingStored()).not.toContain('s3cret');
  expect((await reveal(placeOf('sticky.token'))).configValue).toBe('new s3cret');
});

test('a sensitive value is of its type as well, up to the longest', async () => {
  const limits = JSON.stringify({ perDay: 5 });
  const typed = { ...placeOf('typed.secret'), isSensitive: true, valueType: 'JSON' };
  await set({ ...typed, configValue: limits });
  expect(await reveal(placeOf('typed.secret'))).toMatchObject({ configValue: limits, typedValue: { perDay: 5 } });
  expect((await set({ ...typed, configValue: '{' })).userErrors).toMatchObject([
    { code: 'INVALID_FORMAT', field: ['configValue'] },
  ]);
  for (const value of ['', '\u{1F9EC}'.repeat(32_768)]) {
    await secret('long.secret', value);
    expect((await reveal(placeOf('long.secret'))).configValue).toBe(value);
  }
});

test.each([
  ['to another key', 'moved.from', 'moved.to'],
  ['from another environment', 'moved.across', 'moved.across'],
])('a secret that somebody moved by hand %s is refused by name', async (_how, from, to) => {
  await set({
    ...placeOf(from),
    environment: from === to ? 'TEST' : 'PRODUCTION',
    configValue: 'one',
    isSensitive: true,
  });
  await set({ ...placeOf(to), configValue: 'other', isSensitive: true });
  await rowsOf(
    service.em(),
    sql`update application_configs set config_value = (
          select config_value from application_configs where config_key = ${from} and (config_key <> ${to} or environment = 'test'))
        where config_key = ${to} and environment = 'production'`,
  );
  expect(await reveal(placeOf(to))).toEqual({
    appConfig: null,
    configValue: null,
    typedValue: null,
    userErrors: [
      {
        code: 'CANNOT_DECRYPT',
        field: ['configKey'],
        message: `configKey: the stored value does not belong to ${to} in production: it was moved there or changed by hand; set the value anew.`,
      },
    ],
  });
  const { configHistory } = await seen(to);
  expect(configHistory.nodes.map(({ kind }: { kind: string }) => kind)).not.toContain('REVEALED');
});

test('every bit of a stored secret counts', async () => {
  await secret('bits.token');
  const em = service.em();
  const setting = await em.findOneOrFail(AppConfig, { configKey: 'bits.token' }, { populate: ['configValue'] });
  const stored = setting.configValue as string;
  for (const broken of [stored.slice(0, -1), `${stored}A`, stored.replace(/\.(.)(.{15})\./, '.A$2.'), 'v1', 'clear']) {
    if (broken === stored) continue;
    await rowsOf(em, sql`update application_configs set config_value = ${broken} where id = ${setting.id}`);
    expect((await reveal(placeOf('bits.token'))).userErrors).toMatchObject([{ code: 'CANNOT_DECRYPT' }]);
  }
});

test('keys change: the new one encrypts, the old one still decrypts until it is taken away', async () => {
  const as = (keys: string) => {
    const execute = localExecutor(
      config.build(service.orm, { lab: LAB, secrets: { CONFIG_ENCRYPTION_KEY: keys } }),
      silentLog(),
    );
    return async (query: string, input: object) =>
      // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
      (await execute({ query, variables: { input } }, TEST_IDENTITY)).data as any;
  };
  await secret('rotated.token');
  const both = as(`new:${NEW_KEY},old:${OLD_KEY}`);
  expect((await both(REVEAL, placeOf('rotated.token'))).revealAppConfig.configValue).toBe('s3cret');

  const onlyNew = as(`new:${NEW_KEY}`);
  const lacking = (await onlyNew(REVEAL, placeOf('rotated.token'))).revealAppConfig;
  expect(lacking.userErrors[0]).toMatchObject({
    code: 'CANNOT_DECRYPT',
    message: expect.stringContaining('the key old'),
  });

  await both(SET, { ...placeOf('rotated.token'), configValue: 's3cret' });
  expect((await onlyNew(REVEAL, placeOf('rotated.token'))).revealAppConfig.configValue).toBe('s3cret');
});

test.each([
  ['sensitive', { isSensitive: true, isEncrypted: false }],
  ['encrypted', { isSensitive: false, isEncrypted: true }],
])('an old setting that is %s is not seen either, and is encrypted when it is set', async (kind, marks) => {
  const configKey = `old.${kind}`;
  const em = service.em();
  await em.insert(AppConfig, { configKey, environment: 'production', configValue: 'old s3cret', ...marks });
  await em.insert(ConfigChange, { configKey, environment: 'production', oldValue: 'older', newValue: 'old s3cret' });
  const before = await seen(configKey);
  expect(before.appConfig).toMatchObject({ ...marks, configValue: null, typedValue: null });
  expect(before.configHistory.nodes).toMatchObject([{ isSensitive: true, oldValue: null, newValue: null }]);
  const revealed = await reveal(placeOf(configKey));
  expect(revealed.configValue).toBe(kind === 'sensitive' ? 'old s3cret' : null);

  await set({ ...placeOf(configKey), configValue: 'new s3cret' });
  expect((await seen(configKey)).appConfig).toMatchObject({ isSensitive: true, isEncrypted: true });
  expect((await reveal(placeOf(configKey))).configValue).toBe('new s3cret');
  await remove(placeOf(configKey));
  expect(await everythingStored()).not.toContain('s3cret');
});

test('a secret that is deleted is gone: nothing of it stays in the history, its key is free', async () => {
  await secret('gone.token');
  expect(await remove({ ...placeOf('gone.token'), changeReason: 'No longer used' })).toEqual({
    userErrors: [],
    appConfig: { configKey: 'gone.token', configValue: null },
  });
  expect((await seen('gone.token')).appConfig).toBeNull();
  const { appConfig } = await set({ ...placeOf('gone.token'), configValue: 'in the open', isSensitive: false });
  expect(appConfig).toMatchObject({ configValue: 'in the open', isSensitive: false });
});

test('what is not there cannot be revealed', async () => {
  expect(await reveal(placeOf('nothing.here'))).toEqual({
    appConfig: null,
    configValue: null,
    typedValue: null,
    userErrors: [
      {
        code: 'NOT_FOUND',
        field: ['configKey'],
        message: 'configKey: there is no such setting in this environment.',
      },
    ],
  });
});

test('an open setting can be revealed too', async () => {
  await set({ ...placeOf('open.number'), configValue: '7', valueType: 'NUMBER' });
  expect(await reveal(placeOf('open.number'))).toMatchObject({ configValue: '7', typedValue: 7 });
});

test.each([
  ['configKey', '""', '', 'REQUIRED', 'must not be blank'],
  ['configKey', 'of 256 characters', 'k'.repeat(256), 'TOO_LONG', 'at most 255 characters'],
  ['configKey', '"Capital"', 'Capital', 'INVALID_FORMAT', 'must begin with a small letter'],
  ['reason', '" "', ' ', 'REQUIRED', 'must not be blank'],
  ['reason', 'of 1,001 characters', 'r'.repeat(1_001), 'TOO_LONG', 'at most 1000 characters'],
  ['reason', '"a\\0b"', 'a\0b', 'INVALID_FORMAT', 'NUL'],
])('to reveal with a %s %s is refused', async (field, _what, value, code, message) => {
  const answer = await reveal({ ...placeOf('lims.token'), [field]: value });
  expect(answer).toMatchObject({
    configValue: null,
    userErrors: [{ code, field: [field], message: expect.stringMatching(new RegExp(`^${field}: .*${message}`)) }],
  });
});

test.each([
  ['configKey', undefined],
  ['configKey', null],
  ['environment', undefined],
  ['environment', 'production'],
  ['reason', 5],
])('to reveal with %s %j is bad input', async (field, value) => {
  const { errors } = await service.query(REVEAL, { input: { ...placeOf('lims.token'), [field]: value } });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(field);
});

test.each([
  ['too short', 'c2hvcnQ=', 'must be 32 bytes as base64'],
  ['no base64', 'x'.repeat(43).replace('x', '!'), 'must be 32 bytes as base64'],
  ['an odd id', `my key:${OLD_KEY}`, 'must have ids of'],
  ['an empty list item', `${OLD_KEY},`, 'must be 32 bytes as base64.*(key 2 of the list)'],
  ['one id twice', `a:${OLD_KEY},a:${NEW_KEY}`, 'two keys of one id'],
  ['one key twice', `${OLD_KEY},${OLD_KEY}`, 'two keys of one id'],
])('a key that is %s is refused, and not repeated', (_what, keys, message) => {
  const problem = ENCRYPTION_KEY.rules.safeParse(keys).error?.issues[0]?.message as string;
  expect(problem).toMatch(new RegExp(message.replaceAll('(', '\\(').replaceAll(')', '\\)')));
  expect(problem).not.toContain(OLD_KEY);
});
