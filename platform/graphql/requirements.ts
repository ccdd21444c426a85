import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';
import type { Actor } from '../identity/actor.ts';

/** Something that has to hold of whoever asks. Equal ones have one name, which no variable can have. */
export type Requirement = { name: string; isMet(actor: Actor): boolean };

/** What a schema's directives want of whoever asks for its types and fields; an identity comes first. */
export type Requirements = {
  all: ReadonlyMap<string, Requirement>;
  ofType(type: string): readonly Requirement[];
  /** Those of the field itself; those of its types are not among them. */
  ofField(type: string, field: string): readonly Requirement[];
};

/** Federation's directives for access, by the argument that says who has it. */
const DIRECTIVES: Record<string, string | undefined> = {
  authenticated: undefined,
  requiresScopes: 'scopes',
  policy: 'policies',
};

const IDENTITY: Requirement = { name: '@authenticated', isMet: ({ kind }) => kind !== 'anonymous' };
const NONE: readonly Requirement[] = [];

/** @param document a subgraph, or a supergraph */
export function requirementsIn(document: DocumentNode): Requirements {
  const names = directiveNames(document);
  const all = new Map<string, Requirement>();
  const found = new Map<string, Requirement[]>();
  const add = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    for (const directive of directives) {
      const known = names.get(directive.name.value);
      for (const requirement of known === undefined ? [] : requirementsOf(known, directive)) {
        const one = all.get(requirement.name) ?? requirement;
        all.set(one.name, one);
        found.set(coordinate, [...new Set([...(found.get(coordinate) ?? []), one])]);
      }
    }
  };
  for (const node of names.size === 0 ? [] : document.definitions) {
    if ('name' in node && node.name !== undefined && node.kind !== Kind.DIRECTIVE_DEFINITION) {
      add(node.name.value, node.directives as readonly ConstDirectiveNode[]);
    }
    if ('fields' in node) {
      for (const field of node.fields ?? []) {
        add(`${node.name.value}.${field.name.value}`, field.directives);
      }
    }
  }
  return {
    all,
    ofType: (type) => found.get(type) ?? NONE,
    ofField: (type, field) => found.get(`${type}.${field}`) ?? NONE,
  };
}

/** What whoever asked is told. `what` is the field, or the type of an object. */
export const refusalOf = (what: string, unmet: Requirement): string =>
  `${what} is not for everybody: ${unmet === IDENTITY ? 'an identity' : 'a scope'} is missing.`;

/** An identity, and one of several sets of scopes. Nobody decides about policies here: only who may do everything passes. */
function requirementsOf(directive: string, { arguments: given = [] }: ConstDirectiveNode): Requirement[] {
  const argument = DIRECTIVES[directive];
  if (argument === undefined) {
    return [IDENTITY];
  }
  const value = given.find(({ name }) => name.value === argument)?.value;
  const sets = setsOf(value).map((set) => set.map((each) => (directive === 'policy' ? `@policy ${each}` : each)));
  const isMet = ({ scopes }: Actor): boolean => sets.some((set) => set.every((scope) => scopes.has(scope)));
  return [IDENTITY, { name: `@${directive} ${JSON.stringify(sets)}`, isMet }];
}

/** A list of lists; where GraphQL expects a list, one value alone is a list of it. */
function setsOf(value: ConstValueNode | undefined): string[][] {
  const listOf = (item: unknown): unknown[] => (Array.isArray(item) ? item : [item]);
  return value === undefined
    ? []
    : listOf(valueFromASTUntyped(value))
        .map((set) => [...new Set(listOf(set).map(String))].sort())
        .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

/** The names by which the document knows the directives, and which each of them is. */
function directiveNames(document: DocumentNode): Map<string, string> {
  const names = new Map<string, string>();
  for (const node of document.definitions) {
    const isSchema = node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION;
    for (const directive of isSchema ? (node.directives ?? []) : []) {
      for (const [name, known] of directive.name.value === 'link' ? linkedNames(directive) : []) {
        names.set(name, known);
      }
    }
  }
  return names;
}

type Import = string | { name: string; as?: string };

/** A subgraph links federation as a whole, a supergraph each of its directives. */
function linkedNames(link: ConstDirectiveNode): [string, string][] {
  const argument = (name: string): unknown => {
    const value = link.arguments?.find((each) => each.name.value === name)?.value;
    return value === undefined ? undefined : valueFromASTUntyped(value);
  };
  const feature = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v\d/.exec(String(argument('url')))?.[1];
  if (feature === undefined || !(feature === 'federation' || Object.hasOwn(DIRECTIVES, feature))) {
    return [];
  }
  const prefix = String(argument('as') ?? feature);
  const imported = ((argument('import') ?? []) as Import[]).map((each) =>
    typeof each === 'string' ? { name: each, as: each } : { as: each.name, ...each },
  );
  return Object.keys(DIRECTIVES)
    .filter((known) => feature === 'federation' || known === feature)
    .map((known) => {
      const alias = imported.find(({ name }) => name === `@${known}`)?.as.slice(1);
      return [alias ?? (feature === 'federation' ? `${prefix}__${known}` : prefix), known];
    });
}
