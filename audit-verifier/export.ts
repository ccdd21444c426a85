import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An export is a folder of files with a JSON object a line; leaves, logs and nodes in the order of their places. */
export type LeafLine = { seq: number; log: string; hash: string };
export type LogLine = { seq: number; entry: Record<string, unknown> };
export type NodeLine = { level: number; index: number; hash: string };
/** An entry of the log that has no place; `waiting` while it is in the queue for one. */
export type UnsealedLine = { entry: Record<string, unknown>; waiting: boolean };
export type CheckpointLine = { size: number; note: string };

export type Export = {
  leaves(): AsyncGenerator<LeafLine>;
  logs(): AsyncGenerator<LogLine>;
  nodes(): AsyncGenerator<NodeLine>;
  unsealed(): AsyncGenerator<UnsealedLine>;
  checkpoints(): AsyncGenerator<CheckpointLine>;
};

const FILES = ['leaves', 'logs', 'nodes', 'unsealed', 'checkpoints'] as const;

/** @throws Error if the folder is no export. */
export function openExport(folder: string): Export {
  const missing = FILES.filter((name) => !existsSync(join(folder, `${name}.jsonl`)));
  if (missing.length > 0) {
    throw new Error(`${folder} is no export: it lacks ${missing.map((name) => `${name}.jsonl`).join(', ')}.`);
  }
  const lines = <T>(name: string) => linesOf<T>(join(folder, `${name}.jsonl`));
  return {
    leaves: () => lines<LeafLine>('leaves'),
    logs: () => lines<LogLine>('logs'),
    nodes: () => lines<NodeLine>('nodes'),
    unsealed: () => lines<UnsealedLine>('unsealed'),
    checkpoints: () => lines<CheckpointLine>('checkpoints'),
  };
}

/** @throws Error that names the line that is no JSON. */
export async function* linesOf<T>(file: string): AsyncGenerator<T> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line !== '') {
      try {
        yield JSON.parse(line) as T;
      } catch (cause) {
        throw new Error(`Line ${number} of ${file} is no JSON.`, { cause });
      }
    }
  }
}
