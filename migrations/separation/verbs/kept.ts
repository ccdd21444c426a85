import type { Client } from 'pg';
import { inTransaction, joinSnapshot, type Snapshot } from '../engine/lanes.ts';
import { amongRows, keyArray } from '../engine/refused-rows.ts';
import { streamRows } from '../engine/stream.ts';
import type { Pass } from '../engine/sync.ts';
import { backward } from '../engine/writing.ts';
import { keyName } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import { knowledgeOf, LEDGERS } from '../services.ts';
import type { Server } from '../session.ts';
import { column, identifier, literal } from '../sql.ts';
import type { Separation } from './context.ts';

/** What a way back leaves in the source's side table, by table and why. */
export type Kept = { table: string; why: string; rows: number };

const CREATE = `
  create schema if not exists separation;
  create table if not exists separation.kept (
    table_name text not null,
    key_values text[],
    why text not null,
    data jsonb not null,
    kept_at timestamptz not null default now()
  );
  delete from separation.kept`;

const INTO = 'separation.kept (table_name, key_values, why, data)';

/** Columns that the source does not have, where they hold more than they began with. */
function columnsOnlyHere(move: Move, server: Server): string | undefined {
  const own = move.targetOnly.filter(({ derived }) => !derived);
  if (own.length === 0) {
    return undefined;
  }
  const changed = own.map(({ name, initial }) => `${column('t', name)} is distinct from ${initial ?? 'null'}`);
  const data = own.map(({ name }) => `${literal(name)}, ${column('t', name)}`).join(', ');
  const face = backward(move, server, server).from;
  return `select ${literal(moveName(move))}, ${keyArray(face)}, 'the source has no such columns', jsonb_strip_nulls(jsonb_build_object(${data}))
    from ${face.from} where ${changed.join(' or ')}`;
}

/** Of a table that a migration has filled, only what was written since the separation began. */
function wholeTable(service: string, name: string): string {
  const since = knowledgeOf(service).prefilled.includes(name)
    ? 'where greatest(t.created_at, t.updated_at) > (select started_at from separation.run)'
    : '';
  return `select ${literal(`${service}.${name}`)}, null::text[], 'the source has no such table', to_jsonb(t) from public.${identifier(name)} t ${since}`;
}

async function tablesOnlyHere(client: Client, service: string, moves: readonly Move[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const { internal } = knowledgeOf(service);
  const known = [
    ...LEDGERS,
    ...internal,
    ...moves
      .filter((each) => each.service === service && each.target.schema === 'public')
      .map((each) => each.target.name),
  ];
  return rows.map(({ name }) => name).filter((name) => !known.includes(name));
}

const BATCH = 200;

async function keepRefused(source: Client, client: Client, passes: readonly Pass[]): Promise<void> {
  for (const { way, refused } of passes) {
    const { from } = way.writing;
    for (let i = 0; i < refused.length; i += BATCH) {
      const batch = refused.slice(i, i + BATCH);
      const reasons = new Map(batch.map(({ keyValues, reason }) => [keyName(keyValues), reason]));
      const { rows } = await client.query<{ key: string[]; data: string }>(
        `select ${keyArray(from)} as key, to_jsonb(t)::text as data from ${from.from} where ${amongRows(
          from,
          batch.map(({ keyValues }) => keyValues),
        )}`,
      );
      for (const { key, data } of rows) {
        await source.query(`insert into ${INTO} values ($1, $2, $3, $4)`, [
          moveName(way.move),
          key,
          reasons.get(keyName(key)),
          data,
        ]);
      }
    }
  }
}

/** Keeps in the source what it has no place for, so that nothing is lost that was written after the switch. */
export async function keepWhatHasNoPlace(
  { servers }: Separation,
  moves: readonly Move[],
  passes: readonly Pass[],
  snapshots: ReadonlyMap<string, Snapshot>,
): Promise<Kept[]> {
  const source = await servers.source.connect();
  const opened: Client[] = [source];
  try {
    await inTransaction(source, async () => {
      await source.query(CREATE);
      for (const [service, server] of servers.targets) {
        const client = await joinSnapshot(server, snapshots.get(service) as Snapshot);
        opened.push(client);
        const own = moves.filter((each) => each.service === service && each.kind === 'known');
        const queries = [
          ...own.map((move) => columnsOnlyHere(move, server)),
          ...(await tablesOnlyHere(client, service, moves)).map((name) => wholeTable(service, name)),
        ];
        for (const query of queries.filter((each) => each !== undefined)) {
          await streamRows(client, query, source, INTO, true);
        }
        await keepRefused(
          source,
          client,
          passes.filter(({ way }) => way.move.service === service),
        );
      }
    });
    const { rows } = await source.query<{ table: string; why: string; rows: number }>(
      'select table_name as table, why, count(*)::int as rows from separation.kept group by 1, 2 order by 1, 2',
    );
    return rows;
  } finally {
    await Promise.all(opened.map((client) => client.end()));
  }
}
