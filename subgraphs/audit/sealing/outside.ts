import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ClientBase } from 'pg';
import { syncFolder } from '../../../platform/postgres/durable-file.ts';
import { checkpointOf, checkpointsAfter, type SignedCheckpoint } from './checkpoints.ts';

/** Longer than any line of the file. */
const TAIL_BYTES = 64 * 1024;

/** Checkpoints in a file outside the database, a JSON object a line, in the order of their sizes; it only grows. */
export type OutsideCopy = {
  /** Of the newest checkpoint in it; 0 while there is none. */
  size(): number;
  /** What it says of the newest is not what the database says: somebody changed one of them, or put an older state back. */
  contradicts(client: ClientBase): Promise<boolean>;
  /** Writes whatever the database has and the file has not; on the disk when it returns. */
  catchUp(client: ClientBase): Promise<void>;
  close(): Promise<void>;
};

export async function openOutsideCopy(path: string): Promise<OutsideCopy> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  await syncFolder(dirname(path));
  let newest = await readNewest(file);
  const append = async (checkpoints: readonly SignedCheckpoint[]): Promise<void> => {
    const lines = checkpoints.map(({ size, note, signedAt }) => `${JSON.stringify({ size, signedAt, note })}\n`);
    await file.appendFile(lines.join(''));
    await file.sync();
    newest = checkpoints.at(-1) ?? newest;
  };
  return {
    size: () => newest?.size ?? 0,
    contradicts: async (client) =>
      newest !== undefined && (await checkpointOf(client, newest.size))?.note !== newest.note,
    catchUp: async (client) => {
      for (;;) {
        const missing = await checkpointsAfter(client, newest?.size ?? 0);
        if (missing.length === 0) {
          return;
        }
        await append(missing);
      }
    },
    close: () => file.close(),
  };
}

/** A line that a crash cut off is taken away: the database still has what it was to say. */
async function readNewest(file: FileHandle): Promise<{ size: number; note: string } | undefined> {
  const { size } = await file.stat();
  const from = Math.max(0, size - TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
  const tail = buffer.subarray(0, bytesRead);
  const end = tail.lastIndexOf('\n') + 1;
  if (end < bytesRead) {
    await file.truncate(from + end);
    await file.sync();
  }
  const line =
    tail
      .subarray(0, Math.max(0, end - 1))
      .toString()
      .split('\n')
      .at(-1) ?? '';
  return line === '' ? undefined : (JSON.parse(line) as { size: number; note: string });
}
