import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FeatureFlag } from '../../../subgraphs/config/entities/feature-flag.entity.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(config);
});
afterAll(() => service.close());

const SET = `mutation($input: SetFeatureFlagInput!) {
  setFeatureFlag(input: $input) { userErrors { code field message } featureFlag { id conditions } }
}`;
const EVALUATE = `query($name: String!, $environment: ConfigEnvironment = PRODUCTION, $context: JSON) {
  evaluateFlag(name: $name, environment: $environment, context: $context) { name enabled reason }
}`;
const EVALUATE_ALL = `query($context: JSON) {
  evaluateFlags(environment: PRODUCTION, context: $context) { name enabled reason }
}`;

const set = async (flagName: string, flag: object) => {
  const input = { flagName, environment: 'PRODUCTION', isEnabled: true, ...flag };
  return (await service.query(SET, { input })).data.setFeatureFlag;
};
const evaluate = async (name: string, context?: unknown) =>
  (await service.query(EVALUATE, { name, context })).data.evaluateFlag;

test('every answer has its reason', async () => {
  const conditions = { role: 'technician', appVersion: { semver: '>=2.1.0' } };
  await set('off', { isEnabled: false });
  await set('on', {});
  await set('pilot', { conditions });
  await set('half', { rolloutPercentage: 50 });
  expect(await evaluate('nowhere')).toEqual({ name: 'nowhere', enabled: false, reason: 'UNKNOWN_FLAG' });
  expect(await evaluate('off')).toEqual({ name: 'off', enabled: false, reason: 'DISABLED' });
  expect(await evaluate('on')).toEqual({ name: 'on', enabled: true, reason: 'ENABLED' });
  expect(await evaluate('pilot', { role: 'technician', appVersion: '2.1.0' })).toMatchObject({ reason: 'ENABLED' });
  expect(await evaluate('pilot', { role: 'technician', appVersion: '2.0.9' })).toEqual({
    name: 'pilot',
    enabled: false,
    reason: 'CONDITIONS_NOT_MET',
  });
  expect(await evaluate('half')).toMatchObject({ enabled: false, reason: 'NO_UNIT' });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => evaluate('half', { userId: `user-${i}` })));
  expect(new Set(answers.map(({ enabled, reason }) => `${enabled} ${reason}`))).toEqual(
    new Set(['true INSIDE_ROLLOUT', 'false OUTSIDE_ROLLOUT']),
  );
});

test('a page asks for all flags of its environment at once: by name, the same answers, one statement', async () => {
  await service.em().insert(FeatureFlag, { flagName: 'elsewhere', environment: 'test', isEnabled: true });
  const context = { userId: 'user-7', role: 'technician', appVersion: '2.1.0' };
  const { data } = await service.query(EVALUATE_ALL, { context });
  const names = data.evaluateFlags.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['half', 'off', 'on', 'pilot']);
  for (const answer of data.evaluateFlags) {
    expect(await evaluate(answer.name, context)).toEqual(answer);
  }
  expect(await service.statements(EVALUATE_ALL, { context })).toBe(1);
  expect(await service.statements(EVALUATE, { name: 'half', context })).toBe(1);
});

test('a flag that goes live on a day: the clock of the server decides, unless the context has its own', async () => {
  await set('launched', { conditions: { now: { after: '2020-01-01' } } });
  await set('planned', { conditions: { now: { after: '2999-01-01' } } });
  expect((await evaluate('launched')).enabled).toBe(true);
  expect((await evaluate('planned')).enabled).toBe(false);
  expect((await evaluate('planned', { now: '2999-01-02' })).enabled).toBe(true);
});

test('a unit is treated alike in all environments', async () => {
  await service.em().insert(FeatureFlag, {
    flagName: 'half',
    environment: 'staging',
    isEnabled: true,
    rolloutPercentage: 50,
  });
  for (let i = 0; i < 10; i++) {
    const context = { unit: `run-${i}` };
    const staging = await service.query(EVALUATE, { name: 'half', environment: 'STAGING', context });
    expect(staging.data.evaluateFlag).toEqual(await evaluate('half', context));
  }
});

test('an old flag whose conditions nobody can read is off, and says why', async () => {
  await service.em().insert(FeatureFlag, {
    flagName: 'ancient',
    environment: 'production',
    isEnabled: true,
    conditions: { runs: { flowCell: 'R10.4.1' } },
  });
  expect(await evaluate('ancient')).toEqual({ name: 'ancient', enabled: false, reason: 'CONDITIONS_UNREADABLE' });
});

test('conditions that cannot be read are not written; each problem is named with its place', async () => {
  const { featureFlag, userErrors } = await set('bad', {
    conditions: { role: { like: 'x' }, or: [{ appVersion: { semver: 'newest' } }, 'x'] },
  });
  expect(featureFlag).toBeNull();
  expect(userErrors).toEqual([
    {
      code: 'INVALID_FORMAT',
      field: ['conditions', 'role', 'like'],
      message: 'conditions.role.like: is no test; there are equals, in, contains, semver, before, after',
    },
    {
      code: 'INVALID_FORMAT',
      field: ['conditions', 'or', '0', 'appVersion', 'semver'],
      message: 'conditions.or.0.appVersion.semver: must be comparisons of versions such as >=2.1.0 <3.0.0',
    },
    {
      code: 'INVALID_FORMAT',
      field: ['conditions', 'or', '1'],
      message: 'conditions.or.1: must be an object of conditions',
    },
  ]);
  expect((await evaluate('bad')).reason).toBe('UNKNOWN_FLAG');
});

test.each([['text'], [['a', 'list']], [5], [true]])('the context %j is bad input', async (context) => {
  for (const query of [EVALUATE, EVALUATE_ALL]) {
    const { errors } = await service.query(query, { name: 'on', context });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'context' });
  }
});

test.each([
  ['of 2 MB', 'k'.repeat(2_000_000)],
  ['with NUL', 'a\0'],
])('a name %s is bad input', async (_what, name) => {
  const { errors } = await service.query(EVALUATE, { name });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'name' });
});
