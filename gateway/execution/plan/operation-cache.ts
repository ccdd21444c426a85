import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  stripIgnoredCharacters,
  validate,
} from 'graphql';
import type { PlanMetrics } from '../../../platform/metrics/plans.ts';

/** An operation as it came, without what does not matter in its text. */
export type UsedOperation = { text: string; operationName: string | undefined };

export type OperationCache<T> = {
  /**
   * Undefined when the document has no such operation.
   * @throws whatever `prepare` throws
   */
  get(document: DocumentNode, operationName: string | undefined): T | undefined;
  warm(operations: readonly UsedOperation[]): Promise<void>;
  mostUsed(count: number): UsedOperation[];
};

type Entry<T> = { prepared: T; uses: number; used: UsedOperation };

const MOST = 1_000;

/**
 * Operations by their text, however it is laid out, and by name; the least recently used go first. A document that comes
 * again as the same object, as Apollo Server's do, is not printed again.
 */
export function operationCache<T>({
  schema,
  prepare,
  most = MOST,
  metrics,
}: {
  schema: GraphQLSchema;
  prepare(document: DocumentNode, operation: OperationDefinitionNode): T;
  most?: number | undefined;
  metrics?: PlanMetrics | undefined;
}): OperationCache<T> {
  const entries = new Map<string, Entry<T>>();
  const keys = new WeakMap<DocumentNode, Map<string | undefined, string>>();
  const keyOf = (document: DocumentNode, operation: OperationDefinitionNode, asked: string | undefined): string => {
    let known = keys.get(document);
    if (known === undefined) {
      known = new Map();
      keys.set(document, known);
    }
    let key = known.get(asked);
    if (key === undefined) {
      key = textOf(document, operation);
      known.set(asked, key);
    }
    return key;
  };
  const get = (document: DocumentNode, operationName: string | undefined): T | undefined => {
    const operation = getOperationAST(document, operationName);
    if (operation == null) {
      return undefined;
    }
    const key = keyOf(document, operation, operationName);
    const known = entries.get(key);
    if (known !== undefined) {
      metrics?.hit();
      known.uses += 1;
      entries.delete(key);
      entries.set(key, known);
      return known.prepared;
    }
    const started = performance.now();
    const prepared = prepare(alone(document, operation), operation);
    metrics?.missed((performance.now() - started) / 1000);
    if (entries.size >= most) {
      entries.delete(entries.keys().next().value as string);
    }
    entries.set(key, { prepared, uses: 1, used: { text: key, operationName: operation.name?.value } });
    return prepared;
  };
  return {
    get,
    warm: async (operations) => {
      for (const { text, operationName } of operations) {
        try {
          const document = parse(text, { noLocation: true });
          if (validate(schema, document).length === 0) {
            get(document, operationName);
          }
        } catch {
          // Whoever asks for it is told why.
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    mostUsed: (count) =>
      [...entries.values()]
        .sort((a, b) => b.uses - a.uses)
        .slice(0, count)
        .map(({ used }) => used),
  };
}

/** The operation with the fragments that it uses: what else is in the document does not matter. */
function alone(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const several = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION).length > 1;
  return several ? (separateOperations(document)[operation.name?.value ?? ''] as DocumentNode) : document;
}

const textOf = (document: DocumentNode, operation: OperationDefinitionNode): string =>
  stripIgnoredCharacters(print(alone(document, operation)));
