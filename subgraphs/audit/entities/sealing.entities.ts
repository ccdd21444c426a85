import { defineEntity, p } from '@mikro-orm/postgresql';
import { instant } from '../../../platform/database/properties.ts';

/*
 * What makes the log provable. None of these tables is written by entities, and none of them changes: they belong to the
 * keeper, like the log itself, and their checks stand in the migration.
 */

/** The place of an entry in the tree, from 0 without a gap, and the hash of what it says. */
export const AuditLeafSchema = defineEntity({
  name: 'AuditLeaf',
  tableName: 'audit_leaves',
  properties: {
    seq: p.bigint('number').primary().autoincrement(false),
    logId: p.uuid().unique('audit_leaves_log_id_key'),
    loggedAt: instant(),
    hash: p.blob(),
  },
});

/** Hash of a complete subtree: of 2^level leaves, the index-th from the left. Every third level is kept. */
export const AuditNodeSchema = defineEntity({
  name: 'AuditNode',
  tableName: 'audit_nodes',
  properties: { level: p.smallint().primary(), index: p.bigint('number').primary(), hash: p.blob() },
});

/** What was signed of the tree when it had that many leaves. */
export const AuditCheckpointSchema = defineEntity({
  name: 'AuditCheckpoint',
  tableName: 'audit_checkpoints',
  properties: {
    size: p.bigint('number').primary().autoincrement(false),
    root: p.blob(),
    note: p.text(),
    signedAt: instant().defaultRaw('now()'),
  },
});

/** Entries that have no place yet; a trigger of the log puts them here, and whoever seals them takes them away. */
export const AuditUnsealedSchema = defineEntity({
  name: 'AuditUnsealed',
  tableName: 'audit_unsealed',
  properties: {
    arrived: p.bigint('number').primary().autoincrement().columnType('bigint generated always as identity'),
    logId: p.uuid(),
    loggedAt: instant(),
  },
});
