import type { GraphQLFormattedError } from 'graphql';

/** What GraphQL adds to its messages when something is spelled nearly right. */
const SUGGESTION = / ?Did you mean .+\?/gs;

/** The error without names of the schema that the client did not know. */
export const withoutSuggestions = (error: GraphQLFormattedError): GraphQLFormattedError =>
  error.message.includes('Did you mean') ? { ...error, message: error.message.replace(SUGGESTION, '') } : error;
