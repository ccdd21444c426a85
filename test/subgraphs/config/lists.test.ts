import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppConfig, ENVIRONMENTS } from '../../../subgraphs/config/entities/app-config.entity.ts';
import { ConfigChange } from '../../../subgraphs/config/entities/config-change.entity.ts';
import { FeatureFlag } from '../../../subgraphs/config/entities/feature-flag.entity.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

/** Keys of which one is the beginning of another, in an order that no sorting has. */
const KEYS = [
  'lab',
  'lab.name',
  'lab-name',
  'lab_name',
  'laboratory',
  ...Array.from({ length: 25 }, (_, i) => `k${i}`),
];
const ID = (n: number): string => `0195e5a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

const settings = KEYS.flatMap((configKey) => ENVIRONMENTS.map((environment) => ({ configKey, environment }))).map(
  (setting, i) => ({ id: ID(i), configValue: `${setting.configKey} in ${setting.environment}`, ...setting }),
);
const flags = settings.map(({ id, configKey, environment }) => ({ id, flagName: configKey, environment }));
const changes = settings.map(({ id, configKey, environment }, i) => ({
  id,
  configKey,
  environment,
  newValue: String(i),
  timestamp: new Date(Date.UTC(2026, 8, 14, 8, i - (i % 3))),
}));

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(config);
  const em = service.em();
  await em.insertMany(AppConfig, settings);
  await em.insertMany(FeatureFlag, flags);
  await em.insertMany(ConfigChange, changes);
});
afterAll(() => service.close());

type Place = { configKey: string; environment: string };
const byPlace = (a: Place, b: Place): number =>
  a.configKey === b.configKey ? (a.environment < b.environment ? -1 : 1) : a.configKey < b.configKey ? -1 : 1;

const SETTINGS = `query($environment: ConfigEnvironment, $first: Int, $after: String) {
  appConfigs(environment: $environment, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id configKey environment configValue }
  }
}`;
const HISTORY = `query($key: String, $environment: ConfigEnvironment, $first: Int, $after: String) {
  configHistory(key: $key, environment: $environment, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id newValue }
  }
}`;

async function allPages(list: 'appConfigs' | 'configHistory', query: string, variables: object): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await service.query(query, { ...variables, after });
    ids.push(...data[list].nodes.map(({ id }: { id: string }) => id));
    ({ hasNextPage: more, endCursor: after } = data[list].pageInfo);
  }
  return ids;
}

test('the pages of all settings make up the whole list, by key, then by environment', async () => {
  const expected = settings.toSorted(byPlace).map(({ id }) => id);
  for (const first of [1, 7, 100]) {
    expect(await allPages('appConfigs', SETTINGS, { first })).toEqual(expected);
  }
  expect((await service.query(SETTINGS)).data.appConfigs.totalCount).toBe(settings.length);
});

test('one environment has its own settings and flags', async () => {
  const staging = settings.filter(({ environment }) => environment === 'staging').toSorted(byPlace);
  const ids = staging.map(({ id }) => id);
  expect(await allPages('appConfigs', SETTINGS, { environment: 'STAGING', first: 10 })).toEqual(ids);
  expect((await service.query(SETTINGS, { environment: 'STAGING' })).data.appConfigs.totalCount).toBe(staging.length);
  const { data } = await service.query('{ featureFlags(environment: STAGING) { id environment } }');
  expect(data.featureFlags.map(({ id }: { id: string }) => id)).toEqual(ids);
});

test('all flags come by name, then by environment', async () => {
  const { data } = await service.query('{ featureFlags { id } }');
  expect(data.featureFlags.map(({ id }: { id: string }) => id)).toEqual(settings.toSorted(byPlace).map(({ id }) => id));
});

test('the pages of the history make up the whole, the newest first, also where moments are equal', async () => {
  const expected = changes.map(({ id }) => id).reverse();
  for (const first of [1, 7, 100]) {
    expect(await allPages('configHistory', HISTORY, { first })).toEqual(expected);
  }
});

test('the history of one key, of one environment, and of both', async () => {
  const idsOf = (matches: (place: Place) => boolean) =>
    changes
      .filter(matches)
      .map(({ id }) => id)
      .reverse();
  const ofLab = ({ configKey }: Place) => configKey === 'lab';
  const ofTest = ({ environment }: Place) => environment === 'test';
  expect(await allPages('configHistory', HISTORY, { key: 'lab' })).toEqual(idsOf(ofLab));
  expect(await allPages('configHistory', HISTORY, { environment: 'TEST' })).toEqual(idsOf(ofTest));
  expect(await allPages('configHistory', HISTORY, { key: 'lab', environment: 'TEST' })).toEqual(
    idsOf((place) => ofLab(place) && ofTest(place)),
  );
  const { data } = await service.query(HISTORY, { key: 'lab' });
  expect(data.configHistory.totalCount).toBe(4);
});

test('nobody is told of what there is not', async () => {
  const { data } = await service.query(`{
    appConfig(key: "nothing", environment: TEST) { id }
    featureFlag(name: "nothing", environment: TEST) { id }
    configHistory(key: "nothing") { totalCount nodes { id } }
  }`);
  expect(data).toEqual({ appConfig: null, featureFlag: null, configHistory: { totalCount: 0, nodes: [] } });
});

test.each([
  ['appConfigs(first: 101) { totalCount }', 'first'],
  ['appConfigs(after: "nonsense") { totalCount }', 'after'],
  ['configHistory(first: -1) { totalCount }', 'first'],
  ['appConfig(key: "KKK", environment: TEST) { id }', 'key'],
  ['configHistory(key: "KKK") { totalCount }', 'key'],
  ['appConfig(key: "a\\u0000", environment: TEST) { id }', 'key'],
  ['featureFlag(name: "KKK", environment: TEST) { id }', 'name'],
])('%s is bad input, by name (KKK being 2 MB long)', async (field, name) => {
  const { errors } = await service.query(`{ ${field.replace('KKK', 'k'.repeat(2_000_000))} }`);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: name });
});

test('a cursor is of use in its own list only', async () => {
  const { data } = await service.query(SETTINGS, { environment: 'TEST', first: 1 });
  const after = data.appConfigs.pageInfo.endCursor;
  for (const [query, variables] of [
    [SETTINGS, { after }],
    [SETTINGS, { after, environment: 'STAGING' }],
    [HISTORY, { after, environment: 'TEST' }],
  ] as const) {
    const { errors } = await service.query(query, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
  }
});

test('a page costs one statement, whatever its size', async () => {
  for (const first of [1, 20, 100]) {
    expect(
      await service.statements('query($n: Int) { appConfigs(first: $n) { nodes { configValue } } }', { n: first }),
    ).toBe(1);
    const history = 'query($n: Int) { configHistory(first: $n) { nodes { newValue changedBy { id } } } }';
    expect(await service.statements(history, { n: first })).toBe(1);
  }
});

test.each([
  ['AppConfig', 'configKey'],
  ['FeatureFlag', 'flagName'],
])(
  '%s resolves as an entity, one statement for all of them; what is gone or malformed is null',
  async (type, field) => {
    const query = `query($them: [_Any!]!) { _entities(representations: $them) { ... on ${type} { id ${field} } } }`;
    const them = (ids: string[]) => ({ them: ids.map((id) => ({ __typename: type, id })) });
    for (const n of [1, 20, 100]) {
      expect(await service.statements(query, them(settings.slice(0, n).map(({ id }) => id)))).toBe(1);
    }
    expect(await service.query(query, them([ID(0), ID(999_999), 'x']))).toEqual({
      data: { _entities: [{ id: ID(0), [field]: 'lab' }, null, null] },
    });
  },
);
