import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, instant, legacy, oneOf } from '../../../platform/database/properties.ts';
import { ENVIRONMENTS, type Environment, VALUE_TYPES, type ValueType } from './app-config.entity.ts';

export const CHANGE_KINDS = ['set', 'deleted', 'reverted', 'revealed'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const TABLE = 'config_history';

/** One change of a setting or a flag. */
export const ConfigChangeSchema = defineEntity({
  name: 'ConfigChange',
  tableName: TABLE,
  properties: {
    id: id(),
    /** Key of the setting, or `flag:` with the name of the flag. */
    configKey: p.text(),
    environment: p.text().$type<Environment>(),
    kind: p.text().$type<ChangeKind>().default('set'),
    /** Lazy, both: a setting may have become sensitive since. */
    oldValue: p.text().lazy().nullable(),
    newValue: p.text().lazy().nullable(),
    /** What the old value is read as, to put it back; null where there was none, and of old rows. */
    oldValueType: p.text().$type<ValueType>().nullable(),
    /** The setting was sensitive: its values are not kept. Lazy, for a setting may have become so since. */
    isSensitive: p.boolean().lazy().default(false),
    /** Id in the directory of users; null for services and for the forgotten. */
    changedBy: p.uuid().nullable(),
    changeReason: p.text().nullable(),
    /** The server's clock when the row is written, not when its transaction began: changes that waited come later. */
    timestamp: instant().defaultRaw('clock_timestamp()'),
    legacy: legacy(),
    createdAt: createdAt(),
  },
  checks: [
    oneOf(TABLE, 'environment', ENVIRONMENTS),
    oneOf(TABLE, 'kind', CHANGE_KINDS),
    oneOf(TABLE, 'old_value_type', VALUE_TYPES),
  ],
  indexes: [
    { name: `${TABLE}_timestamp_idx`, properties: ['timestamp', 'id'] },
    { name: `${TABLE}_config_key_idx`, properties: ['configKey', 'environment', 'timestamp', 'id'] },
  ],
});
export class ConfigChange extends ConfigChangeSchema.class {}
ConfigChangeSchema.setClass(ConfigChange);
