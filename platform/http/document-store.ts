import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';

type Store = Exclude<ApolloServerOptions<BaseContext>['documentStore'], null | undefined>;

const MOST = 1_000;

/**
 * Documents that were parsed and validated; the least recently used go first. Apollo Server's own store counts the
 * characters of 30 MiB of JSON, and takes several times as much memory for the trees that these stand for.
 */
export function createDocumentStore(most = MOST): Store {
  const documents = new Map<string, DocumentNode>();
  return {
    get: async (key) => {
      const found = documents.get(key);
      if (found !== undefined) {
        documents.delete(key);
        documents.set(key, found);
      }
      return found;
    },
    set: async (key, document) => {
      if (!documents.has(key) && documents.size >= most) {
        documents.delete(documents.keys().next().value as string);
      }
      documents.set(key, document);
    },
    delete: async (key) => documents.delete(key),
  };
}
