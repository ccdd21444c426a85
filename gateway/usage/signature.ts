import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, print, separateOperations, type ValueNode, visit } from 'graphql';

/** What of a document says which fields are asked for. */
export type Signature = { id: string; name: string; body: string };

/**
 * One operation of a document with the fragments that it needs, and without the values in it: those may be names and
 * addresses of people, and documents that differ in nothing else are one operation. Names of input fields and values of
 * enums stay, for a schema can lose them.
 */
export function signatureOf(document: DocumentNode, operationName: string | undefined): Signature {
  const operations = separateOperations(document);
  const [first = ''] = Object.keys(operations);
  const name = operationName ?? first;
  const body = print(withoutValues(operations[name] ?? document));
  return { id: createHash('sha256').update(body).digest('hex'), name, body };
}

const withoutValues = (document: DocumentNode): DocumentNode =>
  visit(document, {
    IntValue: (node) => ({ ...node, value: '0' }),
    FloatValue: (node) => ({ ...node, value: '0' }),
    StringValue: (node) => ({ ...node, value: '', block: false }),
    // Of a list the first entry of each shape says as much as all of them.
    ListValue: { leave: (node) => ({ ...node, values: different(node.values) }) },
  });

const different = (values: readonly ValueNode[]): ValueNode[] => [
  ...new Map(values.map((value) => [value.kind === Kind.VARIABLE ? value.name.value : print(value), value])).values(),
];
