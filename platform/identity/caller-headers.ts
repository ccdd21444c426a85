import type { RequestIdentity } from './actor.ts';

const ADDRESS = 'x-caller-address';
const USER_AGENT = 'x-caller-user-agent';

/** Where a request came from, for a service that is asked by the gateway and not by the caller. */
export const callerHeaders = ({ requestId, address, userAgent }: RequestIdentity): Record<string, string> => ({
  'x-request-id': requestId,
  ...(address === null ? {} : { [ADDRESS]: address }),
  // Header values are Latin-1.
  ...(userAgent === null ? {} : { [USER_AGENT]: encodeURIComponent(userAgent.toWellFormed()) }),
});

type Headers = Record<string, string | string[] | undefined>;

/** What the gateway said of its caller; undefined where it said nothing. */
export function forwardedCaller(headers: Headers): Partial<Pick<RequestIdentity, 'address' | 'userAgent'>> {
  const { [ADDRESS]: address, [USER_AGENT]: userAgent } = headers;
  return {
    ...(typeof address === 'string' ? { address } : {}),
    ...(typeof userAgent === 'string' ? { userAgent: decoded(userAgent) } : {}),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
