import { type DocumentNode, Kind, type SelectionNode, visit } from 'graphql';

const DIRECTIVES = new Set(['skip', 'include']);

/** Names of the variables that decide about a part of the document. */
export function conditionVariables(document: DocumentNode): string[] {
  const found = new Set<string>();
  visit(document, {
    Directive: (node) => {
      const value = node.arguments?.find((argument) => argument.name.value === 'if')?.value;
      if (DIRECTIVES.has(node.name.value) && value?.kind === Kind.VARIABLE) {
        found.add(value.name.value);
      }
    },
  });
  return [...found];
}

/**
 * The document without its conditions and without what these leave out; selections may be empty then.
 * @param holds whether a variable that decides about a part is true
 */
export function decided(document: DocumentNode, holds: (variable: string) => boolean): DocumentNode {
  const decide = <T extends SelectionNode>(node: T): T | null | undefined => {
    const { directives = [] } = node;
    if (!directives.some(({ name }) => DIRECTIVES.has(name.value))) {
      return undefined;
    }
    return isWanted(node, holds)
      ? { ...node, directives: directives.filter(({ name }) => !DIRECTIVES.has(name.value)) }
      : null;
  };
  return visit(document, { Field: decide, InlineFragment: decide, FragmentSpread: decide });
}

function isWanted({ directives = [] }: SelectionNode, holds: (variable: string) => boolean): boolean {
  return directives.every((directive) => {
    if (!DIRECTIVES.has(directive.name.value)) {
      return true;
    }
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const given = value?.kind === Kind.VARIABLE ? holds(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === 'include' ? given : !given;
  });
}
