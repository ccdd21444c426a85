import type { Row } from '../../../platform/database/columns.ts';
import type { ExtractionResult } from '../entities/extraction-result.entity.ts';
import type { ModelPerformance } from '../entities/model-performance.entity.ts';
import type { ProcessingJob } from '../entities/processing-job.entity.ts';

export type ExtractionResultRow = Row<ExtractionResult>;
export type ProcessingJobRow = Row<ProcessingJob>;
export type ModelPerformanceRow = Row<ModelPerformance>;
