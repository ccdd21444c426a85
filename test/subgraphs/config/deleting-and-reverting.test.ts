import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { ConfigChange } from '../../../subgraphs/config/entities/config-change.entity.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(config);
});
afterAll(() => service.close());

const ERRORS = 'userErrors { code field message }';
const SETTING = 'appConfig { id configKey configValue valueType typedValue description isSensitive }';
const FLAG = 'featureFlag { id flagName isEnabled rolloutPercentage conditions description }';
const DOCUMENTS = {
  setAppConfig: `mutation($input: SetAppConfigInput!) { answer: setAppConfig(input: $input) { ${ERRORS} ${SETTING} } }`,
  deleteAppConfig: `mutation($input: DeleteAppConfigInput!) { answer: deleteAppConfig(input: $input) { ${ERRORS} ${SETTING} } }`,
  setFeatureFlag: `mutation($input: SetFeatureFlagInput!) { answer: setFeatureFlag(input: $input) { ${ERRORS} ${FLAG} } }`,
  deleteFeatureFlag: `mutation($input: DeleteFeatureFlagInput!) { answer: deleteFeatureFlag(input: $input) { ${ERRORS} ${FLAG} } }`,
  revertConfig: `mutation($input: RevertConfigInput!) { answer: revertConfig(input: $input) { ${ERRORS} ${SETTING} ${FLAG} } }`,
};
type Verb = keyof typeof DOCUMENTS;

const run = async (verb: Verb, input: object) => (await service.query(DOCUMENTS[verb], { input })).data.answer;
const of = (configKey: string) => ({ configKey, environment: 'PRODUCTION' });
const ofFlag = (flagName: string) => ({ flagName, environment: 'PRODUCTION' });

type Change = {
  id: string;
  kind: string;
  oldValue: string | null;
  newValue: string | null;
  changeReason: string | null;
  changedBy: { id: string } | null;
};
/** The newest first. */
async function historyOf(key: string): Promise<Change[]> {
  const { data } = await service.query(
    'query($key: String) { configHistory(key: $key) { nodes { id kind oldValue newValue changeReason changedBy { id } } } }',
    { key },
  );
  return data.configHistory.nodes;
}
const nth = async (key: string, n: number): Promise<string> => ((await historyOf(key)).at(n) as Change).id;
const settingOf = async (key: string) =>
  (
    await service.query(
      `query($key: String!) { appConfig(key: $key, environment: PRODUCTION) { configValue typedValue } }`,
      { key },
    )
  ).data.appConfig;
const counts = async () =>
  (
    await service.query(
      '{ appConfigs(first: 0) { totalCount } featureFlags { id } configHistory(first: 0) { totalCount } }',
    )
  ).data;

test('a setting is deleted: shown a last time, gone, and the history knows who, why and what it was', async () => {
  const { appConfig } = await run('setAppConfig', {
    ...of('uploads.largest_mb'),
    configValue: '200',
    valueType: 'NUMBER',
  });
  expect(appConfig).toMatchObject({ valueType: 'NUMBER', typedValue: 200 });
  expect(await run('deleteAppConfig', { ...of('uploads.largest_mb'), changeReason: 'No limit any more' })).toEqual({
    userErrors: [],
    appConfig,
  });
  expect(await settingOf('uploads.largest_mb')).toBeNull();
  expect((await historyOf('uploads.largest_mb'))[0]).toMatchObject({
    kind: 'DELETED',
    oldValue: '200',
    newValue: null,
    changeReason: 'No limit any more',
    changedBy: { id: DEMONSTRATION_ACTOR.userId },
  });
});

test('deleted by mistake: it comes back with its value and its type', async () => {
  const { appConfig } = await run('revertConfig', {
    changeId: await nth('uploads.largest_mb', 0),
    changeReason: 'Oops',
  });
  expect(appConfig).toMatchObject({ configValue: '200', valueType: 'NUMBER', typedValue: 200 });
  expect((await historyOf('uploads.largest_mb'))[0]).toMatchObject({
    kind: 'REVERTED',
    oldValue: null,
    newValue: '200',
    changeReason: 'Oops',
  });
});

test('a bad change is taken back: value and type are what they were before it, whatever came later', async () => {
  const key = 'extraction.confidence_threshold';
  await run('setAppConfig', { ...of(key), configValue: '0.60', valueType: 'NUMBER' });
  await run('setAppConfig', { ...of(key), configValue: 'high', valueType: 'STRING' });
  await run('setAppConfig', { ...of(key), configValue: 'higher' });
  const { appConfig, featureFlag, userErrors } = await run('revertConfig', { changeId: await nth(key, 1) });
  expect(userErrors).toEqual([]);
  expect(featureFlag).toBeNull();
  expect(appConfig).toMatchObject({ configValue: '0.60', typedValue: 0.6 });
  expect((await historyOf(key))[0]).toMatchObject({ kind: 'REVERTED', oldValue: 'higher', newValue: '0.60' });
});

test('taking back a taking back restores what there was; again changes nothing', async () => {
  const key = 'extraction.confidence_threshold';
  const changeId = await nth(key, 0);
  expect((await run('revertConfig', { changeId })).appConfig).toMatchObject({
    configValue: 'higher',
    typedValue: 'higher',
  });
  const before = await counts();
  expect((await run('revertConfig', { changeId })).appConfig).toMatchObject({ configValue: 'higher' });
  expect(await counts()).toEqual(before);
});

test('an addition that is taken back removes the setting', async () => {
  await run('setAppConfig', { ...of('added.once'), configValue: '1' });
  const changeId = await nth('added.once', 0);
  expect(await run('revertConfig', { changeId })).toEqual({ userErrors: [], appConfig: null, featureFlag: null });
  expect(await settingOf('added.once')).toBeNull();
  expect((await historyOf('added.once'))[0]).toMatchObject({ kind: 'REVERTED', oldValue: '1', newValue: null });
  const before = await counts();
  expect(await run('revertConfig', { changeId })).toEqual({ userErrors: [], appConfig: null, featureFlag: null });
  expect(await counts()).toEqual(before);
});

test('no value of a sensitive setting can be put back, nor one of before it was', async () => {
  await run('setAppConfig', { ...of('lims.token'), configValue: 'open' });
  await run('setAppConfig', { ...of('lims.token'), configValue: 's3cret', isSensitive: true });
  await run('setAppConfig', { ...of('lims.token'), configValue: 's3cret too' });
  const changes = await historyOf('lims.token');
  await run('deleteAppConfig', of('lims.token'));
  for (const { id } of [...changes, ...(await historyOf('lims.token')).slice(0, 1)]) {
    expect(await run('revertConfig', { changeId: id })).toMatchObject({
      appConfig: null,
      userErrors: [
        {
          code: 'NOT_ALLOWED_NOW',
          field: ['changeId'],
          message: 'changeId: no value of a sensitive setting is kept; set it anew.',
        },
      ],
    });
  }
  expect(await settingOf('lims.token')).toBeNull();
});

test('looking at a value changed nothing that could be taken back', async () => {
  await run('setAppConfig', { ...of('looked.at'), configValue: '1' });
  await service.query(
    'mutation { revealAppConfig(input: { configKey: "looked.at", environment: PRODUCTION }) { configValue } }',
  );
  expect(await run('revertConfig', { changeId: await nth('looked.at', 0) })).toMatchObject({
    userErrors: [{ code: 'NOT_ALLOWED_NOW', field: ['changeId'], message: expect.stringContaining('looked at') }],
  });
});

test('a flag is deleted and brought back as it decided then', async () => {
  const pilot = { isEnabled: true, rolloutPercentage: 10, conditions: { labs: ['Lee Lab'] } };
  const { featureFlag } = await run('setFeatureFlag', { ...ofFlag('duplex'), ...pilot });
  await run('setFeatureFlag', { ...ofFlag('duplex'), rolloutPercentage: 100, conditions: null });
  const last = (await run('deleteFeatureFlag', { ...ofFlag('duplex'), changeReason: 'Everybody has it' })).featureFlag;
  expect(last).toEqual({ ...featureFlag, rolloutPercentage: 100, conditions: null });
  const [deleted, raised] = (await historyOf('flag:duplex')) as [Change, Change];
  expect(deleted).toMatchObject({ kind: 'DELETED', newValue: null, changeReason: 'Everybody has it' });
  expect(JSON.parse(deleted.oldValue as string)).toEqual({ isEnabled: true, rolloutPercentage: 100, conditions: null });

  expect((await run('revertConfig', { changeId: raised.id })).featureFlag).toMatchObject(pilot);
  const [first] = (await historyOf('flag:duplex')).toReversed() as [Change];
  expect(await run('revertConfig', { changeId: first.id })).toEqual({
    userErrors: [],
    appConfig: null,
    featureFlag: null,
  });
  const { data } = await service.query('{ featureFlag(name: "duplex", environment: PRODUCTION) { id } }');
  expect(data.featureFlag).toBeNull();
});

test('what a flag was before there were rules for conditions is not put back', async () => {
  const oldValue = JSON.stringify({ isEnabled: true, rolloutPercentage: 5, conditions: { role: { like: 'x' } } });
  const id = await service.em().insert(ConfigChange, {
    ...{ configKey: 'flag:ancient', environment: 'production', oldValue, newValue: null },
  });
  expect(await run('revertConfig', { changeId: id })).toMatchObject({
    featureFlag: null,
    userErrors: [{ code: 'NOT_ALLOWED_NOW', message: expect.stringContaining('conditions.role.like: is no test') }],
  });
});

test('two people delete the same thing at once: one of them finds it gone', async () => {
  await run('setAppConfig', { ...of('raced'), configValue: '1' });
  await run('setFeatureFlag', ofFlag('raced'));
  for (const [verb, input] of [
    ['deleteAppConfig', of('raced')],
    ['deleteFeatureFlag', ofFlag('raced')],
  ] as const) {
    const answers = await Promise.all([1, 2, 3].map(() => run(verb, input)));
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  }
  expect((await historyOf('raced')).map(({ kind }) => kind)).toEqual(['DELETED', 'SET']);
});

test.each([
  [
    'NUMBER',
    ['0', '-0.5', '1e3', '9007199254740991'],
    ['', ' 1', '1.', '.5', '007', '0x10', 'NaN', '1e999', '9007199254740993'],
  ],
  ['BOOLEAN', ['true', 'false'], ['', 'True', '1', 'yes']],
  [
    'JSON',
    ['null', '[1, "a"]', '{"a": {"b": "]"}}', '[[]]', '"[[["'],
    ['', '{', "{'a': 1}", `${'['.repeat(51)}${']'.repeat(51)}`],
  ],
  ['STRING', ['', 'anything at all'], []],
])('a value of the type %s is read as such, or not taken', async (valueType, good, bad) => {
  for (const configValue of good) {
    const { appConfig } = await run('setAppConfig', { ...of('typed'), configValue, valueType });
    const expected = valueType === 'STRING' ? configValue : JSON.parse(configValue);
    expect(appConfig).toMatchObject({ configValue, valueType, typedValue: expected });
  }
  const before = await counts();
  for (const configValue of bad) {
    expect(await run('setAppConfig', { ...of('typed'), configValue, valueType })).toMatchObject({
      appConfig: null,
      userErrors: [
        { code: 'INVALID_FORMAT', field: ['configValue'], message: expect.stringMatching(/^configValue: must be/) },
      ],
    });
  }
  expect(await counts()).toEqual(before);
});

test('a type stays when only the value is set, and is checked then as well', async () => {
  await run('setAppConfig', { ...of('stays'), configValue: '1', valueType: 'NUMBER' });
  expect((await run('setAppConfig', { ...of('stays'), configValue: '2' })).appConfig.typedValue).toBe(2);
  expect(await run('setAppConfig', { ...of('stays'), configValue: 'two' })).toMatchObject({
    userErrors: [
      { code: 'INVALID_FORMAT', field: ['configValue'], message: expect.stringContaining('its type number') },
    ],
  });
});

const NOBODY = '0195e5a0-0000-7000-8000-00000000dead';
test.each<[Verb, string, unknown, string]>([
  ['deleteAppConfig', 'configKey', 'not.there', 'NOT_FOUND'],
  ['deleteAppConfig', 'configKey', '', 'REQUIRED'],
  ['deleteAppConfig', 'configKey', 'k'.repeat(256), 'TOO_LONG'],
  ['deleteAppConfig', 'configKey', 'Capital', 'INVALID_FORMAT'],
  ['deleteAppConfig', 'changeReason', ' ', 'REQUIRED'],
  ['deleteAppConfig', 'changeReason', 'r'.repeat(1_001), 'TOO_LONG'],
  ['deleteFeatureFlag', 'flagName', 'not.there', 'NOT_FOUND'],
  ['deleteFeatureFlag', 'flagName', '', 'REQUIRED'],
  ['deleteFeatureFlag', 'flagName', 'f'.repeat(256), 'TOO_LONG'],
  ['deleteFeatureFlag', 'flagName', 'flag:x', 'INVALID_FORMAT'],
  ['deleteFeatureFlag', 'changeReason', 'r'.repeat(1_001), 'TOO_LONG'],
  ['revertConfig', 'changeId', NOBODY, 'NOT_FOUND'],
  ['revertConfig', 'changeId', 'the last one', 'INVALID_FORMAT'],
  ['revertConfig', 'changeReason', '', 'REQUIRED'],
  ['revertConfig', 'changeReason', 'a\0b', 'INVALID_FORMAT'],
])('%s with the %s %.40j is refused, nothing is written', async (verb, field, value, code) => {
  const before = await counts();
  const given = { configKey: 'typed', flagName: 'typed', changeId: await nth('typed', 0), environment: 'PRODUCTION' };
  const fields = {
    deleteAppConfig: of('typed'),
    deleteFeatureFlag: ofFlag('typed'),
    revertConfig: { changeId: given.changeId },
  };
  const answer = await run(verb, { ...fields[verb as keyof typeof fields], [field]: value });
  expect(answer.userErrors).toEqual([
    { code, field: [field], message: expect.stringMatching(new RegExp(`^${field}: `)) },
  ]);
  expect(await counts()).toEqual(before);
});

test.each<[Verb, string, unknown]>([
  ['deleteAppConfig', 'configKey', undefined],
  ['deleteAppConfig', 'configKey', null],
  ['deleteAppConfig', 'environment', undefined],
  ['deleteAppConfig', 'environment', 'PROD'],
  ['deleteAppConfig', 'changeReason', 5],
  ['deleteFeatureFlag', 'flagName', undefined],
  ['deleteFeatureFlag', 'flagName', 7],
  ['deleteFeatureFlag', 'environment', null],
  ['revertConfig', 'changeId', undefined],
  ['revertConfig', 'changeId', null],
  ['revertConfig', 'changeReason', {}],
])('%s with the %s %j is bad input, nothing is written', async (verb, field, value) => {
  const before = await counts();
  const fields = {
    deleteAppConfig: of('typed'),
    deleteFeatureFlag: ofFlag('typed'),
    revertConfig: { changeId: NOBODY },
  };
  const input = { ...fields[verb as keyof typeof fields], [field]: value };
  const { errors } = await service.query(DOCUMENTS[verb], { input });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(field);
  expect(await counts()).toEqual(before);
});
