import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, instant, legacy, notNegative } from '../../../platform/database/properties.ts';
import { Sample } from './sample.entity.ts';
import { User } from './user.entity.ts';

const TABLE = 'nanopore_attachments';

/** A file that came with a sample or was made for it. Its bytes lie under DATA_DIR, its facts here. */
export const AttachmentSchema = defineEntity({
  name: 'Attachment',
  tableName: TABLE,
  properties: {
    id: id(),
    sampleId: () => p.manyToOne(Sample).mapToPk().fieldName('sample_id').index(`${TABLE}_sample_id_idx`),
    fileName: p.text(),
    fileType: p.text().nullable(),
    fileSizeBytes: p.bigint('string').nullable(),
    filePath: p.text().nullable(),
    description: p.text().nullable(),
    uploadedBy: () => p.manyToOne(User).mapToPk().fieldName('uploaded_by').nullable(),
    uploadedAt: instant().nullable().defaultRaw('now()'),
    sha256: p.text().nullable(),
    deletedAt: instant().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
  },
  checks: [notNegative(TABLE, 'file_size_bytes')],
});
export class Attachment extends AttachmentSchema.class {}
AttachmentSchema.setClass(Attachment);
