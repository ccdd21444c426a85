import { type ForeignKey, label, type Relation, sameTable } from '../catalogue/relation.ts';
import { sourceFace } from '../engine/face.ts';
import { fills, isRenumbered, type Move, moveName } from '../move.ts';
import type { ReferencePlan } from '../report/plan-report.ts';
import { knowledgeOf, type SoftReference } from '../services.ts';
import { column, identifier } from '../sql.ts';
import { parentExists } from './columns.ts';
import { asTarget, type Question, type Seen } from './count.ts';

/**
 * A reference that nothing guards after the separation. What dangles is answered with the table's other questions, or
 * by a query of its own (`n` of its one row) where only a join can find it soon enough; without either, nothing does.
 */
export type Soft = Omit<ReferencePlan, 'rows' | 'dangling'> & {
  referring: Question;
  dangling: Question | { query: string } | null;
};

/** What is known of the tables besides the one that refers. */
export type Neighbours = {
  moves: readonly Move[];
  sourceOf(name: ForeignKey['references']): Relation | undefined;
};

/** Whether the service guards the reference by itself. */
function isHard(key: ForeignKey, { move, target }: Seen, parent: Move): boolean {
  if (parent.service !== move.service) {
    return false;
  }
  const there = key.columns.map((name) => move.columns.find((each) => each.source === name)?.target);
  return (
    move.kind === 'assigned' ||
    target.foreignKeys.some(
      ({ columns, references }) =>
        sameTable(references, parent.target) && columns.every((name) => there.includes(name)),
    )
  );
}

function ofForeignKey(key: ForeignKey, seen: Seen, source: Relation, neighbours: Neighbours): Soft[] {
  const { move } = seen;
  const parent = neighbours.moves.find((each) => sameTable(each.source, key.references));
  const renumbered = parent !== undefined && isRenumbered(key, move, parent);
  const referring = key.columns.map((name) => `${column('s', name)} is not null`).join(' and ');
  const reference = {
    from: `${label(source)}.${key.columns.join('+')}`,
    to: parent === undefined ? label(key.references) : moveName(parent),
    constraint: key.name,
    referring: { over: 'source', condition: referring } as const,
  };
  if (parent === undefined || renumbered) {
    return [{ ...reference, kind: renumbered ? 'renumbered' : 'stays', dangling: reference.referring }];
  }
  if (isHard(key, seen, parent)) {
    return [];
  }
  const relation = neighbours.sourceOf(key.references) as Relation;
  const missing = `${referring} and not ${parentExists(source, key.columns, relation, key.referencedColumns)}`;
  return [
    {
      ...reference,
      kind: parent.service === move.service ? 'unguarded' : 'crosses',
      dangling: key.valid ? null : { over: 'source', condition: missing },
    },
  ];
}

function ofService(reference: SoftReference, seen: Seen, neighbours: Neighbours): Soft[] {
  const { move } = seen;
  const own = move.columns.find(({ target }) => target === reference.column)?.source;
  if (own == null) {
    return [];
  }
  const { service, table } = reference.to;
  const parent = neighbours.moves.find((each) => fills(each, service, table));
  const ids = parent?.columns.find(({ target }) => target === 'id')?.forward;
  const name = identifier(reference.column);
  const referring = { over: 'target', condition: `${name} is not null and (${reference.when ?? 'true'})` } as const;
  const query =
    parent === undefined || ids === undefined
      ? null
      : `select count(*) as n from ${asTarget(seen)} where ${referring.condition} and not exists (
           select from (select (${ids})::text as id from ${sourceFace(parent).from}) p where p.id = r.${name}::text)`;
  return [
    {
      from: `${label(move.source)}.${own}`,
      to: `${service}.${table}`,
      kind: 'soft',
      constraint: null,
      referring,
      dangling: query === null ? referring : { query },
    },
  ];
}

/** References of a table that no foreign key of the service guards: those that one of the source does first. */
export function softReferences(seen: Seen, source: Relation, neighbours: Neighbours): Soft[] {
  const guarded = source.foreignKeys.flatMap((key) => ofForeignKey(key, seen, source, neighbours));
  const soft =
    seen.move.kind === 'assigned'
      ? []
      : knowledgeOf(seen.move.service)
          .references.filter(({ table }) => table === seen.move.target.name)
          .flatMap((reference) => ofService(reference, seen, neighbours));
  return [...guarded, ...soft.filter(({ from }) => !guarded.some((each) => each.from === from))];
}
