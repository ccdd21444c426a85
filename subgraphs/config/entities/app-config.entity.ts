import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, legacy, oneOf, updatedAt } from '../../../platform/database/properties.ts';

export const ENVIRONMENTS = ['development', 'staging', 'production', 'test'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** What a value is read as; it is stored as text. */
export const VALUE_TYPES = ['string', 'number', 'boolean', 'json'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

const TABLE = 'application_configs';

/** A setting of the lab's software in one environment. */
export const AppConfigSchema = defineEntity({
  name: 'AppConfig',
  tableName: TABLE,
  properties: {
    id: id(),
    configKey: p.text(),
    /** Lazy, so that nobody selects it without having thought of sensitive ones. */
    configValue: p.text().lazy().nullable(),
    valueType: p.text().$type<ValueType>().default('string'),
    environment: p.text().$type<Environment>(),
    isEncrypted: p.boolean().default(false),
    isSensitive: p.boolean().default(false),
    description: p.text().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  uniques: [{ name: `${TABLE}_config_key_environment_key`, properties: ['configKey', 'environment'] }],
  checks: [oneOf(TABLE, 'environment', ENVIRONMENTS), oneOf(TABLE, 'value_type', VALUE_TYPES)],
  indexes: [
    {
      name: `${TABLE}_place_idx`,
      expression: `create index "${TABLE}_place_idx" on "${TABLE}" (((config_key || ' ' || environment) collate "C"), id)`,
    },
  ],
});
export class AppConfig extends AppConfigSchema.class {}
AppConfigSchema.setClass(AppConfig);
