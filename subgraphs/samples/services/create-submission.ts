import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { hasCode, UNIQUE_VIOLATION } from '../../../platform/database/sqlstate.ts';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { email, id, optional, text, validInput } from '../../../platform/validation/input.ts';
import { Project } from '../entities/project.entity.ts';
import { PRIORITIES, SUBMISSION_TYPES, Submission } from '../entities/submission.entity.ts';
import { readProjectsById } from '../reads/projects.ts';
import { actingUser } from './acting-user.ts';
import { addSample } from './new-sample.ts';
import { forbiddenOf, refuseAny, type Submitter, submitterOf } from './permission.ts';
import { submissionSampleRules } from './sample-rules.ts';

const MOST_SAMPLES = 1_000;

const rules = z.object({
  submissionNumber: text(50).regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'must consist of letters, digits, dots, dashes and underscores, such as HTSF-JL-147',
  ),
  projectId: optional(id),
  name: optional(text(255)),
  description: optional(text(10_000)),
  submitterName: text(255),
  submitterEmail: email,
  submissionType: optional(z.enum(SUBMISSION_TYPES)),
  priority: optional(z.enum(PRIORITIES)),
  originalFilename: optional(text(255)),
  fileSizeBytes: optional(
    z.coerce
      .bigint('must be a whole number of bytes')
      .min(0n, 'must not be negative')
      .max(2n ** 53n, 'is too large'),
  ),
  samples: z.array(submissionSampleRules).max(MOST_SAMPLES, `must have at most ${MOST_SAMPLES} samples`).nullish(),
});

/** Takes a form and all its samples in, or nothing of it. */
export async function createSubmission(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  lab: LabCalendar,
): Promise<{ submissionId: string }> {
  const submitter = submitterOf(actor);
  const { samples, fileSizeBytes, ...given } = validInput(rules, input);
  refuseAny([
    ...forbiddenOf(submitter, given),
    ...(samples ?? []).flatMap((sample, i) => forbiddenOf(submitter, sample, ['samples', String(i)])),
  ]);
  const form = { ...given, submitterEmail: submitter?.address ?? given.submitterEmail };
  try {
    return await em.transactional(async (tx) => {
      await requireOpenProject(tx, form.projectId, submitter);
      const submittedAt = new Date();
      const priority = form.priority ?? 'normal';
      const submission = tx.create(Submission, {
        id: v7(),
        ...form,
        submissionType: form.submissionType ?? 'manual',
        priority,
        fileSizeBytes: fileSizeBytes === null ? null : String(fileSizeBytes),
        submittedAt,
      });
      const createdBy = await actingUser(tx, actor);
      for (const [i, sample] of (samples ?? []).entries()) {
        const { submitterName, submitterEmail } = form;
        const intake = { submitterName, submitterEmail, priority, submittedAt, createdBy };
        addSample(tx, sample, { ...intake, submissionId: submission.id, sampleNumber: i + 1 }, lab);
      }
      await tx.flush();
      return { submissionId: submission.id };
    });
  } catch (error) {
    if (hasCode(error, UNIQUE_VIOLATION)) {
      throw refuse('ALREADY_EXISTS', 'submissionNumber', `submissionNumber: ${form.submissionNumber} is taken.`);
    }
    throw error;
  }
}

async function requireOpenProject(
  em: EntityManager,
  projectId: string | null,
  submitter: Submitter | null,
): Promise<void> {
  if (projectId === null) {
    return;
  }
  const isSeen = submitter === null || (await readProjectsById(em, submitter.viewer, [projectId])).length > 0;
  const project = isSeen ? await em.findOne(Project, projectId) : null;
  if (project === null) {
    throw refuse('NOT_FOUND', 'projectId', 'projectId: there is no such project.');
  }
  if (project.status !== 'active') {
    throw refuse(
      'NOT_ALLOWED_NOW',
      'projectId',
      `projectId: the project is ${project.status} and takes no submissions.`,
    );
  }
}
