import { isDatabaseAway, isPassing, isPoolExhausted } from '../../database/sqlstate.ts';

/** What a consumer throws that cannot do anything with an event. */
export class RefusedEvent extends Error {}

/** What the server itself lacks: a table, a right, room. No event is to blame for it. */
const OF_THE_SERVER = /^(08|0A|25|28|2B|3D|3F|40|42|53|55|57|58|F0|XX)/;

/**
 * Whether an event is to blame for an error, so that it would come again with this event alone. In doubt it is: then one
 * subject stands still, and somebody sees it; otherwise all of them would.
 */
export function isOfTheEvent(error: unknown): boolean {
  if (isDatabaseAway(error) || isPassing(error) || isPoolExhausted(error)) {
    return false;
  }
  const states = [...codesOf(error)];
  return !states.some((code) => OF_THE_SERVER.test(code));
}

function* codesOf(error: unknown): Generator<string> {
  for (let current = error, depth = 0; current instanceof Object && depth < 10; depth++) {
    const { code, cause, previous } = current as { code?: unknown; cause?: unknown; previous?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
      yield code;
    }
    current = cause ?? previous;
  }
}
