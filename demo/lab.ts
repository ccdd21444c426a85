import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DEMONSTRATION_ACTOR } from '../platform/identity/demonstration.ts';

/**
 * What the demonstration lab's five parts agree on. Everything in it is computed from names and numbers, so that
 * every demonstration lab is the same, and ids in one database meet the rows of another.
 */
export type DemoSample = {
  id: string;
  number: number;
  tubeLabel: string;
  name: string;
  /** µL */
  volume: number;
  /** ng/µL */
  concentration: number;
  a260280: number;
  submittedAt: Date;
  /** How many of the eight steps are completed, 0 to 8. */
  completedSteps: number;
};

/** When the form came in; everything else in the demonstration happens after it. */
export const SUBMITTED_AT = new Date('2026-09-14T08:30:00Z');

const HOUR_MS = 3_600_000;
export const hoursAfterSubmission = (hours: number): Date => new Date(SUBMITTED_AT.getTime() + hours * HOUR_MS);

/** A UUID of version 7 that is always the same for a name: `demoId('sample', 12)`. */
export function demoId(kind: string, n: number): string {
  const digest = hash('sha256', `${kind}:${n}`, 'hex');
  const time = (SUBMITTED_AT.getTime() + n).toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(digest[3] as string, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(8, 20)}`;
}

export const PROJECT_ID = demoId('project', 1);
export const SUBMISSION_ID = demoId('submission', 1);
export const SUBMISSION_NUMBER = 'HTSF-JL-147';
export const SUBMITTER = { name: 'Jordan Lee', email: 'jordan.lee@example.org', lab: 'Lee Lab' };

export const DEMO_USERS = [
  {
    id: DEMONSTRATION_ACTOR.userId as string,
    name: DEMONSTRATION_ACTOR.name,
    email: DEMONSTRATION_ACTOR.email as string,
    aliases: ['Dana'],
  },
  { id: demoId('user', 2), name: 'Morgan Grey', email: 'morgan.grey@example.org', aliases: ['Grey', 'MG'] },
  { id: demoId('user', 3), name: 'Sasha Ito', email: 'sasha.ito@example.org', aliases: ['Sasha', 'SI'] },
  { id: demoId('user', 4), name: 'Robin Okafor', email: 'robin.okafor@example.org', aliases: ['Robin'] },
] as const;

/** The 94 samples of a real submission, in the order of its form. */
export function demoSamples(): DemoSample[] {
  const [, ...lines] = readFileSync(new URL('./submission-jl-147.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [number, tubeLabel, volume, concentration, ratio] = line.trim().split(',') as [
      string,
      string,
      string,
      string,
      string,
    ];
    const n = Number(number);
    return {
      id: demoId('sample', n),
      number: n,
      tubeLabel,
      name: `JL147-${tubeLabel.padStart(3, '0')}`,
      volume: Number(volume),
      concentration: Number(concentration),
      a260280: Number(ratio),
      // A form's samples are entered one after the other.
      submittedAt: new Date(SUBMITTED_AT.getTime() + n * 1_000),
      // Every stage occurs, and among the newest samples too.
      completedSteps: (n * 5) % 9,
    };
  });
}
