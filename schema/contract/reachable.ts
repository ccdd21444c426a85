import { type DocumentNode, Kind, type TypeNode as Reference } from 'graphql';
import type { TypeNode } from './hidden.ts';

/** Names of the types that clients can come to from the roots, past what is hidden. */
export function reachable(
  document: DocumentNode,
  types: readonly TypeNode[],
  hidden: ReadonlySet<string>,
): ReadonlySet<string> {
  const byName = new Map(types.map((type) => [type.name.value, type]));
  const seen = new Set<string>();
  const waiting = rootsOf(document);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const type = byName.get(name);
    if (type === undefined || seen.has(name) || hidden.has(name)) {
      continue;
    }
    seen.add(name);
    waiting.push(...leadsTo(type, types, hidden));
  }
  return seen;
}

function rootsOf({ definitions }: DocumentNode): string[] {
  const roots = definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION ? node.operationTypes.map(({ type }) => type.name.value) : [],
  );
  // What directives of clients take is theirs to write.
  const taken = definitions.flatMap((node) =>
    node.kind === Kind.DIRECTIVE_DEFINITION ? (node.arguments ?? []).map(({ type }) => nameIn(type)) : [],
  );
  return [...roots, ...taken];
}

function leadsTo(type: TypeNode, types: readonly TypeNode[], hidden: ReadonlySet<string>): string[] {
  const name = type.name.value;
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const shown = (type.fields ?? []).filter((field) => !hidden.has(`${name}.${field.name.value}`));
      const fields = shown.flatMap((field) => [
        nameIn(field.type),
        ...(field.arguments ?? [])
          .filter((argument) => !hidden.has(`${name}.${field.name.value}.${argument.name.value}`))
          .map((argument) => nameIn(argument.type)),
      ]);
      const implementing = types.filter(
        (each) => 'interfaces' in each && each.interfaces?.some((one) => one.name.value === name),
      );
      return [
        ...fields,
        ...(type.interfaces ?? []).map((each) => each.name.value),
        ...(type.kind === Kind.INTERFACE_TYPE_DEFINITION ? implementing.map((each) => each.name.value) : []),
      ];
    }
    case Kind.UNION_TYPE_DEFINITION:
      return (type.types ?? []).map((member) => member.name.value);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (type.fields ?? [])
        .filter((field) => !hidden.has(`${name}.${field.name.value}`))
        .map((field) => nameIn(field.type));
    default:
      return [];
  }
}

function nameIn(type: Reference): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameIn(type.type);
}
