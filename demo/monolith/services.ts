import type { ClientBase } from 'pg';
import { extractionRow } from '../ai.ts';
import { auditEntries } from '../audit.ts';
import { settingRows } from '../config.ts';
import { demoSamples } from '../lab.ts';
import { insertRows, localTime } from './insert.ts';

/** What today belongs to other services and stood in the old database, too: readings of forms, audit entries, settings. */
export async function insertOtherServices(client: ClientBase): Promise<void> {
  await insertRows(
    client,
    'ai_extraction_results',
    demoSamples()
      .map(extractionRow)
      .map((row) => ({
        id: row.id,
        sample_id: row.sampleId,
        file_name: row.fileName,
        extraction_method: row.extractionMethod,
        extracted_data: row.extractedData,
        confidence_score: row.confidenceScore,
        processing_time_ms: row.processingTimeMs,
        issues: row.issues,
        model: 'llama-3.1-8b-instruct',
        created_at: localTime(row.createdAt),
      })),
  );
  await insertRows(
    client,
    'audit_logs',
    auditEntries().map((row) => ({
      id: row.id,
      event_type: row.eventType,
      user_id: row.userId,
      resource_type: row.resourceType,
      resource_id: row.resourceId,
      action: row.action,
      details: row.details,
      ip_address: row.ipAddress,
      user_agent: row.userAgent,
      timestamp: localTime(row.timestamp),
    })),
  );
  await insertRows(
    client,
    'application_configs',
    settingRows().map((row) => ({
      id: row.id,
      config_key: row.configKey,
      config_value: row.configValue,
      environment: row.environment,
      description: row.description,
      changed_by_name: 'Dana',
      created_at: localTime(row.createdAt),
      updated_at: localTime(row.updatedAt),
    })),
  );
}
