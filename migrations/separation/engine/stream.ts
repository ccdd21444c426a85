import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { type CopyStreamQuery, from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { explain } from '../session.ts';

/** Resolves when the sink takes more, or has failed. */
async function drained(sink: CopyStreamQuery, failed: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  try {
    await Promise.race([once(sink, 'drain', { signal: stop.signal }), failed]);
  } finally {
    stop.abort();
  }
}

/**
 * Streams the rows of a query on one server into a table of another, without holding them. Rejects with the error of
 * the server that refused. What the source goes on sending then is read to its end, so that both connections can be
 * used afterwards; the target's transaction has failed.
 * @returns how many rows arrived
 */
export async function streamRows(
  source: Client,
  query: string,
  target: Client,
  into: string,
  binary: boolean,
): Promise<number> {
  const format = binary ? ' with (format binary)' : '';
  const sink = target.query(copyFrom(`copy ${into} from stdin${format}`));
  let failure: unknown;
  const { promise: failed, resolve: fail } = Promise.withResolvers<void>();
  sink.once('error', (error) => {
    failure = error;
    // What still waits for the socket would be written to a connection that the stream has let go of.
    Object.assign(sink, { flushChunk: () => true });
    fail();
  });
  try {
    for await (const chunk of source.query(copyTo(`copy (${query}) to stdout${format}`))) {
      if (failure === undefined && !sink.write(chunk)) {
        await drained(sink, failed);
      }
    }
  } catch (error) {
    if (failure === undefined) {
      sink.destroy(error as Error);
      await failed;
    }
    // What the source could not give is no fault of a row.
    throw explain(error, 'source', 'DATABASE_URL');
  }
  if (failure === undefined) {
    sink.end();
    await Promise.race([finished(sink), failed]);
  }
  if (failure !== undefined) {
    throw failure;
  }
  return sink.rowCount;
}
