import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, legacy, notNegative } from '../../../platform/database/properties.ts';
import { BackupJob } from './backup-job.entity.ts';

const TABLE = 'backup_metadata';

/** What a backup holds of one table. */
export const BackupMetadataSchema = defineEntity({
  name: 'BackupMetadata',
  tableName: TABLE,
  properties: {
    id: id(),
    backupJobId: () => p.manyToOne(BackupJob).mapToPk().fieldName('backup_job_id').index(`${TABLE}_backup_job_id_idx`),
    tableName: p.text(),
    recordCount: p.bigint('string').nullable(),
    filePath: p.text().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
  },
  checks: [notNegative(TABLE, 'record_count')],
});
export class BackupMetadata extends BackupMetadataSchema.class {}
BackupMetadataSchema.setClass(BackupMetadata);
