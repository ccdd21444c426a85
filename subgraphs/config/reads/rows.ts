import type { Row } from '../../../platform/database/columns.ts';
import type { AppConfig } from '../entities/app-config.entity.ts';
import type { ConfigChange } from '../entities/config-change.entity.ts';
import type { FeatureFlag } from '../entities/feature-flag.entity.ts';

export type AppConfigRow = Row<AppConfig>;
export type FeatureFlagRow = Row<FeatureFlag>;
export type ConfigChangeRow = Row<ConfigChange>;
