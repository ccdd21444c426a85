import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { ERRORS, type FaultCode } from '../errors/registry.ts';

/** A whole request that is refused, with the HTTP status of its code. */
export const refusedRequest = (
  code: FaultCode,
  message: string,
  details: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): GraphQLError =>
  new GraphQLError(message, {
    extensions: {
      code,
      ...details,
      http: { status: ERRORS[code].status, headers: new HeaderMap(Object.entries(headers)) },
    },
  });
