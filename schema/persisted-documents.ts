import { createHash } from 'node:crypto';
import { getOperationAST, print } from 'graphql';
import type { DerivedFile } from '../checks/derived-file.ts';
import type { ClientOperation } from './operations.ts';

/** A document of a manifest of persisted queries, as Apollo's tools write it. */
type Persisted = { id: string; name: string; type: string; body: string };

/** The text that clients send, who print what they have parsed. */
const bodyOf = ({ document }: ClientOperation): string => print(document);

/** By which clients ask instead of sending the text: its SHA-256. */
export const persistedId = (operation: ClientOperation): string =>
  createHash('sha256').update(bodyOf(operation)).digest('hex');

const persisted = (operation: ClientOperation): Persisted => ({
  id: persistedId(operation),
  name: operation.name,
  type: getOperationAST(operation.document, operation.name)?.operation ?? 'query',
  body: bodyOf(operation),
});

/** The committed manifest, for the gateway's PERSISTED_DOCUMENTS_PATH. */
export const manifestFile = (operations: readonly ClientOperation[]): DerivedFile => ({
  url: new URL('./persisted-documents.json', import.meta.url),
  content: `${JSON.stringify(
    { format: 'apollo-persisted-query-manifest', version: 1, operations: operations.map(persisted) },
    null,
    2,
  )}\n`,
});
