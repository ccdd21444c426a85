import { hash } from 'node:crypto';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { z } from 'zod';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { Refusal, refuse, type UserError } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { optional, text, validInput } from '../../../platform/validation/input.ts';
import { WORKFLOW_STEPS } from '../entities/processing-step.entity.ts';
import { Sample } from '../entities/sample.entity.ts';
import { SampleDetails } from '../entities/sample-details.entity.ts';
import { type Priority, Submission } from '../entities/submission.entity.ts';
import { User } from '../entities/user.entity.ts';
import { readSubmissionsById } from '../reads/submissions.ts';
import { actingUser } from './acting-user.ts';
import { newSample, type SampleOfABatch } from './new-sample.ts';
import { forbiddenOf, refuseAny, type Submitter, submitterOf } from './permission.ts';
import { createSampleRules } from './sample-rules.ts';
import { type SampleWarning, warningsOf } from './warnings.ts';

const MOST_SAMPLES = 1_000;

const rules = z.object({
  samples: z
    .array(createSampleRules)
    .min(1, 'must have at least one sample')
    .max(MOST_SAMPLES, `must have at most ${MOST_SAMPLES} samples`),
  dryRun: optional(z.boolean()),
  idempotencyKey: optional(text(200)),
});
type Rows = z.output<typeof rules>['samples'];

/** A sample as it would be taken in. `row` counts from 0, as the field paths of errors do. */
export type PlannedSample = {
  row: number;
  sampleName: string;
  sampleNumber: number | null;
  submitterName: string | null;
  priority: Priority;
  totalAmount: number | null;
  dueAt: Date;
  warnings: SampleWarning[];
};
export type CreatedSamples = { sampleIds: string[] | null; planned: PlannedSample[] };

/**
 * Takes many samples in, or none of them. A dry run says what would come of it and writes nothing. With a key the
 * same call may be made again: it brings the samples that the first one made; another call under that key is refused.
 */
export async function createSamples(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  lab: LabCalendar,
): Promise<CreatedSamples> {
  const submitter = submitterOf(actor);
  const { samples: rows, dryRun, idempotencyKey } = validInput(rules, input);
  refuseAny(rows.flatMap((form, row) => forbiddenOf(submitter, form, ['samples', String(row)])));
  if (dryRun === true) {
    const planned = await plan(em, rows, await submissionsOf(em, rows, submitter, LockMode.NONE), {
      createdBy: null,
      submitter,
      lab,
    });
    return { sampleIds: null, planned: planned.map(preview) };
  }
  return em.transactional(async (tx) => {
    const earlier = idempotencyKey === null ? null : await claimKey(tx, actor, idempotencyKey, rows);
    if (earlier !== null) {
      return { sampleIds: earlier, planned: [] };
    }
    const submissions = await submissionsOf(tx, rows, submitter, LockMode.PESSIMISTIC_WRITE);
    const planned = await plan(tx, rows, submissions, { createdBy: await actingUser(tx, actor), submitter, lab });
    await write(tx, planned);
    const sampleIds = planned.map(({ sample }) => sample.id);
    if (idempotencyKey !== null) {
      await sql`update sample_batches set sample_ids = ${sampleIds}::uuid[]
        where actor = ${ownerOf(actor)} and idempotency_key = ${idempotencyKey}`.execute(tx.getKysely<unknown>());
    }
    return { sampleIds, planned: planned.map(preview) };
  });
}

const ownerOf = (actor: Actor): string => actor.userId ?? `${actor.kind}:${actor.name}`;

/**
 * Null when the key is ours now. Whoever comes second waits here until the first one is done, and gets what that one
 * made, or the key if that one failed.
 */
async function claimKey(em: EntityManager, actor: Actor, key: string, rows: Rows): Promise<string[] | null> {
  const content = hash('sha256', JSON.stringify(rows), 'hex');
  const kysely = em.getKysely<unknown>();
  const claimed = await sql`
    insert into sample_batches (actor, idempotency_key, content_sha256, sample_ids)
    values (${ownerOf(actor)}, ${key}, ${content}, '{}')
    on conflict (actor, idempotency_key) do nothing returning id`.execute(kysely);
  if (claimed.rows.length > 0) {
    return null;
  }
  const { rows: found } = await sql<{ content: string; sampleIds: string[] }>`
    select content_sha256 as content, sample_ids as "sampleIds" from sample_batches
    where actor = ${ownerOf(actor)} and idempotency_key = ${key}`.execute(kysely);
  const [batch] = found as [(typeof found)[number]];
  if (batch.content !== content) {
    throw refuse(
      'ALREADY_EXISTS',
      'idempotencyKey',
      'idempotencyKey: this key was used for other samples; take a new one for each batch.',
    );
  }
  return batch.sampleIds;
}

type Submissions = Map<string, { submission: Submission; nextNumber: number }>;

/**
 * The submissions that rows name, locked in one order, so that batches neither number twice nor wait in a circle. Of a
 * submitter only their own: others' are not even waited for.
 */
async function submissionsOf(
  em: EntityManager,
  rows: Rows,
  submitter: Submitter | null,
  lockMode: LockMode.NONE | LockMode.PESSIMISTIC_WRITE,
): Promise<Submissions> {
  const named = [...new Set(rows.flatMap(({ submissionId }) => submissionId ?? []))];
  const wanted =
    submitter === null || named.length === 0
      ? named
      : (await readSubmissionsById(em, submitter.viewer, named)).map(({ id }) => id);
  if (wanted.length === 0) {
    return new Map();
  }
  const found = await em.find(Submission, { id: wanted }, { orderBy: { id: 'asc' }, lockMode });
  const { rows: last } = await sql<{ id: string; n: number }>`
    select submission_id as id, max(sample_number) as n from nanopore_samples
    where submission_id = any(${wanted}::uuid[]) group by 1`.execute(em.getKysely<unknown>());
  const numbers = new Map(last.map(({ id, n }) => [id, n]));
  return new Map(
    found.map((submission) => [submission.id, { submission, nextNumber: (numbers.get(submission.id) ?? 0) + 1 }]),
  );
}

async function plan(
  em: EntityManager,
  rows: Rows,
  submissions: Submissions,
  { createdBy, submitter, lab }: { createdBy: string | null; submitter: Submitter | null; lab: LabCalendar },
): Promise<SampleOfABatch[]> {
  const errors = [...submissionErrors(rows, submissions), ...(await assigneeErrors(em, rows))];
  if (errors.length > 0) {
    throw new Refusal(errors);
  }
  const submittedAt = new Date();
  return rows.map(({ submissionId, submitterName, submitterEmail, ...measured }) => {
    const of = submissionId === null ? undefined : submissions.get(submissionId);
    const intake = {
      submissionId,
      sampleNumber: of === undefined ? null : of.nextNumber++,
      submitterName: submitterName ?? of?.submission.submitterName ?? null,
      submitterEmail: submitter?.address ?? submitterEmail ?? of?.submission.submitterEmail ?? null,
      priority: of?.submission.priority ?? ('normal' as const),
      submittedAt,
      createdBy,
    };
    return newSample(measured, intake, lab);
  });
}

const errorAt = (row: number, field: string, code: UserError['code'], what: string): UserError => ({
  code,
  field: ['samples', String(row), field],
  message: `samples.${row}.${field}: ${what}`,
});

const submissionErrors = (rows: Rows, submissions: Submissions): UserError[] =>
  rows.flatMap(({ submissionId }, row) => {
    const found = submissionId === null ? null : submissions.get(submissionId);
    if (found === undefined) {
      return [errorAt(row, 'submissionId', 'NOT_FOUND', 'there is no such submission.')];
    }
    return found?.submission.status === 'archived'
      ? [errorAt(row, 'submissionId', 'NOT_ALLOWED_NOW', 'the submission is archived and takes no more samples.')]
      : [];
  });

async function assigneeErrors(em: EntityManager, rows: Rows): Promise<UserError[]> {
  const wanted = [...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? []))];
  const found = wanted.length === 0 ? [] : await em.find(User, { id: wanted }, { fields: ['id'] });
  const known = new Set(found.map(({ id }) => id));
  return rows.flatMap(({ assigneeId }, row) =>
    assigneeId === null || known.has(assigneeId)
      ? []
      : [errorAt(row, 'assigneeId', 'NOT_FOUND', 'there is no such person in the directory.')],
  );
}

/** Three statements for all of them; each sample gets its eight steps, pending. */
async function write(em: EntityManager, planned: readonly SampleOfABatch[]): Promise<void> {
  await em.insertMany(
    Sample,
    planned.map(({ sample }) => sample),
  );
  const details = planned.flatMap((each) => (each.details === null ? [] : [each.details]));
  if (details.length > 0) {
    await em.insertMany(SampleDetails, details);
  }
  await sql`
    insert into nanopore_processing_steps (sample_id, step_name)
    select sample_id, step_name
    from unnest(${planned.map(({ sample }) => sample.id)}::uuid[]) with ordinality as sample(sample_id, i)
    cross join unnest(${[...WORKFLOW_STEPS]}::text[]) with ordinality as step(step_name, n) order by i, n`.execute(
    em.getKysely<unknown>(),
  );
}

const preview = ({ sample }: SampleOfABatch, row: number): PlannedSample => ({
  row,
  sampleName: sample.sampleName,
  sampleNumber: sample.sampleNumber,
  submitterName: sample.submitterName,
  priority: sample.priority,
  totalAmount: sample.totalAmount,
  dueAt: sample.dueAt,
  warnings: warningsOf(sample),
});
