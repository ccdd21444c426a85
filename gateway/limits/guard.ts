import type { GraphQLSchema } from 'graphql';
import type { RequestGuard } from '../../platform/http/graphql-server.ts';
import type { Log } from '../../platform/log/log.ts';
import type { GatewayContext } from '../execution/executor.ts';
import { admission } from './admission.ts';
import { costControl } from './cost/cost-control.ts';
import type { Weights } from './cost/weights.ts';
import { persistedDocuments } from './persisted-documents.ts';
import { openRates } from './rate/rates.ts';
import type { LimitSettings } from './settings.ts';

export type OpenGuard = RequestGuard<GatewayContext> & { close(): Promise<void> };

/**
 * What clients of the gateway are kept to, in the order in which it is looked at: requests by address, the body, the
 * text of the document, its shape, then (once it is valid) its cost, and what the caller has asked for lately.
 */
export async function openGuard(
  limits: LimitSettings,
  weightsIn: (schema: GraphQLSchema) => Weights,
  log: Log,
): Promise<OpenGuard> {
  const documents = persistedDocuments(limits.persisted, log);
  const rates = await openRates(limits.rate, log);
  return {
    arrives: (request) => rates.arrives(request.ip),
    admits: admission(limits, documents.listed),
    plugins: [costControl({ limits: limits.cost, weightsIn, spend: rates.spend })],
    persistedQueries: documents.persistedQueries,
    bodyValues: limits.bodyValues,
    requestTimeoutMs: limits.requestTimeoutMs,
    operationTimeoutMs: limits.operationTimeoutMs,
    corsOrigins: limits.corsOrigins,
    trustProxy: limits.trustProxy,
    close: async () => {
      documents.close();
      await rates.close();
    },
  };
}
