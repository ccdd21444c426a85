import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ScalarTypeDefinitionNode,
  type UnionTypeDefinitionNode,
} from 'graphql';
import { reachable } from './reachable.ts';
import type { Contract } from './variants.ts';

export type TypeNode =
  | ObjectTypeDefinitionNode
  | InterfaceTypeDefinitionNode
  | UnionTypeDefinitionNode
  | EnumTypeDefinitionNode
  | InputObjectTypeDefinitionNode
  | ScalarTypeDefinitionNode;

const KINDS: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
];

/** The types of a supergraph that are not its own machinery. */
export const typesIn = ({ definitions }: DocumentNode): TypeNode[] =>
  definitions.filter(
    (node): node is TypeNode => KINDS.includes(node.kind) && !/^\w+__/.test((node as TypeNode).name.value),
  );

/** Coordinates of what a contract leaves out: types, fields, arguments, input fields and enum values. */
export function hiddenBy(document: DocumentNode, contract: Contract): ReadonlySet<string> {
  const types = typesIn(document);
  const hidden = new Set<string>();
  for (const type of types) {
    byTags(type, contract, hidden);
  }
  hideEmpty(types, hidden);
  if (contract.hideUnreachable) {
    const seen = reachable(document, types, hidden);
    for (const type of types) {
      if (!seen.has(type.name.value) && !hasAny(tagsOf(type), contract.include)) {
        hidden.add(type.name.value);
      }
    }
  }
  return hidden;
}

type Tagged = { directives?: readonly ConstDirectiveNode[] | undefined };

const tagsOf = ({ directives = [] }: Tagged): string[] =>
  directives.flatMap(({ name, arguments: given = [] }) => {
    const value = name.value === 'tag' ? given.find((each) => each.name.value === 'name')?.value : undefined;
    return value?.kind === Kind.STRING ? [value.value] : [];
  });

const hasAny = (tags: readonly string[], wanted: readonly string[]): boolean =>
  tags.some((tag) => wanted.includes(tag));

/** The tags of an object or interface are those of its fields as well; whatever is excluded is, included or not. */
function byTags(type: TypeNode, { include, exclude }: Contract, hidden: Set<string>): void {
  const name = type.name.value;
  const own = tagsOf(type);
  const hide = (coordinate: string, when: boolean): void => {
    if (when) {
      hidden.add(coordinate);
    }
  };
  const isOutput = type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;
  const isNotIncluded = (tags: readonly string[]): boolean => include.length > 0 && !hasAny(tags, include);
  hide(name, hasAny(own, exclude) || (type.kind === Kind.UNION_TYPE_DEFINITION && isNotIncluded(own)));
  for (const field of isOutput ? (type.fields ?? []) : []) {
    const tags = [...own, ...tagsOf(field)];
    hide(`${name}.${field.name.value}`, hasAny(tags, exclude) || isNotIncluded(tags));
    for (const argument of field.arguments ?? []) {
      hide(`${name}.${field.name.value}.${argument.name.value}`, hasAny(tagsOf(argument), exclude));
    }
  }
  for (const part of type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? (type.fields ?? []) : []) {
    hide(`${name}.${part.name.value}`, hasAny(tagsOf(part), exclude));
  }
  for (const part of type.kind === Kind.ENUM_TYPE_DEFINITION ? (type.values ?? []) : []) {
    hide(`${name}.${part.name.value}`, hasAny(tagsOf(part), exclude));
  }
}

/** What has nothing left inside is left out; a union of what is left out, after that. */
function hideEmpty(types: readonly TypeNode[], hidden: Set<string>): void {
  const isEmpty = (type: TypeNode): boolean => {
    const name = type.name.value;
    if (type.kind === Kind.UNION_TYPE_DEFINITION) {
      return (type.types ?? []).every((member) => hidden.has(member.name.value));
    }
    const parts = type.kind === Kind.ENUM_TYPE_DEFINITION ? type.values : 'fields' in type ? type.fields : undefined;
    return parts?.every((part) => hidden.has(`${name}.${part.name.value}`)) ?? false;
  };
  const unionsLast = types.toSorted((a, b) => Number(isUnion(a)) - Number(isUnion(b)));
  for (const type of unionsLast) {
    if (isEmpty(type)) {
      hidden.add(type.name.value);
    }
  }
}

const isUnion = ({ kind }: TypeNode): boolean => kind === Kind.UNION_TYPE_DEFINITION;
