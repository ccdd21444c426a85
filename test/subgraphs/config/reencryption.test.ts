import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { ENCRYPTION_KEY } from '../../../subgraphs/config/config.ts';
import { AppConfig } from '../../../subgraphs/config/entities/app-config.entity.ts';
import { ConfigChange } from '../../../subgraphs/config/entities/config-change.entity.ts';
import { replaceSealed } from '../../../subgraphs/config/reads/app-configs.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { type KeyRing, readKeyRing } from '../../../subgraphs/config/services/key-ring.ts';
import { reencryptSettings } from '../../../subgraphs/config/services/reencrypt-settings.ts';
import { seal } from '../../../subgraphs/config/services/sealed-value.ts';
import { lockedSetting } from '../../../subgraphs/config/services/write-setting.ts';
import { LAB, type ServiceUnderTest, serviceUnderTest, TEST_IDENTITY } from '../../support/service.ts';

const [OLD, NEW, LOST] = [ENCRYPTION_KEY.generate(), ENCRYPTION_KEY.generate(), ENCRYPTION_KEY.generate()];
const BOTH = `new:${NEW},old:${OLD}`;

let service: ServiceUnderTest;
beforeEach(async () => {
  service = await serviceUnderTest(config, LAB, { secrets: { CONFIG_ENCRYPTION_KEY: `old:${OLD}` } });
});
afterEach(() => service.close());

const placeOf = (configKey: string) => ({ configKey, environment: 'PRODUCTION' });

/** The service as it is with other keys, on the same database. */
function withKeys(keys: string) {
  const execute = localExecutor(
    config.build(service.orm, { lab: LAB, secrets: { CONFIG_ENCRYPTION_KEY: keys } }),
    silentLog(),
  );
  const does = async (verb: 'set' | 'reveal', input: object) => {
    const [name, fields] = verb === 'set' ? ['setAppConfig', ''] : ['revealAppConfig', 'configValue'];
    const query = `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
      ${name}(input: $input) { ${fields} userErrors { code message } } }`;
    // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
    return ((await execute({ query, variables: { input } }, TEST_IDENTITY)).data as any)[name];
  };
  return {
    set: (configKey: string, configValue: string, isSensitive = true) =>
      does('set', { ...placeOf(configKey), configValue, isSensitive }),
    reveal: async (configKey: string) => (await does('reveal', placeOf(configKey))).configValue,
  };
}

const reencrypt = (keys: string) => reencryptSettings(service.em(), readKeyRing(keys) as KeyRing);

type Stored = { key: string; value: string; isEncrypted: boolean; updatedAt: string };
const stored = (): Promise<Stored[]> =>
  rowsOf(
    service.em(),
    sql<Stored>`select config_key as key, config_value as value, is_encrypted as "isEncrypted",
      updated_at::text as "updatedAt" from application_configs order by 1`,
  );
const history = () => rowsOf(service.em(), sql`select * from config_history order by id`);

test('after a change of keys every sensitive setting is brought under the new one, and the old one can go', async () => {
  const old = withKeys(`old:${OLD}`);
  for (let i = 0; i < 25; i++) {
    await old.set(`token.${i}`, `s3cret ${i}`);
  }
  await old.set('in.the.open', 'v1.old.text that only looks like it', false);
  await withKeys(BOTH).set('token.0', 's3cret, set anew');
  const [before, told] = [await stored(), await history()];

  expect(await reencrypt(BOTH)).toEqual({
    ...{ current: 1, encryptedAnew: 24, encryptedFirst: 0, gone: 0 },
    unreadable: [],
  });
  const after = await stored();
  expect(after.filter(({ value }) => !value.startsWith('v1.new.')).map(({ key }) => key)).toEqual(['in.the.open']);
  expect(after.map(({ updatedAt }) => updatedAt)).toEqual(before.map(({ updatedAt }) => updatedAt));
  expect(await history()).toEqual(told);

  const onlyNew = withKeys(`new:${NEW}`);
  expect(await onlyNew.reveal('token.0')).toBe('s3cret, set anew');
  for (let i = 1; i < 25; i++) {
    expect(await onlyNew.reveal(`token.${i}`)).toBe(`s3cret ${i}`);
  }
  expect(await reencrypt(`new:${NEW}`)).toMatchObject({ current: 25, encryptedAnew: 0, unreadable: [] });
  expect(await stored()).toEqual(after);
});

test('what is older than the encryption is encrypted, and forgotten by the history', async () => {
  const place = { configKey: 'old.password', environment: 'production' as const };
  const em = service.em();
  await em.insert(AppConfig, { ...place, configValue: 'old s3cret', isSensitive: true });
  await em.insert(ConfigChange, { ...place, oldValue: 'older s3cret', newValue: 'old s3cret' });
  expect(await reencrypt(BOTH)).toMatchObject({ encryptedFirst: 1, unreadable: [] });
  expect(JSON.stringify([await stored(), await history()])).not.toContain('s3cret');
  expect((await stored())[0]?.isEncrypted).toBe(true);
  expect(await withKeys(`new:${NEW}`).reveal('old.password')).toBe('old s3cret');
});

test('what does not open stays as it is and is named, the others go on', async () => {
  await withKeys(`lost:${LOST}`).set('a.lost', 's3cret');
  await withKeys(BOTH).set('b.moved', 's3cret');
  await withKeys(`old:${OLD}`).set('c.good', 's3cret');
  await rowsOf(
    service.em(),
    sql`update application_configs set config_key = 'b.elsewhere' where config_key = 'b.moved'`,
  );
  const before = await stored();
  expect(await reencrypt(BOTH)).toEqual({
    ...{ current: 0, encryptedAnew: 1, encryptedFirst: 0, gone: 0 },
    unreadable: [
      {
        ...{ configKey: 'a.lost', environment: 'production' },
        why: expect.stringContaining('a.lost in production is encrypted with the key lost'),
      },
      {
        ...{ configKey: 'b.elsewhere', environment: 'production' },
        why: expect.stringContaining('does not belong to b.elsewhere in production'),
      },
    ],
  });
  expect((await stored()).slice(0, 2)).toEqual(before.slice(0, 2));
  expect(await withKeys(`new:${NEW}`).reveal('c.good')).toBe('s3cret');
});

test('a value that is set meanwhile is not overwritten by the one before', async () => {
  const place = { configKey: 'busy.token', environment: 'production' as const };
  await withKeys(`old:${OLD}`).set('busy.token', 'before');
  const isWaiting = async (): Promise<boolean> => {
    const waiting = await rowsOf(
      service.em(),
      sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return waiting.length > 0;
  };
  const running = await service.em().transactional(async (tx) => {
    const { id } = (await lockedSetting(tx, 'busy.token', 'production')) as AppConfig;
    await replaceSealed(tx, id, seal(readKeyRing(BOTH) as KeyRing, place, 'after'));
    const started = reencrypt(BOTH);
    while (!(await isWaiting())) {}
    return { started };
  });
  expect(await running.started).toMatchObject({ current: 1, encryptedAnew: 0 });
  expect(await withKeys(`new:${NEW}`).reveal('busy.token')).toBe('after');
});
