import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(config);
});
afterAll(() => service.close());

const SET = `mutation($input: SetFeatureFlagInput!) {
  setFeatureFlag(input: $input) {
    userErrors { code field message }
    featureFlag { id flagName isEnabled environment rolloutPercentage conditions description createdAt updatedAt }
  }
}`;
const DUPLEX = { flagName: 'duplex_basecalling', environment: 'PRODUCTION' };

const set = async (input: object) => (await service.query(SET, { input })).data.setFeatureFlag;

/** The newest first, values read. */
async function historyOf(flagName: string) {
  const { data } = await service.query(
    'query($key: String) { configHistory(key: $key) { nodes { oldValue newValue changeReason changedBy { id } } } }',
    { key: `flag:${flagName}` },
  );
  return data.configHistory.nodes.map(({ oldValue, newValue, ...rest }: { oldValue: string; newValue: string }) => ({
    oldValue: JSON.parse(oldValue),
    newValue: JSON.parse(newValue),
    ...rest,
  }));
}

/** How many flags and changes there are. */
async function counts(): Promise<[number, number]> {
  const { data } = await service.query('{ featureFlags { id } configHistory(first: 0) { totalCount } }');
  return [data.featureFlags.length, data.configHistory.totalCount];
}

test('a new flag is off, for everybody, until it is told otherwise', async () => {
  const { featureFlag, userErrors } = await set(DUPLEX);
  expect(userErrors).toEqual([]);
  expect(featureFlag).toMatchObject({
    ...DUPLEX,
    isEnabled: false,
    rolloutPercentage: 100,
    conditions: null,
    description: null,
  });
});

test('a pilot begins: what is given changes, the rest stays, and the history knows who and why', async () => {
  const conditions = { labs: ['Lee Lab'], 'run.flowCell': { equals: 'R10.4.1' } };
  await set({ ...DUPLEX, isEnabled: true, rolloutPercentage: 10, conditions, changeReason: 'Pilot' });
  const { featureFlag } = await set({ ...DUPLEX, rolloutPercentage: 0, description: 'Duplex reads' });
  expect(featureFlag).toMatchObject({ isEnabled: true, rolloutPercentage: 0, conditions, description: 'Duplex reads' });

  const changedBy = { id: DEMONSTRATION_ACTOR.userId };
  const off = { isEnabled: false, rolloutPercentage: 100, conditions: null };
  const pilot = { isEnabled: true, rolloutPercentage: 10, conditions };
  expect(await historyOf(DUPLEX.flagName)).toEqual([
    { oldValue: pilot, newValue: { ...pilot, rolloutPercentage: 0 }, changeReason: null, changedBy },
    { oldValue: off, newValue: pilot, changeReason: 'Pilot', changedBy },
    { oldValue: null, newValue: off, changeReason: null, changedBy },
  ]);
});

test('conditions are replaced whole, and removed with null', async () => {
  const flag = { flagName: 'conditional', environment: 'TEST' };
  await set({ ...flag, conditions: { labs: ['Lee Lab'], role: 'technician' } });
  expect((await set({ ...flag, conditions: { labs: ['Kim Lab'] } })).featureFlag.conditions).toEqual({
    labs: ['Kim Lab'],
  });
  expect((await set({ ...flag, conditions: null })).featureFlag.conditions).toBeNull();
});

test('setting what is set already changes nothing, in whatever order conditions are written', async () => {
  const flag = { flagName: 'same', environment: 'TEST' };
  const first = await set({ ...flag, conditions: { role: 'technician', b: 1, a: { in: [1], equals: 1 } } });
  const again = await set({
    ...flag,
    conditions: { a: { equals: 1, in: [1] }, b: 1, role: 'technician' },
    isEnabled: null,
  });
  expect(again).toEqual(first);
  expect(await historyOf('same')).toHaveLength(1);
});

test('a flag of one environment leaves the others alone', async () => {
  await set({ flagName: 'own', environment: 'TEST', isEnabled: true });
  await set({ flagName: 'own', environment: 'STAGING' });
  const { data } = await service.query(`{
    test: featureFlag(name: "own", environment: TEST) { isEnabled }
    staging: featureFlag(name: "own", environment: STAGING) { isEnabled }
    production: featureFlag(name: "own", environment: PRODUCTION) { isEnabled }
  }`);
  expect(data).toEqual({ test: { isEnabled: true }, staging: { isEnabled: false }, production: null });
});

test('many who set the same new flag at once: one adds it, the others change it, no step is lost', async () => {
  const steps = Array.from({ length: 12 }, (_, i) => i);
  const answers = await Promise.all(
    steps.map((rolloutPercentage) => set({ flagName: 'raced', environment: 'TEST', rolloutPercentage })),
  );
  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  expect(new Set(answers.map(({ featureFlag }) => featureFlag.id)).size).toBe(1);
  const changes = (await historyOf('raced')).toReversed() as { oldValue: unknown; newValue: unknown }[];
  expect(changes).toHaveLength(steps.length);
  expect(changes.map(({ oldValue }) => oldValue)).toEqual([
    null,
    ...changes.slice(0, -1).map(({ newValue }) => newValue),
  ]);
});

test.each([
  ['flagName', '" "', ' ', 'REQUIRED', 'must not be blank'],
  ['flagName', 'of 256 characters', 'f'.repeat(256), 'TOO_LONG', 'at most 255 characters'],
  ['flagName', '"Flag"', 'Flag', 'INVALID_FORMAT', 'must begin with a small letter'],
  ['rolloutPercentage', '-1', -1, 'OUT_OF_RANGE', 'between 0 and 100 percent'],
  ['rolloutPercentage', '101', 101, 'OUT_OF_RANGE', 'between 0 and 100 percent'],
  ['conditions', '["technician"]', ['technician'], 'INVALID_FORMAT', 'must be a JSON object'],
  ['conditions', '"technician"', 'technician', 'INVALID_FORMAT', 'must be a JSON object'],
  ['conditions', 'much too long', { text: 'x'.repeat(10_000) }, 'TOO_LONG', 'at most 10000 characters'],
  ['conditions', '{ text: "a\\0b" }', { text: 'a\0b' }, 'INVALID_FORMAT', 'NUL'],
  ['conditions', 'with half a character', { text: '\ud800' }, 'INVALID_FORMAT', 'broken'],
  ['description', '""', '', 'REQUIRED', 'must not be blank'],
  ['description', 'of 2,000,000 characters', 'd'.repeat(2_000_000), 'TOO_LONG', 'at most 2000 characters'],
  ['changeReason', 'of 1,001 characters', 'r'.repeat(1_001), 'TOO_LONG', 'at most 1000 characters'],
])('%s %s is refused, nothing is written', async (field, _what, value, code, message) => {
  const before = await counts();
  const answer = await set({ flagName: 'bad', environment: 'TEST', [field]: value });
  expect(answer).toEqual({
    featureFlag: null,
    userErrors: [{ code, field: [field], message: expect.stringMatching(new RegExp(`^${field}: .*${message}`)) }],
  });
  expect(await counts()).toEqual(before);
});

test.each([
  ['flagName', undefined],
  ['flagName', 5],
  ['environment', undefined],
  ['environment', 'LIVE'],
  ['isEnabled', 'yes'],
  ['rolloutPercentage', 12.5],
  ['rolloutPercentage', '12'],
  ['rolloutPercentage', 1e12],
])('%s %j is no value of its type: the error names it, nothing is written', async (field, value) => {
  const before = await counts();
  const { errors } = await service.query(SET, { input: { flagName: 'bad', environment: 'TEST', [field]: value } });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(field);
  expect(await counts()).toEqual(before);
});
