import {
  buildASTSchema,
  type ConstArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InterfaceTypeDefinitionNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from 'graphql';

/** A field as `@requires` asks for it. */
export type RequiredField = { field: string; arguments: readonly ConstArgumentNode[] };

/** What a service's field needs of other services: paths of stand-ins below the entity. */
export type Needs = (service: string, type: string, field: string) => readonly (readonly string[])[];

export type StandIns = {
  document: DocumentNode;
  /** By the stand-in's name. */
  fields: ReadonlyMap<string, RequiredField>;
  needs: Needs;
};

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const MARK = '__required';

/** The field that a name stands for, or the name itself. */
export const withoutMark = (name: string): string => name.replace(/__required\d+$/, '');

/**
 * Gives each field that `@requires` asks for with arguments a stand-in for each set of these: a field without arguments,
 * under a name of its own. Plans know fields of an object by their names only; under one name, one value would win.
 * @param document a supergraph
 */
export function standInsFor(document: DocumentNode): StandIns {
  const requiring = requiringFields(document);
  if (!requiring.some(({ selections }) => selections.includes('('))) {
    return { document, fields: new Map(), needs: () => [] };
  }
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  const registry = registryOf(schema);
  const services = servicesOf(document);
  const needs = new Map<string, string[][]>();
  const rewritten = new Map<DirectiveNode, DirectiveNode>();
  for (const { type, field, directive, graph, selections } of requiring) {
    const paths: string[][] = [];
    const selectionSet = replaced(selectionsOf(selections), type, [], paths, registry, schema);
    rewritten.set(directive, withArgument(directive, 'requires', inside(selectionSet)));
    needs.set(keyOf(services.get(graph) ?? graph, type, field), paths);
  }
  return {
    document: withFields(document, registry.byType, rewritten),
    fields: registry.fields,
    needs: (service, type, field) => needs.get(keyOf(service, type, field)) ?? [],
  };
}

const keyOf = (...names: string[]): string => names.join(' ');

const isComposite = (node: DocumentNode['definitions'][number]): node is Composite =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

function stringArgument({ arguments: given = [] }: DirectiveNode, name: string): string | undefined {
  const value = given.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

type Requiring = { type: string; field: string; directive: DirectiveNode; graph: string; selections: string };

/** The fields of a supergraph that require others, and what. */
export function requiringFields(document: DocumentNode): Requiring[] {
  return document.definitions.filter(isComposite).flatMap((type) =>
    (type.fields ?? []).flatMap((field) =>
      (field.directives ?? []).flatMap((directive) => {
        const selections = stringArgument(directive, 'requires');
        const graph = stringArgument(directive, 'graph');
        return directive.name.value !== 'join__field' || selections === undefined || graph === undefined
          ? []
          : [{ type: type.name.value, field: field.name.value, directive, graph, selections }];
      }),
    ),
  );
}

/** Names of the services by their names in the supergraph's enum. */
function servicesOf(document: DocumentNode): Map<string, string> {
  const graphs = document.definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.flatMap(({ name, directives = [] }) => {
      const service = directives.map((each) => stringArgument(each, 'name')).find((each) => each !== undefined);
      return service === undefined ? [] : [[name.value, service] as const];
    }),
  );
}

/** A set of fields as the directives of federation have it. */
export function selectionsOf(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return (operation as { selectionSet: SelectionSetNode }).selectionSet;
}

const inside = (selectionSet: SelectionSetNode): string => stripIgnoredCharacters(print(selectionSet)).slice(1, -1);

function withArgument(directive: DirectiveNode, name: string, text: string): DirectiveNode {
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((each) =>
      each.name.value === name ? { ...each, value: { kind: Kind.STRING, value: text } } : each,
    ),
  } as DirectiveNode;
}

type Registry = {
  fields: Map<string, RequiredField>;
  /** For each type the stand-ins that it gets, with the field that each stands for. */
  byType: Map<string, Map<string, string>>;
  /** The stand-in's name. */
  standInFor(node: FieldNode, parent: GraphQLNamedType): string;
};

function registryOf(schema: GraphQLSchema): Registry {
  const fields: Registry['fields'] = new Map();
  const byType: Registry['byType'] = new Map();
  const names = new Map<string, string>();
  return {
    fields,
    byType,
    standInFor: (node, parent) => {
      const given = [...(node.arguments ?? [])] as unknown as ConstArgumentNode[];
      const key = keyOf(node.name.value, ...given.map(print).sort());
      const name = names.get(key) ?? `${node.name.value}${MARK}${names.size}`;
      names.set(key, name);
      fields.set(name, { field: node.name.value, arguments: given });
      const types = isInterfaceType(parent)
        ? [parent, ...schema.getImplementations(parent).interfaces, ...schema.getPossibleTypes(parent)]
        : [parent];
      for (const type of types) {
        byType.set(type.name, (byType.get(type.name) ?? new Map<string, string>()).set(name, node.name.value));
      }
      return name;
    },
  };
}

/**
 * The selections with stand-ins.
 * @param found where these stand is added to it
 */
function replaced(
  selectionSet: SelectionSetNode,
  typename: string,
  path: readonly string[],
  found: string[][],
  registry: Registry,
  schema: GraphQLSchema,
): SelectionSetNode {
  const type = schema.getType(typename);
  const selections = selectionSet.selections.map((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      return node;
    }
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const condition = node.typeCondition?.name.value ?? typename;
      return { ...node, selectionSet: replaced(node.selectionSet, condition, path, found, registry, schema) };
    }
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (type === undefined || field === undefined) {
      return node;
    }
    const isReplaced = field.args.length > 0;
    const name = isReplaced ? registry.standInFor(node, type) : node.name.value;
    const here = [...path, name];
    if (isReplaced) {
      found.push(here);
    }
    const below =
      node.selectionSet && replaced(node.selectionSet, getNamedType(field.type).name, here, found, registry, schema);
    return {
      ...node,
      name: { ...node.name, value: name },
      arguments: [],
      ...(below === undefined ? {} : { selectionSet: below }),
    };
  });
  return { ...selectionSet, selections };
}

/** The supergraph with the stand-ins, which stand wherever the fields do that they stand for. */
function withFields(
  document: DocumentNode,
  byType: ReadonlyMap<string, ReadonlyMap<string, string>>,
  rewritten: ReadonlyMap<DirectiveNode, DirectiveNode>,
): DocumentNode {
  const withDirectives = (field: FieldDefinitionNode): FieldDefinitionNode =>
    ({ ...field, directives: field.directives?.map((each) => rewritten.get(each) ?? each) }) as FieldDefinitionNode;
  const standIn = (name: string, { directives = [], ...field }: FieldDefinitionNode): FieldDefinitionNode =>
    ({
      ...field,
      name: { ...field.name, value: name },
      arguments: [],
      directives: directives.filter((each) => each.name.value === 'join__field'),
    }) as FieldDefinitionNode;
  const definitions = document.definitions.map((type) => {
    if (!isComposite(type)) {
      return type;
    }
    const fields = (type.fields ?? []).map(withDirectives);
    const added = [...(byType.get(type.name.value) ?? [])].flatMap(([name, of]) =>
      fields.filter((field) => field.name.value === of).map((field) => standIn(name, field)),
    );
    return { ...type, fields: [...fields, ...added] };
  });
  return { ...document, definitions };
}
