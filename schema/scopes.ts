import { type DocumentNode, Kind, parse, valueFromASTUntyped, visit } from 'graphql';
import { type Requirements, requirementsIn } from '../platform/graphql/requirements.ts';
import { SCOPES } from './roles.ts';
import type { SubgraphSdl } from './subgraphs.ts';

type Sdl = Pick<SubgraphSdl, 'name' | 'sdl'>;
type Subgraph = { name: string; document: DocumentNode; requirements: Requirements };

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** What is wrong with what the SDL says of who may see and do what; nothing when it is well. */
export function scopeProblems(sdls: readonly Sdl[]): string[] {
  const subgraphs = sdls.map(({ name, sdl }) => {
    const document = parse(sdl);
    return { name, document, requirements: requirementsIn(document) };
  });
  const used = new Set(subgraphs.flatMap(({ document }) => scopesIn(document)));
  const known = new Set<string>(SCOPES);
  return [
    ...subgraphs.flatMap(openRootFields),
    ...[...used].filter((scope) => !known.has(scope)).map((scope) => `The scope ${scope} is not in schema/roles.ts.`),
    ...SCOPES.filter((scope) => !used.has(scope)).map((scope) => `The scope ${scope} is asked for nowhere.`),
    ...disagreements(subgraphs),
  ];
}

const typesOf = ({ definitions }: DocumentNode) =>
  definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION);

const openRootFields = ({ name, document, requirements }: Subgraph): string[] =>
  typesOf(document)
    .filter((type) => ROOTS.has(type.name.value))
    .flatMap((type) =>
      (type.fields ?? [])
        .filter((field) => requirements.ofField(type.name.value, field.name.value).length === 0)
        .map(
          (field) =>
            `${type.name.value}.${field.name.value} of ${name} is for everybody: give it @requiresScopes, or @authenticated.`,
        ),
    );

/** A type that several services know is guarded by each of them: all have to say the same. */
function disagreements(subgraphs: readonly Subgraph[]): string[] {
  const said = new Map<string, Map<string, string>>();
  for (const { name, document, requirements } of subgraphs) {
    for (const type of typesOf(document).map((each) => each.name.value)) {
      const names = requirements.ofType(type).map((requirement) => requirement.name);
      said.set(type, (said.get(type) ?? new Map<string, string>()).set(name, names.sort().join(' and ')));
    }
  }
  return [...said]
    .filter(([, bySubgraph]) => new Set(bySubgraph.values()).size > 1)
    .map(([type, bySubgraph]) => {
      const each = [...bySubgraph].map(([subgraph, names]) => `${names || 'nothing'} in ${subgraph}`);
      return `${type} wants ${each.join(', ')}: say the same everywhere.`;
    });
}

function scopesIn(document: DocumentNode): string[] {
  const found: string[] = [];
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value === 'requiresScopes') {
        found.push(...given.flatMap(({ value }) => [valueFromASTUntyped(value)].flat(3) as string[]));
      }
    },
  });
  return found;
}
