import { ExtractionResultSchema } from './extraction-result.entity.ts';
import { ModelPerformanceSchema } from './model-performance.entity.ts';
import { ProcessingJobSchema } from './processing-job.entity.ts';

export const entities = [ExtractionResultSchema, ProcessingJobSchema, ModelPerformanceSchema];
