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

/** Whether something decides about a selection. */
export const isConditional = ({ directives = [] }: SelectionNode): boolean =>
  directives.some(({ name }) => DIRECTIVES.has(name.value));

/** Whether a selection is wanted, with the variables that decide about it known. */
export function isWanted(node: SelectionNode, holds: (variable: string) => boolean): boolean {
  return (node.directives ?? []).every((directive) => {
    if (!DIRECTIVES.has(directive.name.value)) {
      return true;
    }
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const given = value?.kind === Kind.VARIABLE ? holds(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === 'include' ? given : !given;
  });
}
