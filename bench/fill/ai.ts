import { type Fill, parameters, SAMPLE_ID, SAMPLES } from './batch.ts';

const EXTRACTIONS = `
  insert into ai_extraction_results (sample_id, file_name, extraction_method, extracted_data, confidence_score, processing_time_ms, issues, created_at)
  select ${SAMPLE_ID}, 'form-' || form || '.pdf', (array['llm', 'pattern', 'hybrid', 'rag'])[1 + h % 4],
    jsonb_build_object('concentration', 1 + h % 400, 'volume', 10 + h % 90), 0.5 + (h % 50) / 100.0, 200 + h % 4000,
    case when h % 9 = 0 then array['The chart field is handwritten.'] else '{}' end, submitted + interval '5 minutes'
  from ${SAMPLES} as s`;

const JOBS = `
  insert into ai_processing_jobs (job_type, status, sample_id, input_data, attempts, created_at, updated_at)
  select (array['pdf_extraction', 'data_validation', 'enhancement'])[1 + h % 3], case when h % 40 = 0 then 'failed' else 'completed' end,
    ${SAMPLE_ID}, '{}', 1, submitted, submitted
  from ${SAMPLES} as s where n % 2 = 0`;

const PERFORMANCE = `
  insert into ai_model_performance (model_name, task_type, accuracy_score, processing_time_ms, sample_count, timestamp)
  select (array['llama-3.1-8b-instruct', 'qwen2.5-7b-instruct', 'bge-m3'])[1 + day % 3],
    (array['pdf_extraction', 'data_validation', 'enhancement'])[1 + day % 3], 0.9, 500 + day % 100, 60, $1::timestamptz - day * interval '8 hours'
  from generate_series(1, 8766) as day`;

export const ai: Fill = {
  once: async (client, { now }) => void (await client.query(PERFORMANCE, [now])),
  everything: async (client, batch) => {
    await client.query(EXTRACTIONS, parameters(batch));
    await client.query(JOBS, parameters(batch));
  },
};
