import type { Client } from 'pg';
import { type Refusal, writeCarefully, writeStaged } from './careful.ts';
import { isRowFault } from './faults.ts';
import { inPersistentTransaction, inTransaction } from './lanes.ts';
import { among, type KeyValues } from './range.ts';
import { createStage, fillStageByKeys, type Writing } from './stage.ts';

/** What follows a write, in its transaction: how many rows there are more, and which were written. */
export type Written = (rows: number, keys: readonly KeyValues[]) => Promise<void>;

/** What is done around the writes of a transaction. */
export type Around = <T>(client: Client, work: () => Promise<T>) => Promise<T>;

/** What goes along with rows that are deleted; `where` is SQL over the taking side's alias. */
export type Cascade = (client: Client, where: string) => Promise<void>;

export const PLAIN: Around = (_client, work) => work();

const BATCH = 500;

/** Of a deferred constraint nobody would know before the transaction's end which row it refuses. */
const AT_ONCE = 'set constraints all immediate';

/** Runs the work within a savepoint; false when rows were refused, and nothing of it stays. */
async function attempt(target: Client, work: () => Promise<void>): Promise<boolean> {
  await target.query('savepoint separation');
  try {
    await work();
    await target.query('release savepoint separation');
    return true;
  } catch (error) {
    if (!isRowFault(error)) {
      throw error;
    }
    await target.query('rollback to savepoint separation');
    return false;
  }
}

/** Writes the source's rows of these keys, new ones and old ones alike; returns those that are refused. */
export async function writeRows(
  source: Client,
  target: Client,
  writing: Writing,
  keys: readonly KeyValues[],
  written: Written,
  around: Around = PLAIN,
): Promise<Refusal[]> {
  if (keys.length === 0) {
    return [];
  }
  const together = async (): Promise<Refusal[]> => {
    await createStage(target, writing.columns);
    await fillStageByKeys(source, target, writing, keys);
    await written(await writeStaged(target, writing), keys);
    return [];
  };
  const oneByOne = async (): Promise<Refusal[]> => {
    await target.query(AT_ONCE);
    const { rows, refusals } = await writeCarefully(source, target, writing, keys);
    const refused = new Set(refusals.map(({ keyValues }) => JSON.stringify(keyValues)));
    await written(
      rows,
      keys.filter((key) => !refused.has(JSON.stringify(key))),
    );
    return refusals;
  };
  try {
    return await inPersistentTransaction(target, () => around(target, together));
  } catch (error) {
    if (!isRowFault(error)) {
      throw error;
    }
  }
  return inPersistentTransaction(target, () => around(target, oneByOne));
}

const deletion = ({ to, into }: Writing, keys: readonly KeyValues[]): string =>
  `delete from ${into} ${to.alias} where ${among(to, keys)}`;

/** Deletes rows that the source has no more; returns those that something still refers to. */
export async function deleteRows(
  target: Client,
  writing: Writing,
  keys: readonly KeyValues[],
  written: Written,
  { around = PLAIN, cascade }: { around?: Around; cascade?: Cascade },
): Promise<KeyValues[]> {
  const kept: KeyValues[] = [];
  for (let i = 0; i < keys.length; i += BATCH) {
    const batch = keys.slice(i, i + BATCH);
    const removeBatch = async (): Promise<void> => {
      await target.query(AT_ONCE);
      let rows = 0;
      const remove = async (some: readonly KeyValues[]): Promise<void> => {
        await cascade?.(target, among(writing.to, some));
        rows += (await target.query(deletion(writing, some))).rowCount ?? 0;
      };
      if (!(await attempt(target, () => remove(batch)))) {
        rows = 0;
        for (const key of batch) {
          if (!(await attempt(target, () => remove([key])))) {
            kept.push(key);
          }
        }
      }
      await written(-rows, []);
    };
    await inTransaction(target, () => around(target, removeBatch));
  }
  return kept;
}

/** Replaces all rows of a table whose rows have no key. */
export async function replaceAll(
  target: Client,
  writing: Writing,
  fill: () => Promise<number>,
  written: Written,
  around: Around = PLAIN,
): Promise<void> {
  const replace = async (): Promise<void> => {
    const { rowCount } = await target.query(`delete from ${writing.into}`);
    await written((await fill()) - (rowCount ?? 0), []);
  };
  await inTransaction(target, () => around(target, replace));
}
