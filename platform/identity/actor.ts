/** Who acts: a person, a service, or nobody who said who they are. Every service verb takes one, and the audit trail keeps it. */
export type Actor = {
  /** Primary key in the directory of users; null for services and for nobody. */
  userId: string | null;
  name: string;
  /** Verified by whoever issued the identity; null when it is not. */
  email: string | null;
  kind: 'person' | 'service' | 'anonymous';
  /** What the actor may do, in the words of `@requiresScopes`. */
  scopes: ReadonlySet<string>;
  /** Where the identity comes from, for the directory; absent for who has no row there to be made. */
  account?: Account;
};

/** Somebody as an issuer of identities knows them; the two together are nobody else. */
export type Account = { issuer: string; subject: string };

/** What a request brings along, whichever transport carried it. */
export type RequestIdentity = { actor: Actor; requestId: string; address: string | null; userAgent: string | null };

/** Nobody: a request without an identity. */
export const ANONYMOUS: Actor = { userId: null, name: 'nobody', email: null, kind: 'anonymous', scopes: new Set() };

class EveryScope extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/** Holds whatever scope is asked for: for a graph without identities, and for what an operator does by command. */
export const EVERY_SCOPE: ReadonlySet<string> = new EveryScope();

/** Whoever asks, where nobody is asked who they are. */
export const EVERYBODY: Actor = { userId: null, name: 'everybody', email: null, kind: 'service', scopes: EVERY_SCOPE };
