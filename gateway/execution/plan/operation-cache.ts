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

/** An operation as it came, without what does not matter in its text, and the conditions on it that held. */
export type UsedOperation = { text: string; operationName: string | undefined; held: readonly string[] };

/** Whether a condition holds that decides about a part of an operation, by its name. */
export type Holds = (condition: string) => boolean;

export type OperationCache<T> = {
  /**
   * Undefined when the document has no such operation.
   * @throws whatever `prepare` throws
   */
  get(document: DocumentNode, operationName: string | undefined, holds: Holds): T | undefined;
  warm(operations: readonly UsedOperation[]): Promise<void>;
  mostUsed(count: number): UsedOperation[];
};

type Entry<T> = { prepared: T; uses: number; used: UsedOperation };

/** What is known of an operation in a document that came as the same object. */
type Known = { operation: OperationDefinitionNode; text: string; conditions: string[]; keys: Map<string, string> };

const MOST = 1_000;
/** Of each document the combinations of conditions that are remembered; there may be very many. */
const MOST_CONDITIONS = 64;

/**
 * Operations by their text, however it is laid out, by name and by the conditions that hold; the least recently used go
 * first. A document that comes again as the same object, as Apollo Server's do, is not printed again.
 */
export function operationCache<T>({
  schema,
  conditionsOf,
  prepare,
  most = MOST,
  metrics,
}: {
  schema: GraphQLSchema;
  /** Names of the conditions on parts of an operation. */
  conditionsOf(document: DocumentNode): string[];
  prepare(document: DocumentNode, operation: OperationDefinitionNode, holds: Holds): T;
  most?: number | undefined;
  metrics?: PlanMetrics | undefined;
}): OperationCache<T> {
  const entries = new Map<string, Entry<T>>();
  const documents = new WeakMap<DocumentNode, Map<string | undefined, Known>>();
  const knownOf = (document: DocumentNode, operationName: string | undefined): Known | undefined => {
    let known = documents.get(document);
    if (known === undefined) {
      known = new Map();
      documents.set(document, known);
    }
    let one = known.get(operationName);
    if (one === undefined) {
      const operation = getOperationAST(document, operationName);
      if (operation == null) {
        return undefined;
      }
      const conditions = conditionsOf(alone(document, operation));
      one = { operation, text: textOf(document, operation), conditions, keys: new Map() };
      known.set(operationName, one);
    }
    return one;
  };
  const get = (document: DocumentNode, operationName: string | undefined, holds: Holds): T | undefined => {
    const known = knownOf(document, operationName);
    if (known === undefined) {
      return undefined;
    }
    const key = keyOf(known, holds);
    const entry = entries.get(key);
    if (entry !== undefined) {
      metrics?.hit();
      entry.uses += 1;
      entries.delete(key);
      entries.set(key, entry);
      return entry.prepared;
    }
    const { operation, text, conditions } = known;
    const started = performance.now();
    const prepared = prepare(alone(document, operation), operation, holds);
    metrics?.missed((performance.now() - started) / 1000);
    if (entries.size >= most) {
      entries.delete(entries.keys().next().value as string);
    }
    const used = { text, operationName: operation.name?.value, held: conditions.filter(holds) };
    entries.set(key, { prepared, uses: 1, used });
    return prepared;
  };
  return {
    get,
    warm: async (operations) => {
      for (const { text, operationName, held } of operations) {
        try {
          const document = parse(text, { noLocation: true });
          if (validate(schema, document).length === 0) {
            get(document, operationName, (condition) => held.includes(condition));
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

/** Kept by what holds, for to make a long text anew for each request would be to hash it anew. */
function keyOf({ text, conditions, keys }: Known, holds: Holds): string {
  const bits = conditions.length === 0 ? '' : conditions.map((name) => (holds(name) ? '1' : '0')).join('');
  let key = keys.get(bits);
  if (key === undefined) {
    key = `${bits} ${text}`;
    if (keys.size < MOST_CONDITIONS) {
      keys.set(bits, key);
    }
  }
  return key;
}

/** The operation with the fragments that it uses: what else is in the document does not matter. */
function alone(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const several = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION).length > 1;
  return several ? (separateOperations(document)[operation.name?.value ?? ''] as DocumentNode) : document;
}

const textOf = (document: DocumentNode, operation: OperationDefinitionNode): string =>
  stripIgnoredCharacters(print(alone(document, operation)));
