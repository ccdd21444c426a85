import type { GraphQLSchema } from 'graphql';
import type { RequestGuard } from '../../platform/http/graphql-server.ts';
import type { Log } from '../../platform/log/log.ts';
import type { GatewayContext } from '../execution/executor.ts';
import { admission } from './admission.ts';
import { type Charge, costControl } from './cost/cost-control.ts';
import type { Weights } from './cost/weights.ts';
import { readDocumentId } from './document-id.ts';
import { persistedDocuments } from './persisted-documents.ts';
import { openRates } from './rate/rates.ts';
import type { LimitSettings } from './settings.ts';

export type OpenGuard = RequestGuard<GatewayContext> & {
  /** For operations that Apollo Server does not see. */
  charge: Charge;
  close(): Promise<void>;
};

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
  const admit = admission(limits, documents.listed);
  const rates = await openRates(limits.rate, log);
  const cost = costControl({ limits: limits.cost, weightsIn, spend: rates.spend });
  return {
    arrives: (request) => rates.arrives(request.ip),
    admits: (request) => {
      readDocumentId(request);
      admit(request);
    },
    plugins: [cost.plugin],
    charge: cost.charge,
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
