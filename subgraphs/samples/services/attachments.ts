import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type Refusal, refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { id, optional, text, validInput } from '../../../platform/validation/input.ts';
import { Attachment } from '../entities/attachment.entity.ts';
import { actingUser } from './acting-user.ts';
import { changeSample, requireAllowed, touch } from './change-sample.ts';
import { requireStaff } from './permission.ts';
import { LIFE_RULES } from './sample-actions.ts';

export type ChangedAttachment = { attachmentId: string; sampleId: string };

const fileName = text(255)
  .refine((name) => !/[/\\\p{Cc}]/u.test(name), 'must be a name without slashes, backslashes and control characters')
  .refine((name) => !/^\.+$/.test(name), 'must be the name of a file');

const addRules = z.object({
  sampleId: id,
  fileName,
  fileType: optional(
    text(255).regex(
      /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/i,
      'must be a media type such as application/pdf',
    ),
  ),
  fileSizeBytes: optional(
    z
      .bigint('must be a whole number of bytes')
      .min(0n, 'must not be negative')
      .max(2n ** 53n, 'is too large'),
  ),
  sha256: optional(
    text(64)
      .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')
      .toLowerCase(),
  ),
  description: optional(text(10_000)),
});

/**
 * Records a file of a sample: its facts, not its bytes. Where it is to be kept we say ourselves, and out of ids alone,
 * so that no name that somebody gave a file leads anywhere.
 */
export async function addAttachment(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedAttachment> {
  requireStaff(actor);
  const { sampleId, fileSizeBytes, ...file } = validInput(addRules, input);
  const attachmentId = v7();
  await changeSample(em, sampleId, async (locked) => {
    requireAllowed('sampleId', LIFE_RULES.update(locked.sample, locked.steps));
    locked.tx.create(Attachment, {
      id: attachmentId,
      sampleId,
      ...file,
      fileSizeBytes: fileSizeBytes === null ? null : String(fileSizeBytes),
      filePath: `samples/${sampleId}/${attachmentId}`,
      uploadedBy: await actingUser(locked.tx, actor),
    });
    touch(locked);
  });
  return { attachmentId, sampleId };
}

const removeRules = z.object({ attachmentId: id });

/** Takes a file off its sample. The record stays for whoever follows the trail, marked as deleted. */
export async function removeAttachment(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedAttachment> {
  requireStaff(actor);
  const { attachmentId } = validInput(removeRules, input);
  const found = await em.findOne(Attachment, attachmentId, { fields: ['sampleId'], disableIdentityMap: true });
  if (found === null) {
    throw noSuchAttachment();
  }
  const { sampleId } = await changeSample(em, found.sampleId, async (locked) => {
    requireAllowed('attachmentId', LIFE_RULES.update(locked.sample, locked.steps));
    // Read now that the sample is locked: of two who remove it, one does.
    const attachment = await locked.tx.findOne(Attachment, { id: attachmentId, deletedAt: null });
    if (attachment === null) {
      throw noSuchAttachment();
    }
    attachment.deletedAt = locked.now;
    touch(locked);
  });
  return { attachmentId, sampleId };
}

const noSuchAttachment = (): Refusal =>
  refuse('NOT_FOUND', 'attachmentId', 'attachmentId: there is no such attachment, or it is removed already.');
