import type { SamplesContext } from '../context.ts';

/** A property that is for the staff alone: null for everybody else. */
export const forStaff =
  <K extends string>(property: K) =>
  <Parent extends Partial<Record<K, unknown>>>(parent: Parent, _args: object, { viewer }: SamplesContext) =>
    viewer.staff ? ((parent[property] as Parent[K]) ?? null) : null;
