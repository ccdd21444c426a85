import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditLog, type ResourceType } from '../subgraphs/audit/entities/audit-log.entity.ts';
import { ComplianceReport } from '../subgraphs/audit/entities/compliance-report.entity.ts';
import { REPORT_TYPES, readReport } from '../subgraphs/audit/reads/reports/index.ts';
import {
  DEMO_USERS,
  type DemoSample,
  demoId,
  demoSamples,
  hoursAfterSubmission,
  PROJECT_ID,
  SUBMISSION_ID,
  SUBMISSION_NUMBER,
  SUBMITTED_AT,
} from './lab.ts';
import { attachmentRow, sampleRow, stepRows } from './samples.ts';

/** Who did what in the demonstration lab, as the rows of the other databases tell it, and what was refused or failed. */
export async function seedAudit(em: EntityManager): Promise<void> {
  await em.insertMany(AuditLog, auditEntries());
  await seedReports(em);
}

/** All of them, the oldest first. */
export const auditEntries = () =>
  [...officeEvents(), ...demoSamples().flatMap(sampleEvents)]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(entryRow);

type Who = { userId: string | null; name: string; address: string; userAgent: string };
type Verb = keyof typeof ACTIONS;
type Event = {
  at: Date;
  who: Who;
  type: ResourceType;
  id: string;
  verb: Verb;
  /** The sample that the resource is a part of. */
  partOf?: string;
  details?: Record<string, unknown>;
  outcome?: 'failure' | 'denied';
};

const ACTIONS = {
  created: 'create',
  assigned: 'assign',
  held: 'hold',
  deleted: 'delete',
  added: 'add',
  recorded: 'record',
  started: 'start',
  completed: 'complete',
  skipped: 'skip',
  failed: 'fail',
  updated: 'update',
  revealed: 'reveal',
} as const;

/** Its hours are those of UTC, as all times of the demonstration. */
const LAB = { timeZone: 'UTC', holidays: [] };

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

/** Addresses are of the block that documentation may use, RFC 5737. */
const PEOPLE: readonly Who[] = DEMO_USERS.map(({ id, name }, i) => ({
  userId: id,
  name,
  address: `192.0.2.${10 + i}`,
  userAgent: BROWSER,
}));
const [DANA, MORGAN, SASHA, ROBIN] = PEOPLE as [Who, Who, Who, Who];
const serviceOf = (name: string, address: string): Who => ({
  userId: null,
  name,
  address,
  userAgent: `nanopore-${name}`,
});
const AI_SERVICE = serviceOf('ai', '192.0.2.200');
const BACKUP_SERVICE = serviceOf('backup', '192.0.2.201');

const personOf = (userId: string | null): Who => PEOPLE.find((person) => person.userId === userId) ?? DANA;
const secondsAfter = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);
const minutesAfter = (at: Date, minutes: number): Date => secondsAfter(at, minutes * 60);

const entryRow = ({ at, who, type, id, verb, partOf, details, outcome }: Event, i: number) => ({
  id: demoId('audit', i + 1),
  eventType: `${type}.${verb}`,
  action: ACTIONS[verb],
  outcome: outcome ?? ('success' as const),
  actorName: who.name,
  actorKind: who.userId === null ? ('service' as const) : ('person' as const),
  userId: who.userId,
  resourceType: type,
  resourceId: id,
  rootType: partOf === undefined ? null : 'sample',
  rootId: partOf ?? null,
  details: details ?? null,
  ipAddress: who.address,
  userAgent: who.userAgent,
  timestamp: at,
  createdAt: at,
});

/** What is about no single sample; ids and times are those of demo/config.ts and demo/backup.ts. */
function officeEvents(): Event[] {
  const submission = { type: 'submission', id: SUBMISSION_ID } as const;
  const mailbox = { type: 'app_config', id: demoId('app_config', 3) } as const;
  const flowCell = { type: 'app_config', id: demoId('app_config', 4) } as const;
  const flag = { type: 'feature_flag', id: demoId('feature_flag', 1) } as const;
  const schedules = [1, 2, 3, 4].map((n) => ({ type: 'backup_schedule', id: demoId('backup_schedule', n) }) as const);
  const firstBackup = { type: 'backup_job', id: demoId('backup_job', 1) } as const;
  const failedBackup = { type: 'backup_job', id: demoId('backup_job', 9) } as const;
  const deleted = { type: 'sample', id: demoId('sample', 12) } as const;
  const form = { submissionNumber: SUBMISSION_NUMBER, samples: demoSamples().length };
  const conflict = { reason: 'Somebody else changed the submission in the meantime.' };
  const diskFull = { reason: 'could not write to the backup location: no space left on device' };
  return [
    { at: SUBMITTED_AT, who: DANA, type: 'project', id: PROJECT_ID, verb: 'created' },
    { at: SUBMITTED_AT, who: DANA, ...submission, verb: 'created', details: form },
    ...schedules.map((schedule) => ({ at: SUBMITTED_AT, who: DANA, ...schedule, verb: 'created' as const })),
    { at: hoursAfterSubmission(1.2), who: MORGAN, ...mailbox, verb: 'created' },
    { at: hoursAfterSubmission(1.3), who: MORGAN, ...flowCell, verb: 'created' },
    { at: hoursAfterSubmission(2), who: SASHA, ...flag, verb: 'created' },
    { at: secondsAfter(hoursAfterSubmission(17.5), 95), who: BACKUP_SERVICE, ...firstBackup, verb: 'completed' },
    { at: hoursAfterSubmission(26), who: SASHA, ...mailbox, verb: 'updated' },
    { at: hoursAfterSubmission(27), who: ROBIN, ...mailbox, verb: 'revealed', outcome: 'denied' },
    {
      at: hoursAfterSubmission(48),
      who: MORGAN,
      ...submission,
      verb: 'updated',
      details: conflict,
      outcome: 'failure',
    },
    { at: hoursAfterSubmission(49), who: ROBIN, ...deleted, verb: 'deleted', outcome: 'denied' },
    { at: hoursAfterSubmission(50), who: SASHA, ...flowCell, verb: 'updated' },
    { at: hoursAfterSubmission(52), who: DANA, ...flag, verb: 'updated' },
    {
      at: secondsAfter(hoursAfterSubmission(113.6), 103),
      who: BACKUP_SERVICE,
      ...failedBackup,
      verb: 'failed',
      details: diskFull,
      outcome: 'failure',
    },
  ];
}

function sampleEvents(sample: DemoSample): Event[] {
  const row = sampleRow(sample);
  const technician = personOf(row.assigneeId);
  const about = { type: 'sample', id: sample.id } as const;
  const events: Event[] = [
    {
      ...about,
      at: sample.submittedAt,
      who: DANA,
      verb: 'created',
      details: { sampleName: row.sampleName, submissionNumber: SUBMISSION_NUMBER },
    },
    ...partEvents(sample),
    ...stepEvents(sample, technician),
  ];
  if (row.startedAt !== null) {
    const at = minutesAfter(row.startedAt, -10);
    events.push({ ...about, at, who: DANA, verb: 'assigned', details: { assignedTo: row.assignedTo } });
  }
  if (row.holdReason !== null) {
    const at = minutesAfter(row.updatedAt, 30);
    events.push({ ...about, at, who: technician, verb: 'held', details: { reason: row.holdReason } });
  }
  return events;
}

/** Attachments and extractions; ids and times are those of demo/ai.ts. */
function partEvents(sample: DemoSample): Event[] {
  const partOf = sample.id;
  const events: Event[] = [
    {
      at: minutesAfter(sample.submittedAt, 5),
      who: AI_SERVICE,
      type: 'extraction_result',
      id: demoId('extraction', sample.number),
      verb: 'recorded',
      partOf,
    },
  ];
  if (sample.number % 12 === 1) {
    const { id, fileName, uploadedAt } = attachmentRow(sample);
    events.push({ at: uploadedAt, who: DANA, type: 'attachment', id, verb: 'added', partOf, details: { fileName } });
  }
  if (sample.number % 19 === 0) {
    events.push({
      at: secondsAfter(hoursAfterSubmission(4), sample.number * 10 + 400),
      who: AI_SERVICE,
      type: 'processing_job',
      id: demoId('job', sample.number),
      verb: 'failed',
      partOf,
      outcome: 'failure',
    });
  }
  return events;
}

function stepEvents(sample: DemoSample, who: Who): Event[] {
  let before = sample.submittedAt;
  return stepRows(sample).flatMap(({ id, stepName, status, startedAt, completedAt, statusReason }) => {
    const about = { who, type: 'processing_step', id, partOf: sample.id } as const;
    const events: Event[] = [];
    if (status === 'skipped') {
      events.push({
        ...about,
        at: minutesAfter(before, 15),
        verb: 'skipped',
        details: { stepName, reason: statusReason },
      });
    }
    if (startedAt !== null) {
      events.push({ ...about, at: startedAt, verb: 'started', details: { stepName } });
    }
    if (startedAt !== null && status === 'failed') {
      events.push({
        ...about,
        at: minutesAfter(startedAt, 90),
        verb: 'failed',
        details: { stepName, reason: statusReason },
      });
    }
    if (completedAt !== null) {
      events.push({ ...about, at: completedAt, verb: 'completed', details: { stepName } });
    }
    before = completedAt ?? before;
    return events;
  });
}

/** One of each type, over the first fortnight, computed from the very entries as any report is. */
async function seedReports(em: EntityManager): Promise<void> {
  const periodEnd = hoursAfterSubmission(14 * 24);
  for (const [i, reportType] of REPORT_TYPES.entries()) {
    const at = minutesAfter(periodEnd, i + 1);
    await em.insert(ComplianceReport, {
      id: demoId('compliance-report', i + 1),
      reportType,
      periodStart: SUBMITTED_AT,
      periodEnd,
      generatedBy: DANA.userId,
      data: await readReport(em, reportType, { start: SUBMITTED_AT, end: periodEnd }, LAB),
      status: 'completed',
      createdAt: at,
      updatedAt: at,
    });
  }
}
