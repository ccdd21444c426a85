import { type ASTNode, type ConstDirectiveNode, Kind, type StringValueNode, visit } from 'graphql';
import { TAGS } from '../../contract/variants.ts';
import type { Element } from '../coordinates.ts';
import type { Linted, LintRule, Violation } from './violation.ts';

const at = ({ coordinate, line }: Element, message: string, remedy: string): Violation => ({
  coordinate,
  line,
  message: `${coordinate} ${message}.`,
  remedy,
});

const isExtension = ({ node }: Element): boolean => node.kind.endsWith('Extension');

const descriptionOf = ({ node }: Element): string =>
  ((node as { description?: StringValueNode }).description?.value ?? '').trim();

const argument = (directive: ConstDirectiveNode, name: string): string | undefined => {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
};

const withDirective = (name: string, elements: readonly Element[]) =>
  elements.flatMap((element) =>
    element.directives.filter((each) => each.name.value === name).map((directive) => ({ element, directive })),
  );

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Names of the types that something in the SDL leads to. */
function namesUsed({ document }: Linted): Set<string> {
  const used = new Set<string>();
  visit(document, { NamedType: ({ name }) => void used.add(name.value) });
  return used;
}

const TYPES: readonly ASTNode['kind'][] = [
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
];

/** What the SDL says besides names, by the rules that Apollo's linter has. */
export const DOCUMENTS: Readonly<Record<string, LintRule>> = {
  ALL_ELEMENTS_REQUIRE_DESCRIPTION: {
    why: 'Whoever explores the graph has nothing else to read.',
    look: ({ elements }) =>
      elements
        .filter((element) => !isExtension(element) && descriptionOf(element) === '')
        .map((element) =>
          at(element, 'has no description', 'Say in a sentence what it is, with its unit if it has one.'),
        ),
  },
  DEFINED_TYPES_ARE_UNUSED: {
    why: 'Nobody can ask for a type that nothing leads to.',
    look: (sdl) => {
      const used = namesUsed(sdl);
      return sdl.elements
        .filter(({ node, coordinate, directives }) => {
          const isEntity = directives.some(({ name }) => name.value === 'key');
          return TYPES.includes(node.kind) && !ROOTS.has(coordinate) && !isEntity && !used.has(coordinate);
        })
        .map((element) => at(element, 'is used nowhere', 'Take it out, or let a field lead to it.'));
    },
  },
  DEPRECATED_DIRECTIVE_MISSING_REASON: {
    why: 'Whoever has to leave a field wants to know where to go.',
    look: ({ elements }) =>
      withDirective('deprecated', elements)
        .filter(({ directive }) => !argument(directive, 'reason')?.trim())
        .map(({ element }) =>
          at(element, 'is deprecated without a reason', 'Add reason: "…" with what to use instead.'),
        ),
  },
  TAG_DIRECTIVE_USES_UNKNOWN_NAME: {
    why: 'A tag that is misspelt hides nothing.',
    look: ({ elements }) =>
      withDirective('tag', elements)
        .filter(({ directive }) => !TAGS.includes(argument(directive, 'name') ?? ''))
        .map(({ element, directive }) =>
          at(
            element,
            `has a tag ${argument(directive, 'name')} that no contract knows`,
            `The tags are ${TAGS.join(', ')}; a new one belongs into schema/contract/variants.ts.`,
          ),
        ),
  },
  QUERY_DOCUMENT_DECLARATION: {
    why: 'Operations are of clients; theirs are in schema/operations.',
    look: ({ document }) =>
      document.definitions.flatMap((node) =>
        node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION
          ? [
              {
                coordinate: node.name?.value ?? node.kind,
                line: node.loc?.startToken.line ?? 1,
                message: `The SDL holds an operation, ${node.name?.value ?? 'without a name'}.`,
                remedy: 'Move it to schema/operations.',
              },
            ]
          : [],
      ),
  },
};
