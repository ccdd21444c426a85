import type { Base } from '../base/base.ts';
import type { Finding } from '../finding.ts';
import type { KnownOperations } from '../operations/known.ts';
import { usesOf } from '../operations/uses.ts';
import type { Places } from '../places.ts';
import { accessChanges } from './access-changes.ts';
import { apiChanges } from './api-changes.ts';
import type { Change } from './change.ts';
import { federationChanges, type SdlByName } from './federation-changes.ts';
import { judged } from './judge.ts';
import { lostChanges } from './lost.ts';

type Sides = { base: Extract<Base, { title: string }>['side']; head: Extract<Base, { title: string }>['side'] };

/** What has changed between two graphs, and what that means to whoever asks. */
export async function changeFindings(
  { base, head }: Sides,
  operations: KnownOperations,
  places: Places,
): Promise<Finding[]> {
  if (base === head) {
    return [];
  }
  const schemas = { before: base.apiSchema, after: head.apiSchema };
  const changes: (Change & { subgraph?: string })[] = [
    ...(await apiChanges(schemas)),
    // Of a file or an endpoint nobody knows the subgraphs.
    ...(base.sdl.size === 0 ? [] : federationChanges(base.sdl, head.sdl)),
    ...(base.supergraph === undefined || head.supergraph === undefined
      ? []
      : accessChanges(base.supergraph, head.supergraph)),
  ];
  return judgedAll(changes, base, operations, places);
}

/** The same where the subgraphs do not compose: only of what is gone altogether, and only where somebody asks for it. */
export function lossFindings(
  base: Sides['base'],
  sdl: SdlByName,
  operations: KnownOperations,
  places: Places,
): Finding[] {
  const uses = usesOf(operations.all, base.apiSchema);
  const changes = lostChanges(base.apiSchema, sdl.values()).filter(({ met }) => met(uses).length > 0);
  return judgedAll(changes, base, operations, places);
}

function judgedAll(
  changes: readonly (Change & { subgraph?: string })[],
  base: Sides['base'],
  { all, knowsTraffic }: KnownOperations,
  places: Places,
): Finding[] {
  const uses = usesOf(all, base.apiSchema);
  return changes.map((change) => ({
    ...judged(change, { uses, knowsTraffic }),
    place: places.of(change.coordinate, change.subgraph),
  }));
}
