import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, instant, legacy, notNegative, numeric, within } from '../../../platform/database/properties.ts';

const TABLE = 'ai_model_performance';

/** One measurement of how well a model does at a task. */
export const ModelPerformanceSchema = defineEntity({
  name: 'ModelPerformance',
  tableName: TABLE,
  properties: {
    id: id(),
    modelName: p.text(),
    taskType: p.text(),
    /** Share of the values that were right. */
    accuracyScore: numeric(5, 4).nullable(),
    /** Mean for one document. */
    processingTimeMs: p.integer().nullable(),
    /** Documents measured. */
    sampleCount: p.integer().nullable(),
    timestamp: instant().defaultRaw('now()'),
    legacy: legacy(),
    createdAt: createdAt(),
  },
  checks: [
    within(TABLE, 'accuracy_score', 0, 1),
    notNegative(TABLE, 'processing_time_ms'),
    notNegative(TABLE, 'sample_count'),
  ],
  indexes: [
    { name: `${TABLE}_timestamp_idx`, properties: ['timestamp', 'id'] },
    { name: `${TABLE}_model_name_idx`, properties: ['modelName', 'timestamp', 'id'] },
    { name: `${TABLE}_task_type_idx`, properties: ['taskType', 'timestamp', 'id'] },
  ],
});
export class ModelPerformance extends ModelPerformanceSchema.class {}
ModelPerformanceSchema.setClass(ModelPerformance);
