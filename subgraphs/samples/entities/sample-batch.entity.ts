import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id } from '../../../platform/database/properties.ts';

const TABLE = 'sample_batches';

/** A batch of samples that came in under a key of its sender's: the same key brings the same samples. */
export const SampleBatchSchema = defineEntity({
  name: 'SampleBatch',
  tableName: TABLE,
  properties: {
    id: id(),
    /** Whose key it is: a person's id or a service's name. */
    actor: p.text(),
    idempotencyKey: p.text(),
    contentSha256: p.text(),
    sampleIds: p.array().columnType('uuid[]'),
    createdAt: createdAt(),
  },
  uniques: [{ name: `${TABLE}_actor_idempotency_key_key`, properties: ['actor', 'idempotencyKey'] }],
});
export class SampleBatch extends SampleBatchSchema.class {}
SampleBatchSchema.setClass(SampleBatch);
