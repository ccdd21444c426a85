import { hash, timingSafeEqual } from 'node:crypto';

/** In a time that says nothing of how far they agree. Nothing is the same as no secret at all. */
export const isSameSecret = (given: string, expected: string | undefined): boolean =>
  expected !== undefined && timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'));
