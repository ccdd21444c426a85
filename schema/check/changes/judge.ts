import type { Finding, Severity } from '../finding.ts';
import type { KnownOperation } from '../operations/known.ts';
import type { Use, Uses } from '../operations/uses.ts';
import { type Change, type Effect, oncePerOperation } from './change.ts';

/** More are counted, not named. */
const NAMED = 5;

/** Who is known to ask, and whether that is everybody. */
export type Knowledge = { uses: Uses; knowsTraffic: boolean };

/**
 * The verdict on a change. What an operation uses, breaks. What none uses is safe where a gateway's record says so; else
 * nobody knows, and what is taken away has to be deprecated before.
 */
export function judged(change: Change, { uses, knowsTraffic }: Knowledge): Finding {
  const { rule, coordinate, message, effect, remedy, announced = false } = change;
  const met = oncePerOperation(change.met(uses));
  const finding = { check: 'changes', rule, coordinate, message, affects: affected(met, change) } as const;
  if (effect === 'harmless') {
    return { ...finding, severity: 'info' };
  }
  if (effect === 'reviewed') {
    return { ...finding, severity: 'warning', remedy };
  }
  if (met.length > 0) {
    return { ...finding, severity: effect === 'harmful' ? 'error' : 'warning', remedy };
  }
  if (knowsTraffic) {
    return { ...finding, severity: 'info', affects: ['Nobody asks for it, the usage file says.'] };
  }
  return { ...finding, ...unknownUse(effect, announced), ...(remedy === undefined ? {} : { remedy }) };
}

function unknownUse(effect: Effect, announced: boolean): { severity: Severity; affects: string[]; remedy?: string } {
  const nobodyKnown = 'No operation of schema/operations uses it, but other clients may: without --usage nobody knows.';
  if (effect === 'notable') {
    return { severity: 'warning', affects: [nobodyKnown] };
  }
  return announced
    ? { severity: 'warning', affects: [`It was deprecated before. ${nobodyKnown}`] }
    : { severity: 'error', affects: [nobodyKnown] };
}

function affected(met: readonly Use[], { consequence }: Change): string[] {
  const named = met.slice(0, NAMED).map((use) => `${operationAt(use)} ${consequence}`);
  return met.length > NAMED ? [...named, `So do ${met.length - NAMED} other operations.`] : named;
}

function operationAt({ operation, line }: Use): string {
  const where =
    operation.file === undefined ? askedBy(operation) : `(${[operation.file, line].filter(Boolean).join(':')})`;
  return `${operation.name || 'An operation without a name'} ${where}`;
}

/** `(web 1.4 and mobile, 1204 times, last on 2026-11-20)` */
function askedBy({ clients }: KnownOperation): string {
  const count = clients.reduce((sum, each) => sum + each.count, 0);
  const last = clients
    .map(({ lastSeen }) => lastSeen.slice(0, 10))
    .sort()
    .at(-1);
  const names = [
    ...new Set(
      clients.map(({ name, version }) => [name || 'a client without a name', version].filter(Boolean).join(' ')),
    ),
  ];
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(' and ');
  return `(${shown}; ${count} ${count === 1 ? 'time' : 'times'}, last on ${last})`;
}
