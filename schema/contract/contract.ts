import { errorCauses, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
} from 'graphql';
import { hiddenBy } from './hidden.ts';
import type { Contract } from './variants.ts';

/** A variant of a supergraph that a gateway serves as any other, and what clients see of it; or why there is none. */
export type Variant =
  | { supergraph: string; apiSchema: GraphQLSchema; hidden: readonly string[]; problems: [] }
  | { supergraph: undefined; problems: string[] };

const URL_OF_INACCESSIBLE = 'https://specs.apollo.dev/inaccessible/v0.2';
const DEFINITION = `directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`;

/**
 * Hides from clients what a contract leaves out, by the rules that Apollo's contracts have: gateways still plan with
 * it. What is hidden and what leads to it are tagged both, or there is no variant.
 * @param supergraph whole
 */
export function contractVariant(supergraph: string, contract: Contract): Variant {
  const document = parse(supergraph, { noLocation: true });
  const hidden = hiddenBy(document, contract);
  const variant = `${print(withInaccessible(document, hidden))}\n`;
  try {
    const built = Supergraph.build(variant, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
    const apiSchema = built.apiSchema().toGraphQLJSSchema();
    return { supergraph: variant, apiSchema, hidden: [...hidden].sort(), problems: [] };
  } catch (error) {
    const causes = errorCauses(error as Error);
    if (causes === undefined) {
      throw error;
    }
    return { supergraph: undefined, problems: causes.map(({ message }) => message) };
  }
}

type Part = {
  name: { value: string };
  directives?: readonly ConstDirectiveNode[];
  fields?: readonly Part[];
  values?: readonly Part[];
  arguments?: readonly Part[];
};

const INACCESSIBLE: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'inaccessible' },
};

function withInaccessible(document: DocumentNode, hidden: ReadonlySet<string>): DocumentNode {
  const isKnown = document.definitions.some(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'inaccessible',
  );
  const definitions = document.definitions.map((node): DefinitionNode => {
    if (node.kind === Kind.SCHEMA_DEFINITION && !isKnown) {
      return { ...node, directives: [...(node.directives ?? []), linkOfInaccessible()] };
    }
    return 'name' in node && node.kind !== Kind.DIRECTIVE_DEFINITION
      ? (marked(node as Part, (node as Part).name.value, hidden) as unknown as DefinitionNode)
      : node;
  });
  return { ...document, definitions: isKnown ? definitions : [...definitions, ...parse(DEFINITION).definitions] };
}

function marked(node: Part, coordinate: string, hidden: ReadonlySet<string>): Part {
  const below = (parts: readonly Part[] | undefined) =>
    parts?.map((part) => marked(part, `${coordinate}.${part.name.value}`, hidden));
  const { directives = [] } = node;
  const isMarked = directives.some(({ name }) => name.value === 'inaccessible');
  const parts = { fields: below(node.fields), values: below(node.values), arguments: below(node.arguments) };
  const present = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
  return {
    ...node,
    ...present,
    ...(hidden.has(coordinate) && !isMarked ? { directives: [...directives, INACCESSIBLE] } : {}),
  };
}

const linkOfInaccessible = (): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'link' },
  arguments: [
    argument('url', { kind: Kind.STRING, value: URL_OF_INACCESSIBLE }),
    argument('for', { kind: Kind.ENUM, value: 'SECURITY' }),
  ],
});

const argument = (name: string, value: ConstValueNode): ConstArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: name },
  value,
});
