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
};
