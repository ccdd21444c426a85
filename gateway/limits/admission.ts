import type { FastifyRequest } from 'fastify';
import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { JsonTooLarge, jsonExcess } from '../../platform/http/json-body.ts';
import { refusedRequest } from '../../platform/http/refusal.ts';
import { type Measures, measure, pairsToMerge } from './measure.ts';
import type { DocumentLimits, LimitSettings } from './settings.ts';

/** Documents that were let in before are not looked at again; longer ones would take too much room. */
const MOST_KEPT = 1_000;
const LONGEST_KEPT = 16_384;

/** The documents that may be executed, where not all may. */
export type Listed = { has(text: string): boolean };

/** @throws GraphQLError for a request that is not let in */
export type Admission = (request: FastifyRequest) => void;

/**
 * Looks at a request before Apollo Server does: its validation compares selections pair by pair, and would work on a
 * short hostile document for minutes.
 */
export function admission(
  limits: Pick<LimitSettings, 'document' | 'bodyValues'>,
  listed: Listed | undefined,
): Admission {
  const known = new Set<string>();
  return (request) => {
    for (const json of jsonOfUrl(request)) {
      const excess = jsonExcess(Buffer.from(json), limits.bodyValues);
      if (excess !== undefined) {
        const { code, message } = new JsonTooLarge(excess, limits.bodyValues);
        throw refusedRequest(code, message);
      }
    }
    const text = textOf(request);
    // What has no text is refused by Apollo Server, or names a document that was let in before.
    if (text === undefined || known.has(text)) {
      return;
    }
    if (listed !== undefined && !listed.has(text)) {
      throw refusedRequest(
        'PERSISTED_DOCUMENT_NOT_IN_LIST',
        'This document is not among those that are executed here.',
      );
    }
    refuseLargeDocument(text, limits.document);
    if (listed === undefined && text.length <= LONGEST_KEPT) {
      if (known.size >= MOST_KEPT) {
        known.delete(known.values().next().value as string);
      }
      known.add(text);
    }
  };
}

type Sent = Record<string, unknown> | undefined;

const textOf = ({ method, body, query }: FastifyRequest): string | undefined => {
  const text = ((method === 'GET' ? query : body) as Sent)?.query;
  return typeof text === 'string' ? text : undefined;
};

const jsonOfUrl = ({ method, query }: FastifyRequest): string[] => {
  const { variables, extensions } = (method === 'GET' ? (query as Sent) : undefined) ?? {};
  return [variables, extensions].filter((each) => typeof each === 'string');
};

const SAYING: Record<keyof DocumentLimits, { limit: string; what: string }> = {
  length: { limit: 'MAX_DOCUMENT_LENGTH', what: 'characters' },
  tokens: { limit: 'MAX_TOKENS', what: 'tokens' },
  depth: { limit: 'MAX_DEPTH', what: 'levels' },
  selections: { limit: 'MAX_SELECTIONS', what: 'selections, fragments counted wherever they are spread' },
  aliases: { limit: 'MAX_ALIASES', what: 'aliases' },
  directives: { limit: 'MAX_DIRECTIVES', what: 'directives' },
  rootFields: { limit: 'MAX_ROOT_FIELDS', what: 'fields at the root' },
  pairs: { limit: 'MAX_MERGED_PAIRS', what: 'pairs of selections at the same place of the answer' },
};

function tooMuch(of: keyof DocumentLimits, limits: DocumentLimits): GraphQLError {
  const { limit, what } = SAYING[of];
  return refusedRequest('DOCUMENT_TOO_COMPLEX', `The document has more than ${limits[of]} ${what}.`, {
    limit,
    most: limits[of],
  });
}

/** @throws GraphQLError when the document has too much of something. Whether it is valid is not looked at. */
export function refuseLargeDocument(text: string, limits: DocumentLimits): void {
  if (text.length > limits.length) {
    throw tooMuch('length', limits);
  }
  const document = parsed(text, limits);
  if (document === undefined) {
    return;
  }
  const measured = measure(document);
  if ('circle' in measured) {
    throw refusedRequest('GRAPHQL_VALIDATION_FAILED', `Cannot spread fragment "${measured.circle}" within itself.`);
  }
  for (const of of Object.keys(measured) as (keyof Measures)[]) {
    if (measured[of] > limits[of]) {
      throw tooMuch(of, limits);
    }
  }
  if (pairsToMerge(document) > limits.pairs) {
    throw tooMuch('pairs', limits);
  }
}

/** Undefined where it is no GraphQL: Apollo Server says so in its own words. */
function parsed(text: string, limits: DocumentLimits): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens: limits.tokens, noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) {
      // The parser goes down with each level, and has no end of its own but the stack's.
      throw tooMuch('depth', limits);
    }
    if (/tokens\. Parsing aborted/.test(error.message)) {
      throw tooMuch('tokens', limits);
    }
    return undefined;
  }
}
