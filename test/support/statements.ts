import { type Statement, statements } from '../../platform/database/statements.ts';

/** The SQL statements that a piece of work sends, in order. */
export async function statementsOf(work: () => Promise<unknown>, service?: string): Promise<Statement[]> {
  const seen: Statement[] = [];
  const listener = (message: unknown): void => {
    const statement = message as Statement;
    if (service === undefined || statement.service === service) {
      seen.push(statement);
    }
  };
  statements.subscribe(listener);
  try {
    await work();
  } finally {
    statements.unsubscribe(listener);
  }
  return seen;
}
