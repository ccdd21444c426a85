import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, instant, legacy } from '../../../platform/database/properties.ts';

export const AUDIT_OUTCOMES = ['success', 'failure', 'denied'] as const;
export const ACTOR_KINDS = ['person', 'service'] as const;

/** The types of resource that the graph has, as the column names them. Entries may be about others, too. */
export const RESOURCE_TYPES = [
  'sample',
  'submission',
  'project',
  'processing_step',
  'attachment',
  'user',
  'extraction_result',
  'processing_job',
  'backup_job',
  'backup_schedule',
  'app_config',
  'feature_flag',
] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

const TABLE = 'audit_logs';

const index = (name: string, columns: string, more = '') => ({
  name: `${TABLE}_${name}_idx`,
  expression: `create index "${TABLE}_${name}_idx" on "${TABLE}" (${columns})${more}`,
});

/**
 * One thing that somebody did. Insert only: the table belongs to a role that nobody logs in as, and a trigger refuses. It is
 * partitioned by month, so its primary key is (id, timestamp); ids are unique all the same, and that is what entities go by.
 */
export const AuditLogSchema = defineEntity({
  name: 'AuditLog',
  tableName: TABLE,
  properties: {
    id: id(),
    eventType: p.text(),
    action: p.text(),
    outcome: p.text().$type<(typeof AUDIT_OUTCOMES)[number]>().nullable(),
    /** As they were then: names change, and services have no row in the directory. */
    actorName: p.text().nullable(),
    actorKind: p.text().$type<(typeof ACTOR_KINDS)[number]>().nullable(),
    userId: p.uuid().nullable(),
    resourceType: p.text().nullable(),
    resourceId: p.string().length(255).nullable(),
    /** What the resource is a part of, a step's sample; null for what is no part of anything. */
    rootType: p.text().nullable(),
    rootId: p.string().length(255).nullable(),
    details: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    ipAddress: p.text().columnType('inet').nullable(),
    userAgent: p.text().nullable(),
    timestamp: instant().defaultRaw('now()'),
    legacy: legacy(),
    createdAt: createdAt(),
  },
  // The checks of outcome, actor_kind and root stand in the migrations alone: the catalogue shows them to the keeper only.
  indexes: [
    // Statistics of a period read this index alone.
    index('timestamp', '"timestamp", id', ' include (event_type, action, outcome)'),
    index('resource', 'resource_type, resource_id, "timestamp", id'),
    // What is no part of anything is its own root.
    index('root', '(coalesce(root_type, resource_type)), (coalesce(root_id, resource_id)), "timestamp", id'),
    index('user_id', 'user_id, "timestamp", id'),
    index('event_type', 'event_type, "timestamp", id'),
    index('resource_type', 'resource_type, "timestamp", id'),
    index('action', 'action, "timestamp", id'),
    // Nearly everything succeeds: what does is found by time.
    index('outcome', 'outcome, "timestamp", id', " where outcome <> 'success'"),
    index('security', '"timestamp", id', " where (outcome = 'denied' or event_type like 'security.%')"),
  ],
});
export class AuditLog extends AuditLogSchema.class {}
AuditLogSchema.setClass(AuditLog);
