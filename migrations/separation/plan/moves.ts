import { StartupError } from '../../../platform/errors/startup-error.ts';
import { type Column, label, type Relation, sameTable } from '../catalogue/relation.ts';
import { type ColumnMove, type KeyPart, type LegacyPart, type Move, moveName } from '../move.ts';
import { knowledgeOf } from '../services.ts';
import { columnSetting, type Settings } from '../settings.ts';
import { column } from '../sql.ts';
import { type ColumnContext, constantDefault, isUuid, legacyPart, type MixedIds, moveColumn } from './columns.ts';
import { derivedId, hashForm } from './convert.ts';
import type { Owned } from './owners.ts';
import { asWire, bareType, isText, printed } from './wire.ts';

type Moved = Extract<Owned, { kind: 'known' | 'assigned' }>;

export const isMoved = (owned: Owned): owned is Moved => owned.kind === 'known' || owned.kind === 'assigned';

const KEY_ALIASES = { source: 's', target: 't' } as const;

/** Texts are ordered byte by byte: servers may disagree on any other order. */
const ordered = (sql: string, type: string): string => (type === 'text' ? `(${sql})::text collate "C"` : sql);

/** The table of the source that became a table of the service. */
const sourceOf = (all: readonly Owned[], service: string, name: string): Relation | undefined =>
  all.find((each) => each.kind === 'known' && each.service === service && each.target.name === name)?.source;

function contextOf(
  moved: Extract<Owned, { kind: 'known' }>,
  all: readonly Owned[],
  settings: Settings,
  now: string,
): ColumnContext {
  const { source, target, service } = moved;
  const reference = (to: Column) =>
    target.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === to.name);
  return {
    source,
    target,
    service,
    settings,
    now,
    parentOf: (to) => {
      const foreign = reference(to);
      if (foreign === undefined) {
        return undefined;
      }
      const parent = sourceOf(all, service, foreign.references.name);
      const key = foreign.referencedColumns[0];
      return parent === undefined || key === undefined || !parent.columns.some(({ name }) => name === key)
        ? 'left'
        : { moved: parent, key };
    },
    namespaceOf: (to) => {
      const soft = knowledgeOf(service).references.find(
        (each) => each.table === target.name && each.column === to.name,
      );
      const own = to.base === 'uuid' && to.name === 'id' ? target.name : undefined;
      return own ?? reference(to)?.references.name ?? soft?.to.table;
    },
    mixedIdsOf: (to) => mixedIds(moved, to, all, settings),
  };
}

/** The column of the source that becomes this one. */
const columnFor = (source: Relation, name: string, settings: Settings): Column | undefined =>
  source.columns.find((each) => {
    const setting = columnSetting(settings, source, each.name);
    return setting !== 'leave' && (setting?.rename ?? each.name) === name;
  });

function mixedIds(
  { source, target, service }: Extract<Owned, { kind: 'known' }>,
  to: Column,
  all: readonly Owned[],
  settings: Settings,
): MixedIds | undefined {
  const mixed = knowledgeOf(service).mixed.find((each) => each.table === target.name && each.column === to.name);
  const from = mixed && columnFor(source, mixed.type, settings);
  const named = target.columns.find(({ name }) => name === mixed?.type);
  if (mixed === undefined || from === undefined || named === undefined) {
    return undefined;
  }
  const tables = Object.entries(mixed.tables).filter(([, table]) => {
    const parent = all.find((each) => each.kind === 'known' && each.target.name === table)?.source;
    const id = parent && columnFor(parent, 'id', settings);
    return id !== undefined && !isUuid(id);
  });
  return tables.length === 0 ? undefined : { type: { from, to: named }, tables };
}

/** Pairs of columns, what travels in `legacy`, and what stays behind. */
function pairsOf({ source, target }: Extract<Owned, { kind: 'known' }>, context: ColumnContext) {
  const pairs: { from: Column; to: Column }[] = [];
  const legacy: LegacyPart[] = [];
  for (const from of source.columns) {
    const setting = columnSetting(context.settings, source, from.name);
    if (setting === 'leave') {
      continue;
    }
    const name = setting?.rename ?? from.name;
    const to = name === 'legacy' ? undefined : target.columns.find((each) => each.name === name);
    const derived = knowledgeOf(context.service).derived[target.name]?.includes(name) ?? false;
    // What the service computes by itself is not written, but kept as it was.
    const computed = to?.generated === true || derived;
    if (to === undefined || computed || context.parentOf(to) === 'left') {
      if (!(computed && from.generated)) {
        legacy.push(legacyPart(from, name));
      }
    } else {
      pairs.push({ from, to });
    }
  }
  return { pairs, legacy };
}

/** Unique, never null and complete in the target: the first such key of the source. */
function keyColumnsOf(source: Relation, usable: (name: string) => boolean): string[] {
  const notNull = (name: string): boolean => source.columns.some((each) => each.name === name && each.notNull);
  const key = source.keys.find(({ columns }) => columns.every((name) => notNull(name) && usable(name)));
  return key?.columns ?? [];
}

function keyOf(source: Relation, columns: readonly ColumnMove[], types: (name: string) => Column): KeyPart[] {
  const usable = (name: string): boolean => columns.some((each) => each.source === name);
  return keyColumnsOf(source, usable).map((name) => {
    const move = columns.find((each) => each.source === name) as ColumnMove;
    const type = types(move.target);
    const bare = isText(type) ? 'text' : bareType(type);
    const own = column(KEY_ALIASES.source, name);
    const native = move.forward === own || move.forward === `(${own})::${move.type}`;
    return {
      name: move.target,
      source: ordered(native ? column(KEY_ALIASES.source, name) : move.forward, bare),
      target: ordered(column(KEY_ALIASES.target, move.target), bare),
      type: bare,
    };
  });
}

/** An id for rows that had none, always the same for the same key. */
function madeId(
  target: Relation,
  source: Relation,
  key: readonly KeyPart[],
  columns: readonly ColumnMove[],
): ColumnMove[] {
  const id = target.columns.find(({ name, base }) => name === 'id' && base === 'uuid');
  if (id === undefined || key.length === 0 || columns.some((each) => each.target === 'id')) {
    return [];
  }
  const text = `concat_ws('|', ${key.map((part) => part.source).join(', ')})`;
  return [
    { target: 'id', type: 'uuid', source: null, forward: derivedId(text, label(source)), back: '', hashed: 'value' },
  ];
}

/** Times that the source does not know are the same for all rows, whenever they are copied. */
const times = (target: Relation, columns: readonly ColumnMove[], now: string): ColumnMove[] =>
  target.columns
    .filter((each) => each.base === 'timestamptz' && !columns.some(({ target: name }) => name === each.name))
    .flatMap((each) => {
      const value = constantDefault(each, now);
      return value === null
        ? []
        : [{ target: each.name, type: each.type, source: null, forward: value, back: '', hashed: hashForm(each) }];
    });

const KEYWORDS = new Set(['new_id()', 'gen_random_uuid()', 'uuidv7()']);

function knownMove(
  moved: Extract<Owned, { kind: 'known' }>,
  all: readonly Owned[],
  settings: Settings,
  now: string,
): Move {
  const { source, target, service } = moved;
  const context = contextOf(moved, all, settings, now);
  const { pairs, legacy } = pairsOf(moved, context);
  const columns: ColumnMove[] = [];
  for (const { from, to } of pairs) {
    const made = moveColumn(from, to, context);
    columns.push(made.move);
    if (made.legacy !== null) {
      legacy.push(made.legacy);
    }
  }
  const hasLegacy = target.columns.some(({ name }) => name === 'legacy');
  if (legacy.length > 0 && !hasLegacy) {
    throw new StartupError(`${service}.${target.name} has no column legacy: run \`npm run migrate -- up\` first.`);
  }
  const typeOf = (name: string): Column => target.columns.find((each) => each.name === name) as Column;
  const key = keyOf(source, columns, typeOf);
  columns.push(...madeId(target, source, key, columns));
  columns.push(...times(target, columns, now));
  const isMade = (name: string): boolean =>
    name !== 'id' && columns.some((each) => each.target === name && each.source === null);
  const written = new Set([...columns.map((each) => each.target), 'legacy']);
  return {
    ...common(moved, source, target, settings),
    kind: 'known',
    key,
    columns,
    legacy,
    legacyColumn: hasLegacy ? 'legacy' : null,
    generated: [],
    targetOnly: target.columns
      .filter((each) => !each.generated && (!written.has(each.name) || isMade(each.name)))
      .map((each) => ({
        name: each.name,
        initial: constantDefault(each, now),
        derived:
          (knowledgeOf(service).derived[target.name]?.includes(each.name) ?? false) || KEYWORDS.has(each.default ?? ''),
      })),
    after: parentsOf(target, service, all),
    binary: true,
  };
}

const parentsOf = (target: Relation, service: string, all: readonly Owned[]): string[] =>
  target.foreignKeys
    .filter(({ references }) => !sameTable(references, target) && sourceOf(all, service, references.name) !== undefined)
    .map(({ references }) => moveName({ service, target: references }));

const common = ({ service }: Moved, source: Relation, target: Relation, settings: Settings) => ({
  service,
  source: { schema: source.schema, name: source.name },
  target: { schema: target.schema, name: target.name },
  sourceColumns: source.columns
    .filter((each) => columnSetting(settings, source, each.name) !== 'leave')
    .map((each) => ({
      name: each.name,
      type: each.type,
      printed: printed(each.builtin ? column('s', each.name) : `${column('s', each.name)}::text`, asWire(each)),
      generated: each.generated,
    })),
  keyColumns: [] as string[],
  only: source.hasChildren,
  rows: source.rows,
  bytes: source.bytes,
});

/** As it is: every column under its name, with its type. */
function assignedMove(moved: Extract<Owned, { kind: 'assigned' }>, settings: Settings): Move {
  const { source } = moved;
  const kept = source.columns.filter((each) => columnSetting(settings, source, each.name) !== 'leave');
  const written = kept.filter((each) => !each.generated);
  const columns = written.map(
    (each): ColumnMove => ({
      target: each.name,
      type: each.type,
      source: each.name,
      forward: `(${column('s', each.name)})::${each.type}`,
      back: printed(each.builtin ? column('t', each.name) : `${column('t', each.name)}::text`, asWire(each)),
      hashed: hashForm(each),
    }),
  );
  const key = keyOf(source, columns, (name) => source.columns.find((each) => each.name === name) as Column);
  return {
    ...common(moved, source, source, settings),
    kind: 'assigned',
    key,
    columns,
    legacy: [],
    legacyColumn: null,
    generated: kept.filter((each) => each.generated).map((each) => ({ name: each.name, hashed: hashForm(each) })),
    targetOnly: [],
    after: [],
    binary: written.every((each) => each.builtin),
  };
}

/** Parents before children. Assigned tables get their foreign keys when all rows are there, and need no order. */
function inOrder(moves: readonly Move[]): Move[] {
  const done: Move[] = [];
  let waiting = [...moves];
  while (waiting.length > 0) {
    const names = new Set(done.map(moveName));
    const ready = waiting.filter(({ after }) => after.every((name) => names.has(name)));
    if (ready.length === 0) {
      throw new StartupError(`${waiting.map(moveName).join(' and ')} refer to each other in a circle.`);
    }
    done.push(...ready);
    waiting = waiting.filter((move) => !ready.includes(move));
  }
  return done;
}

/** What has to be done with each table that moves, parents first. */
export function movesOf(all: readonly Owned[], settings: Settings, now: string): Move[] {
  const moves = all.filter(isMoved).map((each) => {
    const move = each.kind === 'known' ? knownMove(each, all, settings, now) : assignedMove(each, settings);
    const named = move.key.map((part) => move.columns.find(({ target }) => target === part.name)?.source as string);
    return { ...move, keyColumns: named };
  });
  return inOrder(moves);
}
