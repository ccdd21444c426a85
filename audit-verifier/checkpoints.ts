import { type Checkpoint, readCheckpoint, type VerifierKey } from './checkpoint.ts';
import type { CheckpointLine } from './export.ts';

export type Expected = Checkpoint & { from: string };

/**
 * Reads checkpoints of one source and checks their signatures.
 *
 * @returns those that are signed; what is wrong with the others goes to `say`.
 */
export async function signedCheckpoints(
  lines: AsyncIterable<CheckpointLine>,
  from: string,
  keys: readonly VerifierKey[],
  say: (problem: string) => void,
): Promise<Expected[]> {
  const found: Expected[] = [];
  for await (const { size, note } of lines) {
    const checkpoint = readCheckpoint(String(note), keys);
    if (typeof checkpoint === 'string') {
      say(`The checkpoint of ${size} entries ${from} counts for nothing: ${checkpoint}.`);
    } else if (checkpoint.size !== size) {
      say(`The checkpoint of ${size} entries ${from} is one of ${checkpoint.size}.`);
    } else {
      found.push({ ...checkpoint, from });
    }
  }
  return found.sort((one, other) => one.size - other.size);
}
