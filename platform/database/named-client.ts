import { Client, type ClientConfig, type QueryResult } from 'pg';
import { beginningAs } from '../events/writer.ts';
import { currentRequest } from '../request/scope.ts';
import { PLANNED_ANEW, statementNames } from './statement-name.ts';
import { commented, type EndedStatement, type Statement, type StatementObserver, statements } from './statements.ts';

type Send = (...args: unknown[]) => unknown;

/** What the first of several statements in a text answered. */
const firstOf = async (results: Promise<QueryResult[]>): Promise<QueryResult> => (await results)[0] as QueryResult;

/** What a connection is at, or was at last, for whoever wonders why it is held. */
export type WatchedClient = Client & { latestStatement?: string; processID?: number };

/**
 * A `pg.Client` whose statements with parameters are named by their text: PostgreSQL keeps the plans of named
 * statements only, and each holds memory in its server process, so the names of a service are limited. Statements
 * without parameters (the ORM writes values as literals) stay unnamed, for every text of theirs is another one; they
 * carry the request in a comment instead.
 */
export function namedClient(service: string, observe?: StatementObserver): typeof Client {
  const names = statementNames();
  return class NamedClient extends Client {
    latestStatement: string | undefined;

    constructor(config?: string | ClientConfig) {
      super(config);
      const send = super.query.bind(this) as Send;
      const query = (text: unknown, values?: unknown, callback?: unknown): unknown => {
        if (typeof text !== 'string') {
          return send(text, values, callback);
        }
        const parameters = Array.isArray(values) ? values : [];
        if (statements.hasSubscribers) {
          statements.publish({ service, text, parameters } satisfies Statement);
        }
        const request = currentRequest();
        const prepared = parameters.length === 0 ? undefined : names.prepared(text);
        const name = prepared ?? names.unprepared(text);
        this.latestStatement = name;
        const started = performance.now();
        const beginning = callback === undefined ? beginningAs(text) : undefined;
        const answer =
          beginning !== undefined
            ? firstOf(send(commented(beginning, request)) as Promise<QueryResult[]>)
            : prepared === undefined || text.endsWith(PLANNED_ANEW)
              ? send(commented(text, request), values, callback)
              : send({ text, values, name: prepared }, callback);
        if (observe !== undefined && answer instanceof Promise) {
          const about = { service, text, parameters, name, prepared: prepared !== undefined, request };
          this.#report(answer, started, about, observe);
        }
        return answer;
      };
      this.query = query as typeof this.query;
    }

    #report(
      answer: Promise<unknown>,
      started: number,
      about: Omit<EndedStatement, 'milliseconds' | 'command' | 'error' | 'pid'>,
      observe: StatementObserver,
    ): void {
      const ended = (command: string | undefined, error: unknown): void => {
        const { processID: pid } = this as WatchedClient;
        observe({ ...about, milliseconds: performance.now() - started, command, error, pid });
      };
      answer.then(
        (result) => ended((result as QueryResult | undefined)?.command, undefined),
        (error: unknown) => ended(undefined, error ?? new Error('failed')),
      );
    }
  };
}
