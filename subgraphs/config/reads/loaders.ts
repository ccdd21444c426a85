import { loaderOf } from '../../../platform/batching/loaders.ts';
import type { Queryable } from '../../../platform/database/columns.ts';
import { readAppConfigsById } from './app-configs.ts';
import { readFeatureFlagsById } from './feature-flags.ts';

const idOf = (row: { id: string }): string => row.id;

/** One request's batches: whatever a page of parents asks for is one statement for each kind of thing. */
export function createLoaders(em: Queryable) {
  return {
    appConfig: loaderOf((ids) => readAppConfigsById(em, ids), idOf),
    featureFlag: loaderOf((ids) => readFeatureFlagsById(em, ids), idOf),
  };
}

export type ConfigLoaders = ReturnType<typeof createLoaders>;
