import type { ClientBase } from 'pg';
import { label, sameTable, type TableName } from '../catalogue/relation.ts';
import { type Definition, readDefinition } from './definition.ts';
import { sameMade } from './made.ts';
import { madeTypes, neededSchemas, readTargetState, relationNames, type TargetState } from './target.ts';
import { sameType, type TypeDefinition } from './types.ts';

const OR_LEAVE = 'or let the table stay behind (`leave`)';
/** Since this version a unique key may hold one null. */
const ONE_NULL = 150_000;
/** Since this version a key may forbid overlaps. */
const TEMPORAL = 180_000;

/** What has each name, by its `relkind`. */
const KINDS: Record<string, string> = {
  r: 'table',
  p: 'table',
  i: 'index',
  I: 'index',
  S: 'sequence',
  v: 'view',
  m: 'view',
  c: 'type',
  f: 'table',
};

/**
 * What cannot be made in a target as it is in the source, each a sentence that says what to do; empty if all can.
 * Nothing is written. A table that the separation made there before is no obstacle.
 */
export async function obstaclesTo(source: ClientBase, target: ClientBase, relation: TableName): Promise<string[]> {
  const definition = await readDefinition(source, relation);
  return obstaclesIn(definition, await readTargetState(target, definition));
}

export const isMade = ({ table }: Definition, state: TargetState): boolean =>
  state.taken.some((each) => sameTable(each, table)) &&
  state.made.some((each) => sameMade(each, { kind: 'table', ...table }));

export function obstaclesIn(definition: Definition, state: TargetState): string[] {
  if (isMade(definition, state)) {
    return [];
  }
  return [
    ...takenNames(definition, state),
    ...closedSchemas(definition, state),
    ...extensions(definition, state),
    ...types(definition, state),
    ...objects(definition, state),
    ...versions(definition, state),
  ].map((obstacle) => `${label(definition.table)}: ${obstacle}`);
}

/** Sequences that the separation made for another table are shared, as they are in the source. */
function takenNames(definition: Definition, { taken, made, database }: TargetState): string[] {
  const shared = (name: TableName): boolean =>
    definition.sequences.some((each) => sameTable(each, name)) &&
    made.some((each) => sameMade(each, { kind: 'sequence', schema: name.schema, name: name.name }));
  return relationNames(definition).flatMap((name) => {
    const holder = taken.find((each) => sameTable(each, name));
    if (holder === undefined || shared(name)) {
      return [];
    }
    const what = sameTable(name, definition.table) ? 'its name' : `the name ${label(name)}, which it needs,`;
    return [
      `${what} is taken by a ${KINDS[holder.kind] ?? 'relation'} in ${database}; rename one of the two, ${OR_LEAVE}.`,
    ];
  });
}

function closedSchemas(definition: Definition, state: TargetState): string[] {
  const { schemas, mayMakeSchemas, database, role } = state;
  return [...neededSchemas(definition, state)].flatMap((schema) => {
    if (schemas.get(schema) ?? mayMakeSchemas) {
      return [];
    }
    const what = schemas.has(schema) ? `create on schema ${schema}` : `create on database ${database}`;
    return [`${role} may make nothing in the schema ${schema} of ${database}; grant it ${what}, ${OR_LEAVE}.`];
  });
}

const extensions = ({ needs }: Definition, { extensions: present, database }: TargetState): string[] =>
  needs.extensions.flatMap(({ what, name, schema }) => {
    const state = present.get(name);
    const begin = `${what} needs the extension ${name},`;
    if (state === undefined) {
      return [`${begin} which the server of ${database} does not have; install it there, ${OR_LEAVE}.`];
    }
    if (state.schema === null) {
      return state.installable
        ? []
        : [`${begin} which only a superuser may create in ${database}; let one do it, ${OR_LEAVE}.`];
    }
    return state.schema === schema
      ? []
      : [
          `${begin} which stands in the schema ${state.schema} of ${database} and in ${schema} of the source; move one of the two, ${OR_LEAVE}.`,
        ];
  });

function types(definition: Definition, { types: present, database }: TargetState): string[] {
  const mentions = new Map(definition.typeMentions.map(({ oid, what }) => [oid, what]));
  const what = (type: TypeDefinition): string => mentions.get(type.oid) ?? 'a type that it uses';
  return definition.types
    .filter(({ extension }) => extension === null)
    .flatMap((type) => {
      const there = present.find((each) => sameTable(each, type));
      if (type.kind === 'other') {
        return there?.kind === 'other'
          ? []
          : [
              `${what(type)} has the type ${label(type)}, which cannot be made in ${database} by itself; make it there, ${OR_LEAVE}.`,
            ];
      }
      return there === undefined || sameType(there, type)
        ? []
        : [
            `${what(type)} has the type ${label(type)}, which is defined otherwise in ${database}; make the two alike, ${OR_LEAVE}.`,
          ];
    });
}

const objects = ({ needs }: Definition, { objects: present, database }: TargetState): string[] =>
  needs.objects
    .filter(({ identity }) => !present.has(identity))
    .map(
      ({ what, kind, identity }) =>
        `${what} uses the ${kind} ${identity}, which ${database} does not have; make it there, ${OR_LEAVE}.`,
    );

function versions({ constraints, indexes, needs }: Definition, { version, missingBuiltins }: TargetState): string[] {
  const server = `PostgreSQL ${Math.floor(version / 10_000)}, the server of the target,`;
  const old = (what: string): string =>
    `${what} cannot be made by ${server.slice(0, -1)}; take a newer one, ${OR_LEAVE}.`;
  const nulls = [
    ...constraints.filter(({ definition }) => definition.startsWith('UNIQUE NULLS NOT DISTINCT')),
    ...indexes.filter(({ definition }) => definition.includes(' NULLS NOT DISTINCT')),
  ];
  return [
    ...(version < ONE_NULL ? nulls.map(({ name }) => old(`the unique key ${name} over nulls`)) : []),
    ...(version < TEMPORAL
      ? constraints.filter(({ temporal }) => temporal).map(({ name }) => old(`the key ${name} without overlaps`))
      : []),
    ...needs.builtins
      .filter(({ oid }) => missingBuiltins.has(oid))
      .map(
        ({ what, kind, identity }) =>
          `${what} uses the ${kind} ${identity}, which ${server} does not have; use another one in the source, ${OR_LEAVE}.`,
      ),
  ];
}

/** Types that are not there yet, in the order in which they can be made. */
export const typesToMake = (definition: Definition, { types: present }: TargetState): TypeDefinition[] =>
  madeTypes(definition).filter((type) => !present.some((each) => sameTable(each, type)));
