import { statusFault } from './http-faults.ts';
import type { HttpAnswer } from './post.ts';
import { SubgraphFault } from './subgraph-fault.ts';
import type { SubgraphAnswer } from './transport.ts';

/**
 * An HTTP answer as GraphQL, whatever its status: refused operations come with 4xx, and with errors all the same.
 * @throws SubgraphFault when it is none
 */
export function graphqlAnswer(service: string, { status, text }: HttpAnswer): SubgraphAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw statusFault(service, status, 'no JSON');
  }
  if (!isAnswer(answer)) {
    throw statusFault(service, status, 'no GraphQL answer');
  }
  if (status === 401 && answer.errors?.some(({ extensions }) => extensions?.code === 'CALLER_NOT_TRUSTED')) {
    // Between gateway and subgraph something is wrong, and nothing with whoever asks.
    throw new SubgraphFault('SUBGRAPH_UNAVAILABLE', service, 'it does not trust this gateway: compare their keys');
  }
  answer.plain = isPlainJson(text);
  return answer;
}

/** Quotes, control characters and halves of characters stand in the strings of a JSON only behind a backslash. */
export const isPlainJson = (json: string): boolean => !json.includes('\\');

function isAnswer(value: unknown): value is SubgraphAnswer {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const answer = value as { data?: unknown; errors?: unknown };
  if (answer.errors === null) {
    answer.errors = undefined; // some servers say so when there are none
  }
  const { data, errors } = answer;
  const hasData = data !== undefined;
  return (
    (!hasData || (typeof data === 'object' && !Array.isArray(data))) &&
    (errors === undefined ? hasData : isListOfErrors(errors) && (hasData || errors.length > 0))
  );
}

const isListOfErrors = (value: unknown): value is unknown[] =>
  Array.isArray(value) &&
  value.every((error) => typeof error === 'object' && error !== null && typeof error.message === 'string');
