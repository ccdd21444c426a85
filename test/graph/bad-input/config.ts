import { randomUUID } from 'node:crypto';
import type { Lab } from '../operations/story.ts';
import type { MutationsRules } from './mutation.ts';
import { given, json, nameOf, number, reference, text, verbatim } from './rules.ts';

const ENVIRONMENT = 'TEST';
const BAD_NAMES = ['Capital', '1st', 'has space', 'flag:x'];
const REASON = text(1_000);

const aSetting = () => ({ configKey: `k.${randomUUID()}`, environment: ENVIRONMENT });
async function aStoredSetting({ does }: Lab): Promise<ReturnType<typeof aSetting>> {
  const place = aSetting();
  await does('setAppConfig', { ...place, configValue: 'x' }, 'appConfig { id }');
  return place;
}
const aFlag = () => ({ flagName: `f.${randomUUID()}`, environment: ENVIRONMENT });

export const config: MutationsRules = {
  setAppConfig: {
    good: async () => ({
      ...aSetting(),
      ...{
        configValue: 'x',
        valueType: 'STRING',
        isSensitive: false,
        description: 'A letter',
        changeReason: 'Why not',
      },
    }),
    fields: {
      configKey: text(255, ...BAD_NAMES),
      environment: given(),
      configValue: verbatim(65_536),
      valueType: given(),
      isSensitive: given(),
      description: text(2_000),
      changeReason: REASON,
    },
  },
  revealAppConfig: {
    good: async (lab) => ({ ...(await aStoredSetting(lab)), reason: 'Curious' }),
    fields: { configKey: nameOf(255, 'no.such.setting', ...BAD_NAMES), environment: given(), reason: REASON },
  },
  deleteAppConfig: {
    good: async (lab) => ({ ...(await aStoredSetting(lab)), changeReason: 'Unused' }),
    fields: { configKey: nameOf(255, 'no.such.setting', ...BAD_NAMES), environment: given(), changeReason: REASON },
  },
  setFeatureFlag: {
    good: async () => ({
      ...aFlag(),
      ...{ isEnabled: true, rolloutPercentage: 50, conditions: { role: 'technician' } },
      ...{ description: 'New', changeReason: 'Why not' },
    }),
    fields: {
      flagName: text(255, ...BAD_NAMES),
      environment: given(),
      isEnabled: given(),
      rolloutPercentage: number(0, 100),
      conditions: json(10_000),
      description: text(2_000),
      changeReason: REASON,
    },
  },
  deleteFeatureFlag: {
    good: async ({ does }) => {
      const flag = aFlag();
      await does('setFeatureFlag', flag, 'featureFlag { id }');
      return { ...flag, changeReason: 'Unused' };
    },
    fields: { flagName: nameOf(255, 'no.such.flag', ...BAD_NAMES), environment: given(), changeReason: REASON },
  },
  revertConfig: {
    good: async (lab) => {
      const { configKey } = await aStoredSetting(lab);
      const { configHistory } = await lab.ask('query ($key: String!) { configHistory(key: $key) { nodes { id } } }', {
        key: configKey,
      });
      return { changeId: configHistory.nodes[0].id, changeReason: 'Back' };
    },
    fields: { changeId: reference, changeReason: REASON },
  },
};
