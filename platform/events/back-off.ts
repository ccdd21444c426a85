export type BackOff = { firstMs: number; mostMs: number };

/** Doubles with each failure in a row; half of it by chance, so that those who failed together do not come back together. */
export const delayAfter = (failures: number, { firstMs, mostMs }: BackOff): number =>
  Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30)) * (0.5 + Math.random() / 2);
