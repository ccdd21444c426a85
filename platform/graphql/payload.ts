import { Refusal, type UserError } from '../errors/refusal.ts';
import { currentRequest } from '../request/scope.ts';
import type { Renewable } from './context.ts';

/** What a mutation's resolver gives back: the verb's result, or what the caller has to mend. */
export type Payload<T extends object> = Partial<T> & { userErrors: UserError[] };

/** Runs a service verb in the request's world, and renews it. A refusal becomes `userErrors`; anything else is a fault and stays one. */
export async function payload<C extends Renewable, T extends object>(
  context: C,
  verb: (context: C) => Promise<T>,
): Promise<Payload<T>> {
  try {
    const result = await verb(context);
    return { ...result, userErrors: [] };
  } catch (error) {
    if (error instanceof Refusal) {
      currentRequest()?.userErrors.push(...error.userErrors.map(({ code }) => code));
      return { userErrors: error.userErrors } as Payload<T>;
    }
    throw error;
  } finally {
    context.renew();
  }
}
