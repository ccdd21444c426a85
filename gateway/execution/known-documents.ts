import type { DocumentNode } from 'graphql';

/** Documents that are valid in a schema, by the text that they came as and the operation that was asked for. */
export type KnownDocuments = {
  learn(source: string, operationName: string | undefined, document: DocumentNode): void;
  find(source: string, operationName: string | undefined): DocumentNode | undefined;
};

const MOST = 1_000;
/** Longer ones hold data of their own, and nobody sends them twice. */
const LONGEST = 50_000;

/** The first that was learnt goes first, when there are too many: it comes back by being asked for once more. */
export function createKnownDocuments(): KnownDocuments {
  const byName = new Map<string | undefined, Map<string, DocumentNode>>();
  let count = 0;
  const forget = (): void => {
    for (const [name, documents] of byName) {
      documents.delete(documents.keys().next().value as string);
      count -= 1;
      if (documents.size === 0) {
        byName.delete(name);
      }
      return;
    }
  };
  return {
    learn: (source, operationName, document) => {
      if (source.length > LONGEST) {
        return;
      }
      const documents = byName.get(operationName) ?? new Map<string, DocumentNode>();
      byName.set(operationName, documents);
      if (!documents.has(source)) {
        count += 1;
        documents.set(source, document);
      }
      if (count > MOST) {
        forget();
      }
    },
    find: (source, operationName) => byName.get(operationName)?.get(source),
  };
}
