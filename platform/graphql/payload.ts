import { Refusal, type UserError } from '../errors/refusal.ts';

/** What a mutation's resolver gives back: the verb's result, or what the caller has to mend. */
export type Payload<T extends object> = Partial<T> & { userErrors: UserError[] };

/** Runs a service verb. A refusal becomes `userErrors`; anything else is a fault and stays one. */
export async function payload<T extends object>(verb: () => Promise<T>): Promise<Payload<T>> {
  try {
    return { ...(await verb()), userErrors: [] };
  } catch (error) {
    if (error instanceof Refusal) {
      return { userErrors: error.userErrors } as Payload<T>;
    }
    throw error;
  }
}
