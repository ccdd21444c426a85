import { hash } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import { type Statement, statements } from './statements.ts';

/** Each prepared statement holds memory in its server process: past this many a connection stops naming new ones. */
const MOST_NAMES_PER_CONNECTION = 500;

/**
 * A `pg.Client` whose statements with parameters are named by their text: PostgreSQL keeps the plans of named
 * statements only. Statements without parameters (the ORM writes values as literals) stay unnamed, for every
 * text of theirs is another one.
 */
export function namedClient(service: string): typeof Client {
  return class NamedClient extends Client {
    readonly #names = new Map<string, string>();

    constructor(config?: string | ClientConfig) {
      super(config);
      const send = super.query.bind(this) as (...args: unknown[]) => unknown;
      const query = (text: unknown, values?: unknown, callback?: unknown): unknown => {
        if (typeof text !== 'string') {
          return send(text, values, callback);
        }
        const parameters = Array.isArray(values) ? values : [];
        if (statements.hasSubscribers) {
          statements.publish({ service, text, parameters } satisfies Statement);
        }
        if (parameters.length === 0) {
          return send(text, values, callback);
        }
        return send({ text, values, name: this.#nameOf(text) }, callback);
      };
      this.query = query as typeof this.query;
    }

    #nameOf(text: string): string | undefined {
      const known = this.#names.get(text);
      if (known !== undefined || this.#names.size >= MOST_NAMES_PER_CONNECTION) {
        return known;
      }
      const name = hash('sha1', text, 'base64url');
      this.#names.set(text, name);
      return name;
    }
  };
}
