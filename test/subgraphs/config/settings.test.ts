import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { ENCRYPTION_KEY } from '../../../subgraphs/config/config.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { type KeyRing, readKeyRing } from '../../../subgraphs/config/services/key-ring.ts';
import { setAppConfig } from '../../../subgraphs/config/services/set-app-config.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(config);
});
afterAll(() => service.close());

const SET = `mutation($input: SetAppConfigInput!) {
  setAppConfig(input: $input) {
    userErrors { code field message }
    appConfig { id configKey configValue environment isSensitive isEncrypted description createdAt updatedAt }
  }
}`;
const HISTORY = `query($key: String) {
  configHistory(key: $key, first: 100) { nodes { configKey environment oldValue newValue changeReason changedBy { id } } }
}`;
const KEYS = readKeyRing(ENCRYPTION_KEY.generate()) as KeyRing;
const MODEL = { configKey: 'basecalling.model', environment: 'PRODUCTION', configValue: 'hac@v5.0.0' };

const set = async (input: object) => (await service.query(SET, { input })).data.setAppConfig;
const historyOf = async (key: string) => (await service.query(HISTORY, { key })).data.configHistory.nodes;

/** How many settings and changes there are. */
async function counts(): Promise<[number, number]> {
  const { data } = await service.query(
    '{ appConfigs(first: 0) { totalCount } configHistory(first: 0) { totalCount } }',
  );
  return [data.appConfigs.totalCount, data.configHistory.totalCount];
}

test('a setting is added; the history knows who did so and why', async () => {
  const { appConfig, userErrors } = await set({
    ...MODEL,
    description: 'Of runs that name none',
    changeReason: 'Start',
  });
  expect(userErrors).toEqual([]);
  expect(appConfig).toMatchObject({ ...MODEL, isSensitive: false, isEncrypted: false });
  expect(await historyOf(MODEL.configKey)).toEqual([
    {
      configKey: 'basecalling.model',
      environment: 'PRODUCTION',
      oldValue: null,
      newValue: 'hac@v5.0.0',
      changeReason: 'Start',
      changedBy: { id: DEMONSTRATION_ACTOR.userId },
    },
  ]);
});

test('it is changed: the same setting with a new value, its description as it was', async () => {
  const before = (await service.query('{ appConfig(key: "basecalling.model", environment: PRODUCTION) { id } }')).data;
  const { appConfig } = await set({ ...MODEL, configValue: 'sup@v5.0.0', changeReason: 'Better GPUs' });
  expect(appConfig).toMatchObject({
    id: before.appConfig.id,
    configValue: 'sup@v5.0.0',
    description: 'Of runs that name none',
  });
  expect((await historyOf(MODEL.configKey))[0]).toMatchObject({
    oldValue: 'hac@v5.0.0',
    newValue: 'sup@v5.0.0',
    changeReason: 'Better GPUs',
  });
});

test('setting what is set already changes nothing and is no entry of the history', async () => {
  const first = await set({ ...MODEL, configKey: 'same' });
  const again = await set({ ...MODEL, configKey: 'same', changeReason: 'To be sure' });
  expect(again).toEqual(first);
  expect(await historyOf('same')).toHaveLength(1);
});

test('a description is removed with null', async () => {
  await set({ ...MODEL, configKey: 'described', description: 'About to go' });
  const { appConfig } = await set({ ...MODEL, configKey: 'described', description: null });
  expect(appConfig.description).toBeNull();
});

test('a value is kept to the letter, the empty one too', async () => {
  for (const value of ['', '  two  blanks\n', '\u{1F9EC}', 'x'.repeat(65_536)]) {
    const { appConfig } = await set({ ...MODEL, configKey: 'letter', configValue: value });
    expect(appConfig.configValue).toBe(value);
  }
});

test('environments have their own values of one key', async () => {
  await set({ ...MODEL, configKey: 'own', environment: 'TEST', configValue: 'fast' });
  await set({ ...MODEL, configKey: 'own', environment: 'STAGING', configValue: 'slow' });
  const { data } = await service.query(`{
    test: appConfig(key: "own", environment: TEST) { configValue }
    staging: appConfig(key: "own", environment: STAGING) { configValue }
    production: appConfig(key: "own", environment: PRODUCTION) { configValue }
  }`);
  expect(data).toEqual({ test: { configValue: 'fast' }, staging: { configValue: 'slow' }, production: null });
});

test('one request that sets a setting twice sees both values', async () => {
  const { data } = await service.query(`mutation {
    one: setAppConfig(input: { configKey: "twice", environment: TEST, configValue: "1" }) { appConfig { configValue } }
    two: setAppConfig(input: { configKey: "twice", environment: TEST, configValue: "2" }) { appConfig { configValue } }
  }`);
  expect(data).toEqual({ one: { appConfig: { configValue: '1' } }, two: { appConfig: { configValue: '2' } } });
});

test('many who set the same new key at once: one adds it, the others change it, the history has all in order', async () => {
  const values = Array.from({ length: 12 }, (_, i) => `value ${i}`);
  const answers = await Promise.all(values.map((configValue) => set({ ...MODEL, configKey: 'raced', configValue })));

  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  expect(new Set(answers.map(({ appConfig }) => appConfig.id)).size).toBe(1);
  const changes = (await historyOf('raced')).toReversed() as { oldValue: string | null; newValue: string }[];
  expect(changes.map(({ newValue }) => newValue).toSorted()).toEqual(values.toSorted());
  expect(changes.map(({ oldValue }) => oldValue)).toEqual([
    null,
    ...changes.slice(0, -1).map(({ newValue }) => newValue),
  ]);
  const { data } = await service.query('{ appConfig(key: "raced", environment: PRODUCTION) { configValue } }');
  expect(data.appConfig.configValue).toBe(changes.at(-1)?.newValue);
});

test('a service that changes a setting is nobody of the directory', async () => {
  const actor = { userId: null, name: 'deployment', email: null, kind: 'service', scopes: EVERY_SCOPE } as const;
  await setAppConfig(service.em(), actor, { configKey: 'by_service', environment: 'test', configValue: '1' }, KEYS);
  expect(await historyOf('by_service')).toMatchObject([{ newValue: '1', changedBy: null }]);
});

test('a change that cannot be recorded is not made', async () => {
  const before = await counts();
  const nobody = { ...DEMONSTRATION_ACTOR, userId: 'no-uuid' };
  const change = setAppConfig(service.em(), nobody, { configKey: 'lost', environment: 'test', configValue: '1' }, KEYS);
  await expect(change).rejects.toThrow();
  expect(await counts()).toEqual(before);
});

test.each(['{"a":[1e400]}', '[12345678901234567890]', '{"a":{"b":-9007199254740993}}'])(
  'JSON with a number that would be read as another one is refused: %s',
  async (configValue) => {
    const { appConfig, userErrors } = await set({ ...MODEL, configKey: 'bad', configValue, valueType: 'JSON' });
    expect(appConfig).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'INVALID_FORMAT', field: ['configValue'] }]);
  },
);

test('JSON with numbers as they are kept is read as it was written', async () => {
  const configValue = '{"a":[0.1,-0.5e-3,9007199254740991],"b":"12345678901234567890","c":null}';
  await set({ ...MODEL, configKey: 'exact', configValue, valueType: 'JSON' });
  const { data } = await service.query(
    '{ appConfig(key: "exact", environment: PRODUCTION) { configValue typedValue } }',
  );
  expect(data.appConfig).toEqual({ configValue, typedValue: JSON.parse(configValue) });
});

test.each([
  ['configKey', '""', '', 'REQUIRED', 'must not be blank'],
  ['configKey', 'of 256 characters', 'k'.repeat(256), 'TOO_LONG', 'at most 255 characters'],
  ['configKey', '"Capital"', 'Capital', 'INVALID_FORMAT', 'must begin with a small letter'],
  ['configKey', '"9lives"', '9lives', 'INVALID_FORMAT', 'must begin with a small letter'],
  ['configKey', '"flag:mine"', 'flag:mine', 'INVALID_FORMAT', 'must begin with a small letter'],
  ['configKey', '"two words"', 'two words', 'INVALID_FORMAT', 'must begin with a small letter'],
  ['configKey', '"späti"', 'späti', 'INVALID_FORMAT', 'must begin with a small letter'],
  ['configValue', 'of 65,537 characters', 'x'.repeat(65_537), 'TOO_LONG', 'at most 65536 characters'],
  ['configValue', 'of 2,000,000 characters', 'x'.repeat(2_000_000), 'TOO_LONG', 'at most 65536 characters'],
  ['configValue', '"a\\0b"', 'a\0b', 'INVALID_FORMAT', 'NUL or broken characters'],
  ['configValue', '"\\ud800"', '\ud800', 'INVALID_FORMAT', 'NUL or broken characters'],
  ['description', '"  "', '  ', 'REQUIRED', 'must not be blank'],
  ['description', 'of 2,001 characters', 'd'.repeat(2_001), 'TOO_LONG', 'at most 2000 characters'],
  ['changeReason', '""', '', 'REQUIRED', 'must not be blank'],
  ['changeReason', 'of 1,001 characters', 'r'.repeat(1_001), 'TOO_LONG', 'at most 1000 characters'],
])('%s %s is refused, nothing is written', async (field, _what, value, code, message) => {
  const before = await counts();
  const answer = await set({ ...MODEL, configKey: 'bad', [field]: value });
  expect(answer).toEqual({
    appConfig: null,
    userErrors: [{ code, field: [field], message: expect.stringMatching(new RegExp(`^${field}: .*${message}`)) }],
  });
  expect(await counts()).toEqual(before);
});

test.each([
  ['configKey', undefined],
  ['configKey', 5],
  ['environment', undefined],
  ['environment', 'PROD'],
  ['environment', 'production'],
  ['configValue', undefined],
  ['configValue', null],
  ['configValue', true],
  ['isSensitive', 'no'],
  ['valueType', 'TEXT'],
  ['valueType', 'number'],
  ['changeReason', 7],
])('%s %j is no value of its type: the error names it, nothing is written', async (field, value) => {
  const before = await counts();
  const { errors } = await service.query(SET, { input: { ...MODEL, configKey: 'bad', [field]: value } });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(field);
  expect(await counts()).toEqual(before);
});
