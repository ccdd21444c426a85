import { type ASTNode, type ConstDirectiveNode, type DocumentNode, Kind, type NameNode, parse } from 'graphql';

/** Something of a schema that has a name: a type, a field, an argument, an enum value, a directive. */
export type Element = {
  /** `Sample`, `Sample.status`, `Query.samples.first`, `Priority.HIGH`, `@tag`. */
  coordinate: string;
  node: ASTNode & { name?: NameNode | undefined };
  directives: readonly ConstDirectiveNode[];
  /** Where its name stands. */
  line: number;
};

type Named = ASTNode & {
  name?: NameNode;
  directives?: readonly ConstDirectiveNode[];
  fields?: readonly Named[];
  values?: readonly Named[];
  arguments?: readonly Named[];
};

/** Every element of some SDL, in its order; a type that is extended comes several times. */
export function elementsIn(document: DocumentNode): Element[] {
  return document.definitions.flatMap((node) => {
    const { name, kind } = node as Named;
    if (name === undefined || kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION) {
      return [];
    }
    return within(node as Named, kind === Kind.DIRECTIVE_DEFINITION ? `@${name.value}` : name.value);
  });
}

export const elementsOf = (sdl: string): Element[] => elementsIn(parse(sdl));

function within(node: Named, coordinate: string): Element[] {
  const { directives = [], fields = [], values = [], arguments: given = [] } = node;
  const line = (node.name?.loc ?? node.loc)?.startToken.line ?? 1;
  return [
    { coordinate, node, directives, line },
    ...[...fields, ...values, ...given].flatMap((each) => within(each, `${coordinate}.${each.name?.value}`)),
  ];
}
