import { readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, getOperationAST, parse } from 'graphql';

const FOLDER = new URL('./operations/', import.meta.url);

/** A document that a client of the lab asks with. */
export type ClientOperation = { name: string; file: string; text: string; document: DocumentNode };

/** The documents of schema/operations, one operation each. @throws Error that names the file */
export const readOperations = (): ClientOperation[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => {
      const file = `schema/operations/${name}`;
      const text = readFileSync(new URL(name, FOLDER), 'utf8');
      return { file, text, ...operationIn(file, text) };
    });

function operationIn(file: string, text: string): { name: string; document: DocumentNode } {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    throw new Error(`${file} is no GraphQL: ${(error as Error).message}`, { cause: error });
  }
  const name = getOperationAST(document)?.name?.value;
  if (name === undefined) {
    throw new Error(`${file} has to hold one operation, and it needs a name.`);
  }
  return { name, document };
}
