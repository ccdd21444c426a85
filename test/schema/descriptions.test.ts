import { expect, test } from '@jest/globals';
import { type ASTNode, Kind, parse, visit } from 'graphql';
import { readSubgraphs } from '../../schema/subgraphs.ts';

const DESCRIBED: ReadonlySet<string> = new Set([
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
]);

type Described = ASTNode & { name: { value: string }; description?: { value: string } };

/** Names of what has no description, with what they stand in: `Query.samples.first`. */
function undescribed(sdl: string): string[] {
  const path: string[] = [];
  const found: string[] = [];
  visit(parse(sdl), {
    enter(node) {
      if (DESCRIBED.has(node.kind)) {
        const { name, description } = node as Described;
        path.push(name.value);
        if (!description?.value.trim()) {
          found.push(path.join('.'));
        }
      }
    },
    leave(node) {
      if (DESCRIBED.has(node.kind)) {
        path.pop();
      }
    },
  });
  return found;
}

test.each(readSubgraphs())('whoever explores $name finds everything described', ({ sdl }) => {
  expect(undescribed(sdl)).toEqual([]);
});

test('what lacks a description is found at every depth', () => {
  const sdl = `
    "Described."
    type Query { "Described." a("Described." x: Int, y: Int): Int b: E }
    "Described."
    enum E { "  " ONE }
    input I { f: Int }
  `;
  expect(undescribed(sdl)).toEqual(['Query.a.y', 'Query.b', 'E.ONE', 'I', 'I.f']);
});
