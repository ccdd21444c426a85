import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Statement, statements } from '../../platform/database/statements.ts';
import { currentRequest } from '../../platform/request/scope.ts';
import { type GatewayUnderTest, type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

let graph: GraphUnderTest;
let distributed: GatewayUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true });
  distributed = await graph.distributed();
});
afterAll(async () => {
  await distributed.close();
  await graph.close();
});

const QUERY = `query WardRound {
  samples(first: 2) { nodes { id steps { id } extractions(first: 1) { nodes { id } } auditTrail(first: 1) { nodes { id } } } }
}`;

/** On whose behalf each statement ran, by service. */
async function requestsOf(gateway: GatewayUnderTest, requestId: string): Promise<Map<string, Set<string>>> {
  const seen = new Map<string, Set<string>>();
  const listener = (message: unknown): void => {
    const { service } = message as Statement;
    const request = currentRequest();
    const names = seen.get(service) ?? new Set();
    seen.set(service, names.add(`${request?.operation} ${request?.requestId} ${request?.kind}`));
  };
  statements.subscribe(listener);
  try {
    const { headers, body } = await gateway.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'x-request-id': requestId },
      payload: { query: QUERY },
    });
    expect(JSON.parse(body).errors).toBeUndefined();
    expect(headers['x-request-id']).toBe(requestId);
  } finally {
    statements.unsubscribe(listener);
  }
  return seen;
}

test.each(['single', 'distributed'])(
  '%s: every statement of every service knows the request it works for',
  async (topology) => {
    const requestId = `round-${topology}`;
    const requests = await requestsOf(topology === 'single' ? graph : distributed, requestId);
    const own = new Set([`WardRound ${requestId} query`]);
    expect(requests).toEqual(new Map([...requests.keys()].map((service) => [service, own])));
    expect([...requests.keys()].sort()).toEqual(['ai', 'audit', 'samples']);
  },
);
