import { canonicalJson } from './canonical-json.ts';
import type { VerifierKey } from './checkpoint.ts';
import { type Expected, signedCheckpoints } from './checkpoints.ts';
import type { CheckpointLine, Export, LeafLine, LogLine, NodeLine } from './export.ts';
import { hashOfLeaf, Tree } from './tree.ts';

export type Verification = {
  /** Sentences, each about what is not as it was sealed. */
  problems: string[];
  entries: number;
  /** Entries that the newest checkpoint covers; beyond it, nothing is signed yet. */
  signed: number;
  waiting: number;
  checkpoints: number;
};

/** More than anybody reads; the rest is counted. */
const MOST_PROBLEMS = 1_000;
/** Of the subtrees whose hashes are exported, the smallest have so many leaves: that narrow a change is found. */
const BLOCK = 8;
const BLOCK_LEVEL = Math.log2(BLOCK);

/** Walks once through what was exported and compares it with what was hashed and signed. */
export async function verifyExport(
  exported: Export,
  keys: readonly VerifierKey[],
  outside: AsyncIterable<CheckpointLine> | undefined,
): Promise<Verification> {
  const problems = new Problems();
  const say = (problem: string): void => problems.add(problem);
  const inside = await signedCheckpoints(exported.checkpoints(), 'in the database', keys, say);
  const copied = outside === undefined ? [] : await signedCheckpoints(outside, 'outside', keys, say);
  const expected = [...inside, ...copied].sort((one, other) => one.size - other.size);
  if (expected.length === 0) {
    say('There is no signed checkpoint: nothing shows what the log was.');
  }
  const removed = new Map<string, number>();
  const walk = new Walk(expected, say);
  const logs = new Ahead(exported.logs());
  const nodes = new Ahead(exported.nodes());
  for await (const leaf of exported.leaves()) {
    await compareEntry(leaf, logs, removed, say);
    walk.add(leaf);
    await compareBlock(walk, nodes, say);
  }
  walk.end();
  const waiting = await compareUnsealed(exported, removed, say);
  for (const [id, place] of removed) {
    say(`The entry ${id}, place ${place}, was removed.`);
  }
  return {
    problems: problems.all(),
    entries: walk.size,
    signed: Math.min(walk.size, expected.at(-1)?.size ?? 0),
    waiting,
    checkpoints: expected.length,
  };
}

class Problems {
  readonly #said: string[] = [];
  #more = 0;

  add(problem: string): void {
    if (this.#said.length < MOST_PROBLEMS) {
      this.#said.push(problem);
    } else {
      this.#more += 1;
    }
  }

  all(): string[] {
    return this.#more === 0 ? this.#said : [...this.#said, `And ${this.#more} more.`];
  }
}

/** Lines in order, of which the next can be looked at before it is taken. */
class Ahead<T> {
  readonly #lines: AsyncGenerator<T>;
  #next: T | undefined;

  constructor(lines: AsyncGenerator<T>) {
    this.#lines = lines;
  }

  async peek(): Promise<T | undefined> {
    if (this.#next === undefined) {
      const { value, done } = await this.#lines.next();
      this.#next = done ? undefined : value;
    }
    return this.#next;
  }

  take(): void {
    this.#next = undefined;
  }
}

async function compareEntry(
  leaf: LeafLine,
  logs: Ahead<LogLine>,
  removed: Map<string, number>,
  say: (problem: string) => void,
): Promise<void> {
  const log = await logs.peek();
  if (log?.seq !== leaf.seq) {
    removed.set(leaf.log, leaf.seq);
    return;
  }
  logs.take();
  if (log.entry.id !== leaf.log) {
    say(`Place ${leaf.seq} is of the entry ${leaf.log}, and ${String(log.entry.id)} stands there.`);
  } else if (!hashOfLeaf(canonicalJson(log.entry)).equals(Buffer.from(leaf.hash, 'base64'))) {
    say(`The entry ${leaf.log}, place ${leaf.seq}, was changed: it is not what was sealed.`);
  }
}

/** Where the leaves of a block are not those that its hash was made of, they were exchanged, or moved. */
async function compareBlock(walk: Walk, nodes: Ahead<NodeLine>, say: (problem: string) => void): Promise<void> {
  const block = walk.completedBlock();
  if (block === undefined) {
    return;
  }
  const node = await nodes.peek();
  if (node === undefined || node.level !== BLOCK_LEVEL || node.index !== block.index) {
    say(`The hash over the places ${block.places} is missing.`);
    return;
  }
  nodes.take();
  if (!block.root.equals(Buffer.from(node.hash, 'base64'))) {
    say(`Places or hashes of these entries, ${block.places}, were changed: ${block.logs.join(', ')}.`);
  }
}

/** The tree as it grows, and the signed roots that it passes. */
class Walk {
  readonly #tree = new Tree();
  readonly #expected: readonly Expected[];
  readonly #say: (problem: string) => void;
  #at = 0;
  #next = 0;
  /** The last size at which the tree was what had been signed, by where the checkpoint was found. */
  readonly #good = new Map<string, number>();
  #broken = 0;
  #block = new Tree();
  #logs: string[] = [];

  constructor(expected: readonly Expected[], say: (problem: string) => void) {
    this.#expected = expected;
    this.#say = say;
  }

  get size(): number {
    return this.#tree.size;
  }

  add({ seq, log, hash }: LeafLine): void {
    if (seq !== this.#at) {
      this.#say(
        seq > this.#at
          ? `The places ${this.#at} to ${seq - 1} are missing from the tree, before the entry ${log}.`
          : `The entry ${log} has place ${seq}, which was taken.`,
      );
    }
    this.#at = seq + 1;
    const leaf = Buffer.from(hash, 'base64');
    this.#tree.append(leaf);
    this.#block.append(leaf);
    this.#logs.push(log);
    for (; this.#expected[this.#next]?.size === this.size; this.#next += 1) {
      this.#compare(this.#expected[this.#next] as Expected);
    }
  }

  #compare({ root, from, size }: Expected): void {
    if (root.equals(this.#tree.root())) {
      this.#good.set(from, size);
      return;
    }
    this.#broken += 1;
    if (this.#broken === 1) {
      this.#say(
        `The checkpoint of ${size} entries ${from} is of another tree: what stands in the places ${this.#good.get(from) ?? 0} to ${size - 1} ` +
          'was written anew after it was signed.',
      );
    }
  }

  completedBlock(): { index: number; root: Buffer; places: string; logs: string[] } | undefined {
    if (this.#block.size < BLOCK) {
      return undefined;
    }
    const index = this.size / BLOCK - 1;
    const found = {
      index,
      root: this.#block.root(),
      places: `${index * BLOCK} to ${(index + 1) * BLOCK - 1}`,
      logs: this.#logs,
    };
    this.#block = new Tree();
    this.#logs = [];
    return found;
  }

  end(): void {
    if (this.#broken > 1) {
      this.#say(`And so are ${this.#broken - 1} later checkpoints.`);
    }
    const beyond = this.#expected.slice(this.#next);
    const [first] = beyond;
    if (first !== undefined) {
      const more = beyond.length > 1 ? `, and ${beyond.length - 1} more checkpoints,` : '';
      this.#say(
        `The checkpoint of ${first.size} entries ${first.from}${more} was signed of more than the ${this.size} that there are: ` +
          'the end of the log was removed.',
      );
    }
  }
}

/** @returns how many entries wait for their place. */
async function compareUnsealed(
  exported: Export,
  removed: Map<string, number>,
  say: (problem: string) => void,
): Promise<number> {
  let waitingEntries = 0;
  for await (const { entry, waiting } of exported.unsealed()) {
    const id = String(entry.id);
    const place = removed.get(id);
    if (place !== undefined) {
      removed.delete(id);
      say(`The entry ${id}, place ${place}, was changed: it has another time than what was sealed.`);
    } else if (waiting) {
      waitingEntries += 1;
    } else {
      say(`The entry ${id} was inserted: it was never sealed, and waits for nothing.`);
    }
  }
  return waitingEntries;
}
