import type { DerivedFile } from '../checks/derived-file.ts';

const HEADER = '# Composed from the SDL beside it by `npm run schema:compose`; do not edit.\n\n';

/** The committed file for a supergraph that was composed. */
export const supergraphFile = (supergraph: string): DerivedFile => ({
  url: new URL('./supergraph.graphql', import.meta.url),
  content: `${HEADER}${supergraph.trimEnd()}\n`,
});
