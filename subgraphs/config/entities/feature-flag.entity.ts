import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, legacy, oneOf, updatedAt } from '../../../platform/database/properties.ts';
import { ENVIRONMENTS, type Environment } from './app-config.entity.ts';

const TABLE = 'feature_flags';

/** A switch for a feature in one environment: whether it is on, for how many, and under which conditions. */
export const FeatureFlagSchema = defineEntity({
  name: 'FeatureFlag',
  tableName: TABLE,
  properties: {
    id: id(),
    flagName: p.text(),
    isEnabled: p.boolean().default(false),
    environment: p.text().$type<Environment>(),
    /** 0 to 100. */
    rolloutPercentage: p.integer().default(100),
    conditions: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    description: p.text().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  uniques: [{ name: `${TABLE}_flag_name_environment_key`, properties: ['flagName', 'environment'] }],
  checks: [
    oneOf(TABLE, 'environment', ENVIRONMENTS),
    { name: `${TABLE}_rollout_percentage_check`, expression: 'rollout_percentage >= 0 and rollout_percentage <= 100' },
  ],
});
export class FeatureFlag extends FeatureFlagSchema.class {}
FeatureFlagSchema.setClass(FeatureFlag);
