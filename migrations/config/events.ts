import type { ServiceEvents } from '../../platform/events/registry.ts';

const ITS_SETTING = `(select c.id from application_configs as c
  where c.config_key = r.config_key and c.environment = r.environment)`;

/** What changes in the configuration database is an event, and whose. Values stay in the settings and their history. */
export const events: ServiceEvents = {
  tables: [
    {
      table: 'application_configs',
      resource: 'app_config',
      identifying: ['config_key', 'environment'],
      accompanying: ['updated_at'],
      redacted: ['config_value', 'legacy'],
      verbs: { revertConfig: 'reverted', reencryptSettings: 'reencrypted' },
    },
    {
      table: 'feature_flags',
      resource: 'feature_flag',
      identifying: ['flag_name', 'environment'],
      accompanying: ['updated_at'],
      verbs: { revertConfig: 'reverted' },
    },
    {
      table: 'config_history',
      resource: 'config_change',
      roots: [{ type: 'app_config', id: ITS_SETTING }],
      // Every other change is an event of what it changed.
      addedWhen: `r.kind = 'revealed'`,
      identifying: ['config_key', 'environment', 'kind'],
      redacted: ['old_value', 'new_value', 'legacy'],
      verbs: { revealAppConfig: 'revealed' },
    },
  ],
  silent: {},
};
