import type { FastifyRequest } from 'fastify';

type Sent = Record<string, unknown>;

/** Before a hash; other prefixes are the application's own. */
const SHA256 = 'sha256:';

/**
 * Understands `documentId` of GraphQL over HTTP (appendix A, persisted documents) beside Apollo's
 * `extensions.persistedQuery`: turns the one into the other, in the body or in the URL. What is no text is left for
 * Apollo Server to refuse.
 */
export function readDocumentId(request: FastifyRequest): void {
  const { method, body, raw } = request;
  if (method === 'GET') {
    const { documentId } = request.query as Sent;
    if (typeof documentId === 'string') {
      const [path = '', search = ''] = (raw.url ?? '').split('?', 2);
      const parameters = new URLSearchParams(search);
      parameters.set('extensions', JSON.stringify(named(documentId, read(parameters.get('extensions')))));
      raw.url = `${path}?${parameters}`;
    }
    return;
  }
  if (typeof body === 'object' && body !== null && typeof (body as Sent).documentId === 'string') {
    const sent = body as Sent;
    sent.extensions = named(sent.documentId as string, sent.extensions);
  }
}

const named = (documentId: string, extensions: unknown): object => ({
  ...(typeof extensions === 'object' ? extensions : {}),
  persistedQuery: {
    version: 1,
    sha256Hash: documentId.startsWith(SHA256) ? documentId.slice(SHA256.length) : documentId,
  },
});

function read(json: string | null): unknown {
  try {
    return json === null ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
