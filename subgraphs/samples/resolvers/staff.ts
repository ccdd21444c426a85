import type { SamplesContext } from '../context.ts';

/** A property that is for the staff alone: null for everybody else. It reads nothing else of its parent. */
export const forStaff = <K extends string>(property: K) =>
  Object.assign(
    <Parent extends Partial<Record<K, unknown>>>(parent: Parent, _args: object, { viewer }: SamplesContext) =>
      viewer.staff ? ((parent[property] as Parent[K]) ?? null) : null,
    { reads: [property] },
  );
