import type { JSONWebKeySet } from 'jose';

const PATIENCE_MS = 5_000;

/** The keys that an identity provider publishes at `url`, a JSON Web Key Set. */
export const publishedKeys = (url: string) => async (): Promise<JSONWebKeySet> => {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    // An issuer that moved is one that an operator has to agree to.
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: Error) => {
    throw new Error(`${url} does not answer: ${reasonOf(error)}`, { cause: error });
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${url} answers with status ${response.status}`);
  }
  return (await response.json()) as JSONWebKeySet;
};

const reasonOf = ({ message, cause }: Error): string =>
  (cause as NodeJS.ErrnoException | undefined)?.code ?? (cause as Error | undefined)?.message ?? message;
