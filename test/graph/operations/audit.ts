import { expect } from '@jest/globals';
import { DEMO_USERS, demoId } from '../../../demo/lab.ts';
import { sealAndSign, sealingClient } from '../../subgraphs/audit/sealing-support.ts';
import type { Lab, Operations } from './story.ts';

const EXPORTED = { eventType: 'sample.exported', action: 'export', resourceType: 'sample' };

/** Seals the log as it is, as the service does by itself. */
async function sealed({ em }: Lab): Promise<number> {
  const client = await sealingClient(em('audit').config.get('clientUrl') as string);
  const size = await sealAndSign(client, 500);
  await client.end();
  return size;
}

export const audit: Operations = {
  auditCheckpoint: async (lab) => {
    const size = await sealed(lab);
    const { auditCheckpoint } = await lab.ask('{ auditCheckpoint { size root checkpoint signedAt } }');
    expect(auditCheckpoint).toMatchObject({ size: String(size), root: expect.stringMatching(/^.{43}=$/) });
    expect(auditCheckpoint.checkpoint.split('\n').slice(1, 3)).toEqual([String(size), auditCheckpoint.root]);
  },

  auditConsistency: async (lab) => {
    const size = await sealed(lab);
    const { auditConsistency } = await lab.ask(
      'query ($to: BigInt!) { auditConsistency(from: "1", to: $to) { from to hashes } }',
      { to: String(size) },
    );
    expect(auditConsistency).toMatchObject({ from: '1', to: String(size) });
    expect(auditConsistency.hashes).toHaveLength(Math.ceil(Math.log2(size)));
  },

  auditLog: async ({ ask }) => {
    const { auditLog } = await ask(
      `query ($id: ID!) { auditLog(id: $id) {
        eventType actorName user { name } resource { __typename ... on Project { name } } } }`,
      { id: demoId('audit', 1) },
    );
    expect(auditLog).toEqual({
      eventType: 'project.created',
      actorName: 'Dana Reyes',
      user: { name: 'Dana Reyes' },
      resource: { __typename: 'Project', name: 'Lee Lab long-read genomes' },
    });
  },

  auditLogs: async ({ ask }) => {
    const { auditLogs } = await ask(
      `query ($userId: ID!) { auditLogs(filter: { userId: $userId, eventType: "processing_step.started" }, first: 5) {
        nodes { action user { id } resource { ... on ProcessingStep { stepName } } } completeUntil } }`,
      { userId: DEMO_USERS[1].id },
    );
    expect(auditLogs.nodes).toHaveLength(5);
    for (const node of auditLogs.nodes) {
      expect(node).toEqual({
        action: 'start',
        user: { id: DEMO_USERS[1].id },
        resource: { stepName: expect.any(String) },
      });
    }
  },

  complianceReport: async ({ ask }) => {
    const { complianceReport } = await ask(
      'query ($id: ID!) { complianceReport(id: $id) { reportType status data generatedBy { name } } }',
      { id: demoId('compliance-report', 1) },
    );
    expect(complianceReport).toMatchObject({
      reportType: 'access',
      status: 'COMPLETED',
      generatedBy: { name: 'Dana Reyes' },
    });
    expect(complianceReport.data.byActor.map(({ actorName }: { actorName: string }) => actorName)).toContain(
      'Morgan Grey',
    );
  },

  complianceReports: async ({ ask }) => {
    const { complianceReports } = await ask('{ complianceReports(first: 100) { nodes { reportType } } }');
    const types = complianceReports.nodes.map(({ reportType }: { reportType: string }) => reportType);
    expect(types).toEqual(
      expect.arrayContaining(['retention', 'out_of_hours', 'failed_attempts', 'changes', 'access']),
    );
  },

  retentionPolicies: async ({ ask }) => {
    const { retentionPolicies } = await ask('{ retentionPolicies { resourceType retentionDays dueToday { delete } } }');
    expect(retentionPolicies).toEqual(
      expect.arrayContaining([
        { resourceType: 'audit_logs', retentionDays: 2555, dueToday: { delete: expect.any(Number) } },
        { resourceType: 'sample_data', retentionDays: 1825, dueToday: null },
      ]),
    );
  },

  auditStatistics: async ({ ask }) => {
    const { auditStatistics } = await ask(
      `{ auditStatistics(from: "2026-09-14T00:00:00Z", to: "2026-09-15T00:00:00Z") {
        total byEventType { eventType count } byOutcome { outcome count } byDay { day count } } }`,
    );
    expect(auditStatistics.byDay).toEqual([{ day: '2026-09-14T00:00:00.000Z', count: auditStatistics.total }]);
    expect(auditStatistics.byEventType).toContainEqual({ eventType: 'sample.created', count: 94 });
  },

  securityEvents: async ({ ask }) => {
    const { securityEvents } = await ask('{ securityEvents(first: 100) { nodes { eventType outcome actorName } } }');
    expect(securityEvents.nodes).toEqual(
      expect.arrayContaining([
        { eventType: 'app_config.revealed', outcome: 'DENIED', actorName: 'Robin Okafor' },
        { eventType: 'sample.deleted', outcome: 'DENIED', actorName: 'Robin Okafor' },
      ]),
    );
  },

  recordAuditEvent: async ({ does, ask }) => {
    const id = demoId('sample', 2);
    const event = { ...EXPORTED, resourceId: id };
    const { auditLog } = await does('recordAuditEvent', event, 'auditLog { id resource { ... on Sample { id } } }');
    const { sample } = await ask('query ($id: ID!) { sample(id: $id) { auditTrail(first: 1) { nodes { id } } } }', {
      id,
    });
    expect(auditLog.resource).toEqual({ id });
    expect(sample.auditTrail.nodes).toEqual([{ id: auditLog.id }]);
  },

  generateComplianceReport: async ({ does }) => {
    const { complianceReport } = await does(
      'generateComplianceReport',
      {
        reportType: 'failed_attempts',
        periodStart: '2026-09-14T00:00:00Z',
        periodEnd: '2026-09-21T00:00:00Z',
      },
      'complianceReport { status data generatedBy { name } }',
    );
    // No service says here up to when its events have arrived.
    expect(complianceReport).toMatchObject({
      status: 'COMPLETED',
      data: { complete: false, denied: 2 },
      generatedBy: { name: 'Dana Reyes' },
    });
  },

  setRetentionPolicy: async ({ does }) => {
    const policy = { resourceType: 'raw_signal', retentionDays: 90, archiveAfterDays: 30, deleteAfterDays: 120 };
    const fields = 'retentionPolicy { resourceType retentionDays archiveAfterDays deleteAfterDays }';
    expect((await does('setRetentionPolicy', policy, fields)).retentionPolicy).toEqual(policy);
  },
};
