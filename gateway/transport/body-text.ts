/** Bodies up to this size are put together in memory that stays; twice as much is touched for the first time otherwise. */
const KEPT_BYTES = 2 * 1024 * 1024;
const FIRST_BYTES = 64 * 1024;

let kept = Buffer.allocUnsafeSlow(FIRST_BYTES);

/**
 * The text of a body that came in pieces. Memory outside the heap is what makes V8 look through all of the heap, so that
 * a body of a megabyte takes none for its text but the text's own.
 */
export function bodyText(chunks: readonly Buffer[]): string {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (length > KEPT_BYTES) {
    return Buffer.concat(chunks, length).toString('utf8');
  }
  if (length > kept.length) {
    kept = Buffer.allocUnsafeSlow(Math.min(KEPT_BYTES, 2 * length));
  }
  let end = 0;
  for (const chunk of chunks) {
    end += chunk.copy(kept, end);
  }
  return kept.toString('utf8', 0, length);
}
