import { z } from 'zod';
import type { CloudEvent } from '../cloud-event.ts';

/** CloudEvents 1.0: what is required, and the forms of what is not. Other extensions are let through and not looked at. */
const event = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().min(1),
  type: z.string().min(1).max(200),
  subject: z.string().regex(/^[^/]+\/./, 'must be <resource>/<id>'),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal('application/json').default('application/json'),
  data: z.record(z.string(), z.unknown()),
  ...Object.fromEntries(
    [
      'roottype',
      'rootid',
      'actorkind',
      'actorname',
      'actoruserid',
      'requestid',
      'clientaddress',
      'useragent',
      'outcome',
      'sequence',
    ].map((name) => [name, z.string().min(1).optional()]),
  ),
});

const batch = z.array(event);

/** Undefined where it is none. */
export function readBatch(json: unknown): CloudEvent[] | undefined {
  const { success, data } = batch.safeParse(json);
  return success ? (data as unknown as CloudEvent[]) : undefined;
}
