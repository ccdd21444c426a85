/**
 * Every code a client, an operator or a log can meet, in one place. `docs/errors.md` is generated from it.
 *
 * - `fault`: a GraphQL error (`errors[].extensions.code`); the request, or a part of it, could not be answered.
 * - `user`: a user error (`payload.userErrors[].code`); the caller can mend the input and try again.
 * - `startup`: a process that refuses to start; printed as one sentence, exit code 1.
 */
export type ErrorKind = 'fault' | 'user' | 'startup';

export type ErrorDefinition = {
  readonly kind: ErrorKind;
  /** HTTP status where the whole request fails with it; 200 where the answer is partial. */
  readonly status: number;
  readonly meaning: string;
  readonly remedy: string;
};

const define = <T extends Record<string, ErrorDefinition>>(definitions: T): T => definitions;

export const ERRORS = define({
  BAD_USER_INPUT: {
    kind: 'fault',
    status: 400,
    meaning:
      'An argument is malformed: an id that is no UUID, a foreign cursor, a page size out of bounds, a value of the wrong type.',
    remedy: 'Correct the argument that the message names.',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    kind: 'fault',
    status: 200,
    meaning:
      'What stands at the path is not for whoever asks: null, and a mutation was not run. The message says whether an identity or a scope is missing. Where a root field that may not be null is refused, nothing of the operation was run.',
    remedy: 'Send a token, or one of a role that may; leave the field out otherwise.',
  },
  GRAPHQL_PARSE_FAILED: {
    kind: 'fault',
    status: 400,
    meaning: 'The document is not GraphQL.',
    remedy: 'Correct the syntax at the location given.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    kind: 'fault',
    status: 400,
    meaning: 'The document asks for something the schema does not have.',
    remedy: 'Compare the document with the schema.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    kind: 'fault',
    status: 400,
    meaning: 'The document holds several operations, or none of the name given.',
    remedy: 'Send `operationName`, spelled as in the document.',
  },
  UNAUTHENTICATED: {
    kind: 'fault',
    status: 401,
    meaning: 'The request brings credentials that are not valid, or not any more. Nothing of it was answered.',
    remedy: 'Sign in again, and send the new token as `authorization: Bearer …`.',
  },
  IDENTITY_PROVIDER_UNAVAILABLE: {
    kind: 'fault',
    status: 503,
    meaning:
      'The request brings credentials, and the keys to check them with could not be had. Nothing of it was answered.',
    remedy: 'Try again in a moment; the operator looks at `AUTH_JWKS_URL`.',
  },
  PAYLOAD_TOO_LARGE: {
    kind: 'fault',
    status: 413,
    meaning: 'The request body exceeds the limit.',
    remedy: 'Send less at once; see the body limit in the configuration table.',
  },
  CALLER_NOT_TRUSTED: {
    kind: 'fault',
    status: 401,
    meaning:
      'A service was asked by somebody for whom no gateway vouches. It answers gateways that it knows, and nobody else.',
    remedy: 'Ask the gateway. Between services, compare their keys; the log of the service has the reason.',
  },
  DOCUMENT_TOO_COMPLEX: {
    kind: 'fault',
    status: 400,
    meaning: 'The document is longer, deeper or wider than the gateway looks at. It was not validated.',
    remedy: 'Ask for less at once: `extensions.limit` names the setting, `extensions.most` its value.',
  },
  COST_LIMIT_EXCEEDED: {
    kind: 'fault',
    status: 400,
    meaning: 'What the operation may cost is more than the role of the caller allows. Nothing was done.',
    remedy:
      'Ask for fewer entries of lists (`first`), above all of lists in lists; the header `x-operation-cost` shows what an operation costs.',
  },
  RATE_LIMITED: {
    kind: 'fault',
    status: 429,
    meaning: 'The caller, or the address that it calls from, asks for too much in too short a time. Nothing was done.',
    remedy: 'Wait for as many seconds as `retry-after` says.',
  },
  PERSISTED_DOCUMENT_NOT_IN_LIST: {
    kind: 'fault',
    status: 400,
    meaning: 'The gateway executes only the documents of its manifest, and this is none of them.',
    remedy: 'Add the operation to the manifest of persisted documents.',
  },
  REQUEST_TIMEOUT: {
    kind: 'fault',
    status: 408,
    meaning: 'The request did not arrive in time. Nothing was done.',
    remedy: 'Send it again, over a faster line or in smaller pieces.',
  },
  SUBGRAPH_UNAVAILABLE: {
    kind: 'fault',
    status: 200,
    meaning: 'The service that owns the field, or its database, could not be reached; everything else is answered.',
    remedy: 'Ask `/ready` which service is away and start it; clients may retry.',
  },
  SUBGRAPH_TIMEOUT: {
    kind: 'fault',
    status: 200,
    meaning:
      'The service that owns the field did not answer within its timeout; everything else is answered. A mutation may have been done all the same.',
    remedy: 'Ask for less at once; after a mutation, look whether it was done before trying again.',
  },
  SUBGRAPH_BAD_ANSWER: {
    kind: 'fault',
    status: 200,
    meaning:
      'The service that owns the field answered something that is no GraphQL answer, or one beyond the limit; everything else is answered.',
    remedy: 'Ask for less at once; the log of the gateway says what the answer was.',
  },
  INVALID_SUBGRAPH_DATA: {
    kind: 'fault',
    status: 200,
    meaning:
      'A service answered with data that its schema does not allow: null where there must be a value, a value of another type, an object of an unknown type. A reference to what is gone is one of these.',
    remedy: 'Look at the `path`; what could not stand there is null, the rest of the answer is good.',
  },
  OPERATION_NOT_PLANNED: {
    kind: 'fault',
    status: 200,
    meaning:
      'No plan answers the operation: it asks for too much at once, for a field that no service can say of what stands there, or for fields that require another one with different arguments.',
    remedy: 'Ask for less in one operation; the message says of which field.',
  },
  POOL_EXHAUSTED: {
    kind: 'fault',
    status: 200,
    meaning: 'All connections of the service were busy for two seconds.',
    remedy: 'Look for slow statements, or raise `<SERVICE>_DB_POOL_MAX`.',
  },
  TRY_AGAIN: {
    kind: 'fault',
    status: 200,
    meaning:
      'The database gave up: a statement took too long, or two changes waited for each other. Nothing was written.',
    remedy: 'Try again; if it stays, look for slow statements and long transactions.',
  },
  BAD_REQUEST: {
    kind: 'fault',
    status: 400,
    meaning:
      'The HTTP request is none that GraphQL over HTTP knows: no query, a batch, a form, or a GET without the header that tells it from a link.',
    remedy: 'Send POST with `content-type: application/json` and a `query`.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    kind: 'fault',
    status: 200,
    meaning: 'The hash of an automatic persisted query is not known here yet.',
    remedy: 'Clients send the query along and go on; nothing to do.',
  },
  DOWNSTREAM_SERVICE_ERROR: {
    kind: 'fault',
    status: 200,
    meaning: 'A subgraph that is not ours failed without a code of its own.',
    remedy: 'Look into the logs of the service that the error names.',
  },
  INTERNAL_SERVER_ERROR: {
    kind: 'fault',
    status: 500,
    meaning: 'A defect of ours. The client sees no details; the log has them under the same request id.',
    remedy: 'Search the log for the request id and report it.',
  },
  REQUIRED: {
    kind: 'user',
    status: 200,
    meaning: 'A value that this operation needs is missing or blank.',
    remedy: 'Give the field a value.',
  },
  TOO_LONG: {
    kind: 'user',
    status: 200,
    meaning: 'A text or list is longer than its limit.',
    remedy: 'Shorten it to the limit the message names.',
  },
  OUT_OF_RANGE: {
    kind: 'user',
    status: 200,
    meaning: 'A number or date lies outside its hard bounds.',
    remedy: 'Check the measurement and its unit.',
  },
  INVALID_FORMAT: {
    kind: 'user',
    status: 200,
    meaning: 'A value does not have the form its field demands.',
    remedy: 'Follow the pattern the message names.',
  },
  NOT_FOUND: {
    kind: 'user',
    status: 200,
    meaning: 'The thing an id refers to does not exist, or is deleted.',
    remedy: 'Check the id.',
  },
  ALREADY_EXISTS: {
    kind: 'user',
    status: 200,
    meaning: 'A name or number that must be unique is taken.',
    remedy: 'Choose another, or change the existing one.',
  },
  CONFLICT: {
    kind: 'user',
    status: 200,
    meaning: 'Somebody else changed the thing in the meantime.',
    remedy: 'Read it again and decide on its present state.',
  },
  NOT_ALLOWED_NOW: {
    kind: 'user',
    status: 200,
    meaning: 'The verb is not allowed in the present state of the thing.',
    remedy: 'Do what the message says; for samples read `availableActions` and `blockedReason`.',
  },
  FORBIDDEN: {
    kind: 'user',
    status: 200,
    meaning: 'The acting person or service may not do this.',
    remedy: 'Ask somebody whose role allows it.',
  },
  CANNOT_DECRYPT: {
    kind: 'user',
    status: 200,
    meaning:
      'A stored secret cannot be read: it was moved there or changed by hand, or the key it is encrypted with is missing.',
    remedy: 'Give the service the key that the message names, or set the value anew.',
  },
  START_REFUSED: {
    kind: 'startup',
    status: 0,
    meaning: 'The process cannot start: configuration, port, data directory or database.',
    remedy: 'Do what the sentence says; every problem is listed at once.',
  },
});

export type ErrorCode = keyof typeof ERRORS;
export type UserErrorCode = {
  [K in ErrorCode]: (typeof ERRORS)[K]['kind'] extends 'user' ? K : never;
}[ErrorCode];
export type FaultCode = {
  [K in ErrorCode]: (typeof ERRORS)[K]['kind'] extends 'fault' ? K : never;
}[ErrorCode];
