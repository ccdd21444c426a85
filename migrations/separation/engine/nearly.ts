import type { Client } from 'pg';
import { column } from '../sql.ts';
import { inTransaction } from './lanes.ts';
import { type KeyValues, keyTexts } from './range.ts';
import { amongRows, hashKey } from './refused-rows.ts';
import { createStage, fillStage, fillStageByKeys, STAGE, sameKey, staged, type Writing } from './stage.ts';

const BATCH = 5_000;

/**
 * The same for rows without a key, which these hashes name on the other side: whether the taking side has what its types
 * make of all of them.
 */
export async function allHeldNearly(
  from: Client,
  to: Client,
  writing: Writing,
  hashes: readonly KeyValues[],
): Promise<boolean> {
  const texts = (name: (i: number) => string): string =>
    `array[${writing.columns.map((_, i) => `${name(i)}::text`).join(', ')}]::text[]`;
  const own = (i: number): string => column(writing.to.alias, writing.columns[i]?.name as string);
  return inTransaction(to, async () => {
    await createStage(to, writing.columns);
    await fillStage(from, to, writing, amongRows(writing.from, hashes), hashKey(writing.from));
    const { rowCount } = await to.query(
      `select ${texts((i) => `st.${staged(i)}`)} from ${STAGE} st except all select ${texts(own)} from ${writing.to.from} limit 1`,
    );
    return rowCount === 0;
  });
}

/**
 * Of these rows, those that the taking side holds as well as its types allow: a time without microseconds, a number with
 * fewer digits. What its types make of the other side's texts is exactly what stands there.
 */
export async function heldNearly(
  from: Client,
  to: Client,
  writing: Writing,
  keys: readonly KeyValues[],
): Promise<KeyValues[]> {
  const { alias } = writing.to;
  const same = writing.columns.map(
    ({ name }, i) => `st.${staged(i)}::text collate "C" is not distinct from ${column(alias, name)}::text collate "C"`,
  );
  const held: KeyValues[] = [];
  for (let i = 0; i < keys.length; i += BATCH) {
    await inTransaction(to, async () => {
      await createStage(to, writing.columns);
      await fillStageByKeys(from, to, writing, keys.slice(i, i + BATCH));
      await to.query(`analyze ${STAGE}`);
      const { rows } = await to.query<{ key: string[] }>(
        `select ${keyTexts(writing.to)} as key from ${STAGE} st join ${writing.to.from} on ${sameKey(writing)}
         where ${same.join(' and ')}`,
      );
      held.push(...rows.map(({ key }) => key));
    });
  }
  return held;
}
