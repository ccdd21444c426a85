/** A byte position in the write-ahead log. */
export type WalPosition = bigint;

const MOST_SAMPLES = 600;

/**
 * How far behind a replica is, by the primary's positions alone: the replica has everything that was committed when
 * the primary was at the position it has replayed. Unlike `pg_last_xact_replay_timestamp()` this needs no equal
 * clocks, does not grow while nobody writes, and is not deceived by a replica that has lost its primary.
 */
export class PrimaryPositions {
  readonly #samples: { at: number; position: WalPosition }[] = [];

  /** `at`: milliseconds, taken before the primary was asked. */
  add(at: number, position: WalPosition): void {
    this.#samples.push({ at, position });
    if (this.#samples.length > MOST_SAMPLES) {
      this.#samples.shift();
    }
  }

  /** Milliseconds; infinite while no position is known that the replica has reached. */
  lagOf(replayed: WalPosition, now: number): number {
    const reached = this.#samples.findLast(({ position }) => position <= replayed);
    return reached === undefined ? Number.POSITIVE_INFINITY : now - reached.at;
  }
}
