import type { Client } from 'pg';
import { sameTable } from '../catalogue/relation.ts';
import { withoutTriggers } from '../freeze/triggers.ts';
import { type Move, moveName } from '../move.ts';
import { dialect, type Server, type Servers } from '../session.ts';
import { identifier, literal } from '../sql.ts';
import { type Around, PLAIN } from './apply.ts';
import { insertAllCarefully, type Refusal } from './careful.ts';
import { cascadedTables } from './cascades.ts';
import { sourceFace } from './face.ts';
import { isRowFault } from './faults.ts';
import { hashPair } from './fingerprint.ts';
import { overrulingIdentities } from './identities.ts';
import { inTransaction, joinSnapshot, type Snapshot } from './lanes.ts';
import type { KeyValues } from './range.ts';
import { hashKey } from './refused-rows.ts';
import type { Pass, Way } from './sync.ts';
import { backward } from './writing.ts';

const NOTHING_WRITTEN_DOWN = async (): Promise<void> => undefined;

/**
 * From a service into the source. The source's own triggers would change what comes back: they are off in each
 * transaction, those of tables into which it reaches by cascades as well, which are frozen, too.
 */
export function backwardWay(
  move: Move,
  moves: readonly Move[],
  { source, targets }: Servers,
  quarantined: Client,
): Way {
  const from = targets.get(move.service) as Server;
  const writing = backward(move, source, from);
  const identities = overrulingIdentities(move.source, writing.keyColumns);
  const around: Around = async (client, work) => {
    const touched = (await cascadedTables(client, move.source)).filter((each) =>
      moves.some((other) => sameTable(other.source, each)),
    );
    return withoutTriggers(client, [move.source, ...touched], () => identities(client, work));
  };
  return {
    move,
    writing,
    from,
    to: source,
    written: () => NOTHING_WRITTEN_DOWN,
    spared: (_client, keys) => setAside(quarantined, move, keys),
    around,
  };
}

/** Rows without a key that the source does not take all of: the others come back, these are named. */
export async function replaceAllButRefused({ way }: Pass, snapshot: Snapshot): Promise<Refusal[]> {
  const { writing, around = PLAIN } = way;
  const [from, to] = [await joinSnapshot(way.from, snapshot), await way.to.connect()];
  try {
    return await inTransaction(to, () =>
      around(to, async () => {
        await to.query(`delete from ${writing.into}`);
        return insertAllCarefully(from, to, writing, hashKey(writing.from));
      }),
    );
  } finally {
    await Promise.all([from.end(), to.end()]);
  }
}

/** Of these keys, those whose rows never came to the service: they are still where they were. */
export async function setAside(control: Client, move: Move, keys: readonly KeyValues[]): Promise<KeyValues[]> {
  const { rows } = await control.query<{ key: string[] }>(
    `select key_values as key from separation.quarantine where name = $1
     and md5(key_name) in (select md5(k) from jsonb_array_elements_text($2::jsonb) k)`,
    [moveName(move), JSON.stringify(keys.map((key) => JSON.stringify(key)))],
  );
  return rows.map(({ key }) => key);
}

/** `times`: so many rows with this key are set aside; more than one where rows are known by their hash. */
type Aside = { key: string[]; row: string; times: number };

/** SQL: the source has the row; without a key, as often as it was set aside. */
function isThere(move: Move, { to }: Way['writing'], { key, times }: Aside): string {
  if (move.key.length === 0) {
    const face = sourceFace(move);
    return `(select count(*) from ${face.from} where ${hashPair(face)} = ${literal(key.join(' '))}) >= ${times}`;
  }
  const same = to.key.map(
    ({ sql, type }, i) => `${sql} = ${literal(key[i] ?? '')}::${type}${type === 'text' ? ' collate "C"' : ''}`,
  );
  return `exists (select from ${to.from} where ${same.join(' and ')})`;
}

/** SQL that writes a row out of the texts of its columns, unless the source has it. */
function restoring(move: Move, writing: Way['writing'], aside: Aside): string {
  const columns = writing.columns;
  const values = columns
    .map(({ name, type }) => `(${literal(aside.row)}::jsonb->>${literal(name)})::${type}`)
    .join(', ');
  return `insert into ${writing.into} (${columns.map(({ name }) => identifier(name)).join(', ')}) overriding system value
    select ${values} where not (${isThere(move, writing, aside)})`;
}

/**
 * Puts rows that were set aside back where the source does not have them. Returns how many it still refuses: they may
 * wait for others.
 */
export async function restoreSetAside(control: Client, source: Client, move: Move, server: Server): Promise<number> {
  const spoken = dialect(move, server);
  const writing = backward(spoken, server, server);
  const { rows } = await control.query<Aside>(
    'select key_values as key, source_row::text as row, count(*) over (partition by key_values)::int as times from separation.quarantine where name = $1 order by id',
    [moveName(move)],
  );
  let refused = 0;
  for (const each of rows) {
    try {
      await inTransaction(source, () =>
        withoutTriggers(source, [move.source], () => source.query(restoring(spoken, writing, each))),
      );
    } catch (error) {
      if (!isRowFault(error)) {
        throw error;
      }
      refused++;
    }
  }
  return refused;
}
