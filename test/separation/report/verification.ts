import type { TableReport, VerifyReport } from '../../../migrations/separation/report/verify-report.ts';

export const table = (given: Partial<TableReport> & { name: string }): TableReport => ({
  service: 'samples',
  source: 'public.nanopore_samples',
  target: 'public.nanopore_samples',
  sourceRows: 0,
  targetRows: 0,
  quarantinedRows: 0,
  differing: 0,
  differences: [],
  seconds: 0.2,
  ...given,
});

/** A verification in which everything was equal, unless a test says otherwise. */
export const verification = (given: Partial<VerifyReport> = {}): VerifyReport => ({
  startedAt: '2026-09-15T02:00:00.000Z',
  finishedAt: '2026-09-15T02:01:15.250Z',
  equal: true,
  sourceVersion: '14.19',
  targetVersions: { samples: '18.4', ai: '18.4' },
  tables: [
    table({ name: 'samples.nanopore_samples', sourceRows: 94, targetRows: 94 }),
    table({ name: 'ai.ai_extraction_results', service: 'ai', sourceRows: 1_200, targetRows: 1_200 }),
  ],
  references: [],
  sequences: [],
  quarantine: [],
  leftBehind: ['public.sessions'],
  ...given,
});

/** Something of everything that can go wrong. */
export const unequal = (): VerifyReport =>
  verification({
    equal: false,
    tables: [
      table({
        name: 'samples.nanopore_samples',
        sourceRows: 94,
        targetRows: 94,
        differing: 3,
        differences: [
          { kind: 'changed', key: { id: '01a09f09-939e-7edd' }, columns: ['concentration', 'select'] },
          { kind: 'missing', key: { name: '<b>"O\'Neil" & Söhne</b>', 'lab no': null }, columns: [] },
        ],
      }),
      table({ name: 'lab.freezers', sourceRows: 7, targetRows: 5, quarantinedRows: 2 }),
    ],
    references: [
      {
        from: 'ai.ai_extraction_results.sample_id',
        to: 'samples.nanopore_samples',
        references: 90,
        danglingInSource: 1,
        danglingInTarget: 2,
        differing: [{ value: '01a0-gone', side: 'target' }],
      },
      {
        from: 'audit.audit_logs.user_id',
        to: 'samples.users',
        references: 12,
        danglingInSource: 4,
        danglingInTarget: 4,
        differing: [],
      },
    ],
    sequences: [{ name: 'lab.freezers_id_seq', service: 'samples', source: '7', target: null }],
    quarantine: [
      { table: 'lab.freezers', reason: 'temperature is null', rows: 2, examples: [{ id: '3' }, { id: '4' }] },
    ],
  });
