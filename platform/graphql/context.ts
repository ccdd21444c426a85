/** A context whose unit of work and loaders can be made anew in the middle of a request. */
export type Renewable = { renew(): void };

/**
 * Makes a request's context. Mutations of one request run one after the other: each renews the context, so that its
 * payload shows what it wrote and not what an earlier one had loaded.
 */
export function renewable<T extends object>(make: () => T): T & Renewable {
  const context: T & Renewable = Object.assign(make(), {
    renew: (): void => {
      Object.assign(context, make());
    },
  });
  return context;
}
