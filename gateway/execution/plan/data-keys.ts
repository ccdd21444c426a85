import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * An operation in the gateway's own names, and under which of these each field of the client's is found in the data.
 * `@requires` and keys ask for fields by their names; whatever the client calls by such a name has to have another.
 */
export type OwnNames = { document: DocumentNode; keyOf(field: FieldNode): string };

const isRenamedObject = ({ alias, selectionSet }: FieldNode): boolean =>
  alias !== undefined && selectionSet !== undefined;

/** What makes two fields of one name the same: their arguments and, for objects, what the client calls them. */
const textOf = ({ arguments: given = [], alias, selectionSet }: FieldNode): string =>
  [...(selectionSet === undefined ? [] : [alias?.value ?? '']), ...given.map(print).sort()].join(', ');

/** Where the answer to an introspection field is kept: under no name that a field can have. */
const introspectionKey = (key: string): string => `introspection ${key}`;
const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * Fields lose their aliases: a value that is asked for twice is fetched once. Objects are not: what is wrong below one
 * would be missing from the other. With different arguments fields get names of their own, and always do when a subgraph
 * may require them with arguments. Each field of a mutation stays itself.
 * @param required names of fields that subgraphs require and that take arguments
 */
export function ownNames(schema: GraphQLSchema, document: DocumentNode, required: ReadonlySet<string>): OwnNames {
  const keys = new Map<FieldNode, string>();
  const numbers = new Map<string, Map<string, number>>();
  const numbered = (node: FieldNode): string => {
    const name = node.name.value;
    const texts = numbers.get(name) ?? new Map<string, number>();
    numbers.set(name, texts);
    const text = textOf(node);
    // Under a field's own name stands what subgraphs may require: what is wrong with that is not to touch the client's.
    const isOwn = !required.has(name) && !isRenamedObject(node) && !texts.values().some((number) => number === 0);
    const number = texts.get(text) ?? (isOwn ? 0 : texts.size + 1);
    texts.set(text, number);
    return number === 0 ? name : `${name}__${number}`;
  };
  const types = new TypeInfo(schema);
  const own = visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter: (node) => {
          const asked = node.alias?.value ?? node.name.value;
          if (INTROSPECTION.has(node.name.value)) {
            keys.set(node, introspectionKey(asked));
            return false;
          }
          const isMutation = types.getParentType() === schema.getMutationType();
          const key = isMutation && node.name.value !== '__typename' ? asked : numbered(node);
          keys.set(node, key);
          const { alias: _, ...field } = node;
          return key === node.name.value ? field : { ...field, alias: { kind: Kind.NAME, value: key } };
        },
      },
    }),
  );
  return { document: own, keyOf: (field) => keys.get(field) as string };
}

/** The client's introspection, under the keys where it is looked for. */
export const underOwnKeys = (introspected: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(introspected).map(([key, value]) => [introspectionKey(key), value]));

const FIELD_SETS = new Set(['requires', 'provides', 'key', 'selection']);

/**
 * Names of fields that a supergraph's subgraphs ask of each other (in keys, `@requires`, contexts) and that take
 * arguments somewhere.
 */
export function requiredFields(supergraph: DocumentNode, schema: GraphQLSchema): Set<string> {
  const mentioned = new Set<string>();
  visit(supergraph, {
    Argument: ({ name, value }) => {
      if (FIELD_SETS.has(name.value) && value.kind === Kind.STRING) {
        for (const [word] of value.value.matchAll(/[_A-Za-z]\w*/g)) {
          mentioned.add(word);
        }
      }
    },
    ObjectField: ({ name, value }) => {
      if (FIELD_SETS.has(name.value) && value.kind === Kind.STRING) {
        for (const [word] of value.value.matchAll(/[_A-Za-z]\w*/g)) {
          mentioned.add(word);
        }
      }
    },
  });
  const found = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    for (const field of isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []) {
      if (field.args.length > 0 && mentioned.has(field.name)) {
        found.add(field.name);
      }
    }
  }
  return found;
}
