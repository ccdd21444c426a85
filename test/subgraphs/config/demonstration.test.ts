import { expect, test } from '@jest/globals';
import { seedConfig } from '../../../demo/config.ts';
import { DEMO_USERS } from '../../../demo/lab.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

const EVERYTHING = `{
  appConfigs(first: 100) {
    nodes { id configKey configValue environment isEncrypted isSensitive description createdAt updatedAt }
  }
  featureFlags { id flagName isEnabled environment rolloutPercentage conditions description createdAt updatedAt }
  configHistory(first: 100) {
    nodes { id configKey environment oldValue newValue changedBy { id } changeReason timestamp createdAt }
  }
}`;

async function seeded(): Promise<ServiceUnderTest> {
  const service = await serviceUnderTest(config);
  await seedConfig(service.em());
  return service;
}

test('the demonstration lab has settings and flags in all environments, no secrets among them', async () => {
  await using service = await seeded();
  const { data } = await service.query(EVERYTHING);
  const settings = data.appConfigs.nodes;
  const everywhere = ['DEVELOPMENT', 'PRODUCTION', 'STAGING', 'TEST'];
  const environmentsOf = (list: { environment: string }[]) =>
    [...new Set(list.map((item) => item.environment))].toSorted();
  expect(environmentsOf(settings)).toEqual(everywhere);
  expect(environmentsOf(data.featureFlags)).toEqual(everywhere);
  expect(settings).toHaveLength(12);
  expect(data.featureFlags).toHaveLength(5);
  for (const setting of settings) {
    expect(setting).toMatchObject({ isEncrypted: false, isSensitive: false, configValue: expect.any(String) });
  }
});

test('its history leads, change by change, to what settings and flags are now', async () => {
  await using service = await seeded();
  const { data } = await service.query(EVERYTHING);
  const now = new Map<string, string | null>();
  for (const change of data.configHistory.nodes.toReversed()) {
    const place = `${change.configKey} ${change.environment}`;
    expect(change.oldValue).toBe(now.get(place) ?? null);
    expect(DEMO_USERS.map(({ id }) => id)).toContain(change.changedBy.id);
    now.set(place, change.newValue);
  }
  for (const { configKey, environment, configValue } of data.appConfigs.nodes) {
    expect(now.get(`${configKey} ${environment}`)).toBe(configValue);
  }
  for (const { flagName, environment, isEnabled, rolloutPercentage, conditions } of data.featureFlags) {
    expect(JSON.parse(now.get(`flag:${flagName} ${environment}`) as string)).toEqual({
      isEnabled,
      rolloutPercentage,
      conditions,
    });
  }
});

test('a flag of the lab can be set on from where the demonstration left it', async () => {
  await using service = await seeded();
  const { data } = await service.query(`mutation {
    setFeatureFlag(input: { flagName: "ai_extraction", environment: PRODUCTION, rolloutPercentage: 100 }) {
      featureFlag { isEnabled rolloutPercentage } userErrors { message }
    }
  }`);
  expect(data.setFeatureFlag).toEqual({ featureFlag: { isEnabled: true, rolloutPercentage: 100 }, userErrors: [] });
});

test('every demonstration lab is the same', async () => {
  await using one = await seeded();
  await using other = await seeded();
  expect(await one.query(EVERYTHING)).toEqual(await other.query(EVERYTHING));
});
