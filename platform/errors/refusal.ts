import type { UserErrorCode } from './registry.ts';

/** What a caller can mend; the GraphQL type `UserError`. `field` is the path into the input, outermost first. */
export type UserError = { code: UserErrorCode; message: string; field: string[] | null };

/** Thrown by services to leave a transaction without writing anything; becomes `userErrors` of the payload. */
export class Refusal extends Error {
  readonly userErrors: UserError[];

  constructor(userErrors: UserError[]) {
    super(userErrors.map((error) => error.message).join(' '));
    this.name = 'Refusal';
    this.userErrors = userErrors;
  }
}

export const refuse = (code: UserErrorCode, field: string | string[] | null, message: string): Refusal =>
  new Refusal([{ code, message, field: typeof field === 'string' ? [field] : field }]);
