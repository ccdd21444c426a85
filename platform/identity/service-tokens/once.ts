import { LIFETIME_S, SKEW_S } from './token.ts';

/** Tells one token from every other: who made it, at random for each issuer, and the how manieth of theirs it is. */
export type Mark = { by: string; no: number };

export type Replays = {
  /**
   * Whether a token comes for the first time, and from now on it has come. To be asked of tokens alone that are good
   * otherwise. Where that cannot be known any more, it counts as seen.
   * @param now in seconds
   */
  isFirst(mark: Mark, now: number): boolean;
};

/** More than a process answers while a token lives: as many later ones may overtake it. 32 KiB of bits. */
const WINDOW = 2 ** 18;
const BITS = 32;
/** Processes with the gateways' keys; each start of one is another. */
const MOST_ISSUERS = 256;
/** After that none of the tokens that were seen is good any more. */
const REMEMBERED_S = LIFETIME_S + 2 * SKEW_S;

type Window = { highest: number; bits: Uint32Array; seenAt: number };

/**
 * Remembers which tokens have come, in memory that does not grow with them: of each issuer the highest number and a bit
 * for each of those before it, as IPsec does it (RFC 4303, 3.4.3). Only whoever has a gateway's key can have anything
 * remembered here.
 */
export function createReplays(window = WINDOW, mostIssuers = MOST_ISSUERS): Replays {
  const windows = new Map<string, Window>();
  const windowOf = (by: string, now: number): Window | undefined => {
    const known = windows.get(by);
    if (known !== undefined) {
      return known;
    }
    for (const [issuer, { seenAt }] of windows) {
      if (now - seenAt > REMEMBERED_S) {
        windows.delete(issuer);
      }
    }
    if (windows.size >= mostIssuers) {
      return undefined;
    }
    const made = { highest: 0, bits: new Uint32Array(window / BITS), seenAt: now };
    windows.set(by, made);
    return made;
  };
  return {
    isFirst: ({ by, no }, now) => {
      const found = windowOf(by, now);
      if (found === undefined || no <= found.highest - window) {
        return false;
      }
      found.seenAt = now;
      moveTo(found, no, window);
      const at = no % window;
      const word = Math.floor(at / BITS);
      const bit = 1 << (at % BITS);
      const before = found.bits[word] as number;
      found.bits[word] = before | bit;
      return (before & bit) === 0;
    },
  };
}

/** Forgets what lies so far back that its places are those of the numbers up to `no`. */
function moveTo(window: Window, no: number, size: number): void {
  const { highest, bits } = window;
  if (no - highest >= size) {
    bits.fill(0);
  } else {
    for (let next = highest + 1; next <= no; next += 1) {
      const at = next % size;
      const word = Math.floor(at / BITS);
      bits[word] = (bits[word] as number) & ~(1 << (at % BITS));
    }
  }
  window.highest = Math.max(highest, no);
}
