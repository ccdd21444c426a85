import { expect } from '@jest/globals';
import type { Operations } from './story.ts';

export const config: Operations = {
  appConfig: async ({ ask }) => {
    const { appConfig } = await ask(
      '{ appConfig(key: "sequencing.default_flow_cell", environment: PRODUCTION) { configKey configValue auditTrail { nodes { action } } } }',
    );
    expect(appConfig).toMatchObject({ configKey: 'sequencing.default_flow_cell', configValue: expect.any(String) });
  },

  appConfigs: async ({ ask }) => {
    const { appConfigs } = await ask('{ appConfigs(environment: DEVELOPMENT, first: 100) { nodes { environment } } }');
    expect(appConfigs.nodes.length).toBeGreaterThan(1);
    expect(new Set(appConfigs.nodes.map((node: { environment: string }) => node.environment))).toEqual(
      new Set(['DEVELOPMENT']),
    );
  },

  featureFlag: async ({ ask }) => {
    const { featureFlag } = await ask(
      '{ featureFlag(name: "ai_extraction", environment: PRODUCTION) { flagName isEnabled } }',
    );
    expect(featureFlag).toEqual({ flagName: 'ai_extraction', isEnabled: expect.any(Boolean) });
  },

  featureFlags: async ({ ask }) => {
    const { featureFlags } = await ask('{ featureFlags(environment: PRODUCTION) { flagName } }');
    expect(featureFlags.map(({ flagName }: { flagName: string }) => flagName)).toContain('duplex_basecalling');
  },

  configHistory: async ({ ask }) => {
    const { configHistory } = await ask(
      '{ configHistory(key: "basecalling.model", first: 5) { nodes { configKey newValue changedBy { name } } } }',
    );
    expect(configHistory.nodes.length).toBeGreaterThan(1);
    expect(configHistory.nodes[0]).toEqual({
      configKey: 'basecalling.model',
      newValue: expect.any(String),
      changedBy: { name: expect.any(String) },
    });
  },

  setAppConfig: async ({ does, ask }) => {
    const setting = { configKey: 'story.greeting', environment: 'TEST', configValue: 'hello' };
    await does('setAppConfig', { ...setting, changeReason: 'A story.' }, 'appConfig { id }');
    const { appConfig } = await ask(
      '{ appConfig(key: "story.greeting", environment: TEST) { configKey environment configValue } }',
    );
    expect(appConfig).toEqual(setting);
  },

  setFeatureFlag: async ({ does, ask }) => {
    const flag = { flagName: 'story_flag', environment: 'TEST', isEnabled: true, rolloutPercentage: 25 };
    await does('setFeatureFlag', flag, 'featureFlag { id }');
    const { featureFlag } = await ask(
      '{ featureFlag(name: "story_flag", environment: TEST) { flagName environment isEnabled rolloutPercentage } }',
    );
    expect(featureFlag).toEqual(flag);
  },

  evaluateFlag: async ({ does, ask }) => {
    const flag = { flagName: 'story_evaluated', environment: 'TEST', isEnabled: true, rolloutPercentage: 100 };
    await does('setFeatureFlag', flag, 'featureFlag { id }');
    const { evaluateFlag } = await ask('{ evaluateFlag(name: "story_evaluated", environment: TEST) { name enabled } }');
    expect(evaluateFlag).toEqual({ name: 'story_evaluated', enabled: true });
  },

  evaluateFlags: async ({ does, ask }) => {
    const flag = { flagName: 'story_switched_off', environment: 'TEST', isEnabled: false };
    await does('setFeatureFlag', flag, 'featureFlag { id }');
    const { evaluateFlags } = await ask(
      '{ evaluateFlags(environment: TEST, context: { lab: "Lee Lab" }) { name enabled reason } }',
    );
    expect(evaluateFlags).toContainEqual({ name: 'story_switched_off', enabled: false, reason: 'DISABLED' });
  },

  revealAppConfig: async ({ does, ask }) => {
    const secret = { configKey: 'story.token', environment: 'TEST' };
    await does('setAppConfig', { ...secret, configValue: 'not to be seen', isSensitive: true }, 'appConfig { id }');
    const { appConfig } = await ask('{ appConfig(key: "story.token", environment: TEST) { configValue isSensitive } }');
    expect(appConfig).toEqual({ configValue: null, isSensitive: true });
    const revealed = await does('revealAppConfig', { ...secret, reason: 'A story.' }, 'configValue');
    expect(revealed.configValue).toBe('not to be seen');
  },

  deleteAppConfig: async ({ does, ask }) => {
    const setting = { configKey: 'story.deleted', environment: 'TEST' };
    await does('setAppConfig', { ...setting, configValue: 'gone soon' }, 'appConfig { id }');
    await does('deleteAppConfig', { ...setting, changeReason: 'A story.' }, 'appConfig { configKey }');
    const { appConfig } = await ask('{ appConfig(key: "story.deleted", environment: TEST) { id } }');
    expect(appConfig).toBeNull();
  },

  deleteFeatureFlag: async ({ does, ask }) => {
    const flag = { flagName: 'story_deleted', environment: 'TEST' };
    await does('setFeatureFlag', { ...flag, isEnabled: true }, 'featureFlag { id }');
    await does('deleteFeatureFlag', { ...flag, changeReason: 'A story.' }, 'featureFlag { flagName }');
    const { featureFlag } = await ask('{ featureFlag(name: "story_deleted", environment: TEST) { id } }');
    expect(featureFlag).toBeNull();
  },

  revertConfig: async ({ does, ask }) => {
    const setting = { configKey: 'story.reverted', environment: 'TEST' };
    await does('setAppConfig', { ...setting, configValue: 'before' }, 'appConfig { id }');
    await does('setAppConfig', { ...setting, configValue: 'after' }, 'appConfig { id }');
    const { configHistory } = await ask('{ configHistory(key: "story.reverted", environment: TEST) { nodes { id } } }');
    const revert = { changeId: configHistory.nodes[0].id, changeReason: 'A story.' };
    expect((await does('revertConfig', revert, 'appConfig { configValue }')).appConfig.configValue).toBe('before');
  },
};
