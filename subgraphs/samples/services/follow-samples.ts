import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import { Submission, type SubmissionStatus } from '../entities/submission.entity.ts';

/**
 * The status of a submission follows its samples: processing once work on one has begun, completed with the last of
 * them. Deleted samples do not count, and rejected or withdrawn ones keep nobody waiting. Drafts and archived
 * submissions stay what they are. To be called in the transaction that changed a sample, after its flush.
 */
export async function followSamples(tx: EntityManager, submissionId: string): Promise<void> {
  const before = await lockedStatus(tx, submissionId);
  if (before === undefined || before === 'draft' || before === 'archived') {
    return;
  }
  const { total, begun, finished } = await progressOf(tx, submissionId);
  if (total === 0) {
    return;
  }
  const status = finished === total ? 'completed' : begun > 0 ? 'processing' : 'submitted';
  if (status !== before) {
    const now = new Date();
    const completedAt = status === 'completed' ? now : null;
    await tx.nativeUpdate(Submission, { id: submissionId }, { status, completedAt, updatedAt: now });
  }
}

/**
 * Locked before its samples are counted: of two that are completed at once the second sees the first. Not `for
 * update`: a sample that changed twice holds a key share of its submission already, and two of them would block each other.
 */
async function lockedStatus(tx: EntityManager, submissionId: string): Promise<SubmissionStatus | undefined> {
  const [row] = await rowsOf(
    tx,
    sql<{ status: SubmissionStatus }>`
      select sub.status from submissions as sub where sub.id = ${submissionId}::uuid for no key update`,
  );
  return row?.status;
}

const ENDED = sql`(s.status in ('completed', 'distributed', 'archived') or coalesce(s.outcome in ('rejected', 'withdrawn'), false))`;

type Progress = { total: number; begun: number; finished: number };

/** Relies on nanopore_samples_submission_id_idx. */
async function progressOf(tx: EntityManager, submissionId: string): Promise<Progress> {
  const [row] = await rowsOf(
    tx,
    sql<Progress>`
      select count(*)::int as total,
             count(*) filter (where ${ENDED})::int as finished,
             count(*) filter (where ${ENDED} or s.status <> 'submitted' or s.started_at is not null)::int as begun
      from nanopore_samples as s
      where s.submission_id = ${submissionId}::uuid and s.deleted_at is null`,
  );
  return row as Progress;
}
