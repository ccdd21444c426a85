import type { MutationsRules } from './mutation.ts';
import { given, json, number, text } from './rules.ts';

const RESOURCE_TYPE = text(100, 'Sample', 'a-b', '1a');
const DAYS = 36_500;

export const audit: MutationsRules = {
  recordAuditEvent: {
    good: async () => ({
      ...{ eventType: 'sample.exported', action: 'export', resourceType: 'sample', resourceId: '1' },
      ...{ rootType: 'submission', rootId: '2', outcome: 'FAILURE', details: { a: 1 } },
    }),
    fields: {
      eventType: text(100, 'exported', 'Sample.exported', 'sample..exported'),
      action: text(100),
      resourceType: RESOURCE_TYPE,
      resourceId: text(255),
      rootType: RESOURCE_TYPE,
      rootId: text(255),
      outcome: given(),
      details: json(100_000),
    },
  },
  generateComplianceReport: {
    good: async () => ({
      ...{ reportType: 'access', periodStart: '2026-01-01T00:00:00Z', periodEnd: '2026-02-01T00:00:00Z' },
    }),
    fields: {
      reportType: text(100, 'everything'),
      periodStart: given(['1900-01-01T00:00:00Z', 'OUT_OF_RANGE']),
      periodEnd: given(['2025-12-31T00:00:00Z', 'OUT_OF_RANGE'], ['2026-01-01T00:00:00Z', 'OUT_OF_RANGE']),
    },
  },
  setRetentionPolicy: {
    good: async () => ({
      ...{ resourceType: 'gel_pictures', retentionDays: 100, archiveAfterDays: 10, deleteAfterDays: 200 },
      isActive: false,
    }),
    fields: {
      resourceType: RESOURCE_TYPE,
      retentionDays: number(1, DAYS),
      archiveAfterDays: number(0, DAYS, 1, [[101, 'OUT_OF_RANGE']]),
      deleteAfterDays: number(1, DAYS, 1, [[99, 'OUT_OF_RANGE']]),
      isActive: given(),
    },
  },
};
