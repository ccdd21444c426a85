import { AppConfigSchema } from './app-config.entity.ts';
import { ConfigChangeSchema } from './config-change.entity.ts';
import { FeatureFlagSchema } from './feature-flag.entity.ts';

export const entities = [AppConfigSchema, FeatureFlagSchema, ConfigChangeSchema];
