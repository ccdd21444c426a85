import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
} from 'graphql';

/** How long the lists are that a field leads to. */
export type ListSize = {
  assumedSize: number | undefined;
  /** Paths of arguments that say how long. */
  slicingArguments: readonly (readonly string[])[];
  /** The lists are these fields of what the field returns, not the field itself. */
  sizedFields: readonly string[];
};

/** What a supergraph says of the cost of its fields, with `@cost` and `@listSize`. */
export type Weights = {
  ofType(type: string): number | undefined;
  ofField(type: string, field: string): number | undefined;
  ofArgument(type: string, field: string, argument: string): number | undefined;
  ofInputField(type: string, field: string): number | undefined;
  /** Whether any field of an input has a cost. */
  inputs: boolean;
  listSize(type: string, field: string): ListSize | undefined;
};

/** The directives as the supergraph names them: what is linked may have been renamed. */
type Names = { cost: string; listSize: string };

/** @param sdl a supergraph */
export function weightsOf(sdl: string): Weights {
  const document = parse(sdl, { noLocation: true });
  const names = namesIn(document);
  const types = new Map<string, number>();
  const fields = new Map<string, number>();
  const given = new Map<string, number>();
  const inputs = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const readField = (type: string, field: FieldDefinitionNode): void => {
    const key = `${type}.${field.name.value}`;
    put(fields, key, costOf(field.directives, names));
    const size = field.directives?.find(({ name }) => name.value === names.listSize);
    if (size !== undefined) {
      sizes.set(key, listSizeOf(size));
    }
    for (const argument of field.arguments ?? []) {
      put(given, `${key}.${argument.name.value}`, costOf(argument.directives, names));
    }
  };
  for (const node of document.definitions) {
    if (!('name' in node) || node.name === undefined || !('directives' in node)) {
      continue;
    }
    const type = node.name.value;
    put(types, type, costOf(node.directives as readonly ConstDirectiveNode[], names));
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const field of node.fields ?? []) {
        readField(type, field);
      }
    }
    if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      for (const field of node.fields ?? []) {
        put(inputs, `${type}.${field.name.value}`, costOf(field.directives, names));
      }
    }
  }
  return {
    ofType: (type) => types.get(type),
    ofField: (type, field) => fields.get(`${type}.${field}`),
    ofArgument: (type, field, argument) => given.get(`${type}.${field}.${argument}`),
    ofInputField: (type, field) => inputs.get(`${type}.${field}`),
    inputs: inputs.size > 0,
    listSize: (type, field) => sizes.get(`${type}.${field}`),
  };
}

function put(map: Map<string, number>, key: string, weight: number | undefined): void {
  if (weight !== undefined) {
    map.set(key, weight);
  }
}

function namesIn(document: DocumentNode): Names {
  const names: Names = { cost: 'cost', listSize: 'listSize' };
  for (const node of document.definitions) {
    for (const link of node.kind === Kind.SCHEMA_DEFINITION ? (node.directives ?? []) : []) {
      const url = argumentOf(link, 'url');
      if (link.name.value !== 'link' || url?.kind !== Kind.STRING || !/\/cost\/v\d/.test(url.value)) {
        continue;
      }
      const as = argumentOf(link, 'as');
      const imports = argumentOf(link, 'import');
      const prefix = as?.kind === Kind.STRING ? as.value : 'cost';
      const imported = new Map(imports?.kind === Kind.LIST ? imports.values.flatMap(importOf) : []);
      names.cost = imported.get('cost') ?? prefix;
      names.listSize = imported.get('listSize') ?? `${prefix}__listSize`;
    }
  }
  return names;
}

/** `"@cost"`, or `{ name: "@cost", as: "@price" }`. */
function importOf(value: ConstValueNode): [string, string][] {
  const bare = (text: string): string => text.replace(/^@/, '');
  if (value.kind === Kind.STRING) {
    return [[bare(value.value), bare(value.value)]];
  }
  if (value.kind !== Kind.OBJECT) {
    return [];
  }
  const named = new Map(
    value.fields.flatMap((field) => (field.value.kind === Kind.STRING ? [[field.name.value, field.value.value]] : [])),
  );
  const name = named.get('name');
  return name === undefined ? [] : [[bare(name), bare(named.get('as') ?? name)]];
}

const argumentOf = (directive: ConstDirectiveNode, name: string): ConstValueNode | undefined =>
  directive.arguments?.find((each) => each.name.value === name)?.value;

function costOf(directives: readonly ConstDirectiveNode[] | undefined, { cost }: Names): number | undefined {
  const directive = directives?.find(({ name }) => name.value === cost);
  const weight = directive === undefined ? undefined : argumentOf(directive, 'weight');
  return weight?.kind === Kind.INT || weight?.kind === Kind.STRING ? Number(weight.value) : undefined;
}

const textsOf = (value: ConstValueNode | undefined): string[] =>
  value?.kind === Kind.LIST ? value.values.flatMap((each) => (each.kind === Kind.STRING ? [each.value] : [])) : [];

function listSizeOf(directive: ConstDirectiveNode): ListSize {
  const assumed = argumentOf(directive, 'assumedSize');
  return {
    assumedSize: assumed?.kind === Kind.INT ? Number(assumed.value) : undefined,
    slicingArguments: textsOf(argumentOf(directive, 'slicingArguments')).map((path) => path.split('.')),
    sizedFields: textsOf(argumentOf(directive, 'sizedFields')),
  };
}
