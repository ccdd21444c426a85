import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { CannotRun } from '../cannot-run.ts';

const PATIENCE_MS = 4_000;

type Answer = { data?: IntrospectionQuery | null; errors?: { message: string }[] };

/** What clients see of a running endpoint. @throws CannotRun */
export async function schemaAt(url: string, headers: Record<string, string>): Promise<GraphQLSchema> {
  const { data, errors = [] } = await ask(url, headers);
  if (data == null) {
    const why = errors.map(({ message }) => message).join(' ') || 'it answered without data';
    throw new CannotRun(
      `${url} does not say what its schema is: ${why} Introspection may be off there, or want --header "authorization: Bearer …".`,
    );
  }
  return buildClientSchema(data);
}

async function ask(url: string, headers: Record<string, string>): Promise<Answer> {
  const query = getIntrospectionQuery({ inputValueDeprecation: true });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return (await response.json()) as Answer;
  } catch (error) {
    const { message, cause } = error as Error;
    const why = (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
    throw new CannotRun(`${url} cannot be asked (${why}): start it, or name another --base.`);
  }
}
