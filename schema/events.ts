import type { EventGraph } from '../platform/events/graph.ts';
import { subgraphNamed, subgraphNames } from './subgraphs.ts';

/** The services' events, and who subscribes to them. */
export const events: EventGraph = {
  services: subgraphNames.map((name) => ({ name, url: `http://127.0.0.1:${subgraphNamed(name).port}` })),
  // The trail has everything, whenever it gets it.
  subscriptions: [{ subscriber: 'audit', wants: () => true, mayMiss: false }],
  securityLog: 'audit',
};
