import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import type { CertifiedBy } from './certificates.ts';

type Shown = { ca: string; as?: CertifiedBy | undefined };

/** Asks over HTTPS as somebody with this certificate, or without one. */
export async function askSecurely(url: string, { ca, as }: Shown, query?: string) {
  const agent = new Agent({
    connect: { ca: readFileSync(ca), ...(as && { cert: readFileSync(as.TLS_CERT), key: readFileSync(as.TLS_KEY) }) },
  });
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      ...(query === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query }),
          }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
    return { status: statusCode, answer: (await body.json()) as any };
  } finally {
    await agent.destroy();
  }
}
