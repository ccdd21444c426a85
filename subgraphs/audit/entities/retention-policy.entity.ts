import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, legacy, notNegative, updatedAt } from '../../../platform/database/properties.ts';

const TABLE = 'retention_policies';

/** How long resources of one type are kept, in days: archived first, then no longer retained, then deleted. */
export const RetentionPolicySchema = defineEntity({
  name: 'RetentionPolicy',
  tableName: TABLE,
  properties: {
    id: id(),
    resourceType: p.text().unique(`${TABLE}_resource_type_key`),
    retentionDays: p.integer(),
    archiveAfterDays: p.integer().nullable(),
    deleteAfterDays: p.integer().nullable(),
    isActive: p.boolean().default(true),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: `${TABLE}_retention_days_check`, expression: 'retention_days > 0' },
    notNegative(TABLE, 'archive_after_days'),
    { name: `${TABLE}_archive_before_end_check`, expression: 'archive_after_days <= retention_days' },
    { name: `${TABLE}_delete_after_end_check`, expression: 'delete_after_days >= retention_days' },
  ],
});
export class RetentionPolicy extends RetentionPolicySchema.class {}
RetentionPolicySchema.setClass(RetentionPolicy);
