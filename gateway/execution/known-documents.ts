import type { DocumentNode } from 'graphql';

/** Documents that are valid in a schema, by the text that they came as and the operation that was asked for. */
export type KnownDocuments = {
  learn(source: string, operationName: string | undefined, document: DocumentNode): void;
  find(source: string, operationName: string | undefined): DocumentNode | undefined;
};

const MOST = 1_000;
/** Longer ones hold data of their own, and nobody sends them twice. */
const LONGEST = 50_000;

type Known = { operationName: string | undefined; source: string; document: DocumentNode };

/** The least recently used goes first, when there are too many: it comes back by being asked for once more. */
export function createKnownDocuments(): KnownDocuments {
  const byName = new Map<string | undefined, Map<string, Known>>();
  /** The least recently used first. */
  const all = new Set<Known>();
  const forget = (known: Known): void => {
    const { operationName, source } = known;
    all.delete(known);
    const documents = byName.get(operationName);
    documents?.delete(source);
    if (documents?.size === 0) {
      byName.delete(operationName);
    }
  };
  return {
    learn: (source, operationName, document) => {
      const documents = byName.get(operationName) ?? new Map<string, Known>();
      if (source.length > LONGEST || documents.has(source)) {
        return;
      }
      const known = { operationName, source, document };
      byName.set(operationName, documents.set(source, known));
      all.add(known);
      if (all.size > MOST) {
        forget(all.values().next().value as Known);
      }
    },
    find: (source, operationName) => {
      const known = byName.get(operationName)?.get(source);
      if (known !== undefined) {
        all.delete(known);
        all.add(known);
      }
      return known?.document;
    },
  };
}
