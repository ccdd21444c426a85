import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, instant, oneOf } from '../../../platform/database/properties.ts';
import { ENVIRONMENTS, type Environment } from './app-config.entity.ts';

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
    /** Lazy, both: a setting may have become sensitive since. */
    oldValue: p.text().lazy().nullable(),
    newValue: p.text().lazy().nullable(),
    /** Id in the directory of users; null for services and for the forgotten. */
    changedBy: p.uuid().nullable(),
    changeReason: p.text().nullable(),
    /** The server's clock when the row is written, not when its transaction began: changes that waited come later. */
    timestamp: instant().defaultRaw('clock_timestamp()'),
    createdAt: createdAt(),
  },
  checks: [oneOf(TABLE, 'environment', ENVIRONMENTS)],
  indexes: [
    { name: `${TABLE}_timestamp_idx`, properties: ['timestamp', 'id'] },
    { name: `${TABLE}_config_key_idx`, properties: ['configKey', 'environment', 'timestamp', 'id'] },
  ],
});
export class ConfigChange extends ConfigChangeSchema.class {}
ConfigChangeSchema.setClass(ConfigChange);
