/** Who acts: a person or a service. Every service verb takes one, and the audit trail keeps it. */
export type Actor = {
  /** Primary key in the directory of users; null for services. */
  userId: string | null;
  name: string;
  email: string | null;
  kind: 'person' | 'service';
};

/** What a request brings along, whichever transport carried it. */
export type RequestIdentity = { actor: Actor; requestId: string; address: string | null; userAgent: string | null };
