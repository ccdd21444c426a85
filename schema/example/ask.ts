import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

export type Endpoint = { url: string; token?: string | undefined; fetch?: typeof fetch };
export type Answer<TData> = { data?: TData | null; errors?: { message: string; extensions?: { code?: string } }[] };

/**
 * Asks with a typed document: by its id in the manifest, and with its text where the gateway does not know the id. A
 * gateway that runs nothing but its manifest knows it; one that does not learns it.
 */
export async function ask<TData, TVariables>(
  endpoint: Endpoint,
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
): Promise<Answer<TData>> {
  const sha256Hash = (document as { __meta__?: { hash?: string } }).__meta__?.hash;
  const body = { variables, extensions: { persistedQuery: { version: 1, sha256Hash } } };
  const answer = await send<TData>(endpoint, body);
  const isUnknown = answer.errors?.some(({ extensions }) => extensions?.code === 'PERSISTED_QUERY_NOT_FOUND');
  return isUnknown ? send<TData>(endpoint, { ...body, query: print(document) }) : answer;
}

async function send<TData>({ url, token, fetch: send = fetch }: Endpoint, body: object): Promise<Answer<TData>> {
  const response = await send(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // Who asks, for the record of what is asked for.
      'apollographql-client-name': 'example',
      'apollographql-client-version': '1.0.0',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer<TData>;
}
