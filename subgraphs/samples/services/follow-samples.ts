import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import { Submission } from '../entities/submission.entity.ts';

/**
 * The status of a submission follows its samples: processing once work on one has begun, completed with the last of
 * them. Deleted samples do not count, and rejected or withdrawn ones keep nobody waiting. Drafts and archived
 * submissions stay what they are. To be called in the transaction that changed a sample, after its flush.
 */
export async function followSamples(tx: EntityManager, submissionId: string): Promise<void> {
  // Locked before its samples are counted: of two that are completed at once the second sees the first.
  const submission = await tx.findOne(Submission, submissionId, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  if (submission === null || submission.status === 'draft' || submission.status === 'archived') {
    return;
  }
  const { total, begun, finished } = await progressOf(tx, submission.id);
  if (total === 0) {
    return;
  }
  const status = finished === total ? 'completed' : begun > 0 ? 'processing' : 'submitted';
  if (status !== submission.status) {
    submission.status = status;
    submission.completedAt = status === 'completed' ? new Date() : null;
    await tx.flush();
  }
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
