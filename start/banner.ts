import type { SingleConfig } from '../config.ts';
import { httpUrl } from '../platform/http/listen.ts';

export type Banner = {
  config: Pick<SingleConfig, 'host' | 'tls'> & { gateway: Pick<SingleConfig['gateway'], 'host' | 'port' | 'exposure'> };
  port: number;
  subgraphPorts: Map<string, number>;
  seconds: number;
};

/** What a newcomer needs: where it is, and something to paste. */
export function banner({ config, port, subgraphPorts, seconds }: Banner): string {
  const secure = config.tls?.cert !== undefined;
  const url = httpUrl(config.gateway.host, port, '/graphql', secure);
  const moved =
    port === config.gateway.port || config.gateway.port === 0 ? '' : ` (port ${config.gateway.port} was taken)`;
  const subgraphs = [...subgraphPorts].map(([name, at]) => `${name} ${httpUrl(config.host, at, '/graphql', secure)}`);
  return `
Ready in ${seconds.toFixed(1)} s: ${url}${moved}
${config.gateway.exposure.landingPage ? 'Open it in a browser to explore, or paste this into a terminal:' : 'Paste this into a terminal:'}

  curl -s ${url} -H 'content-type: application/json' -d '{"query":
    "{ samples(first: 2) { nodes { sampleName status steps { stepName status } extractions(first: 1) { nodes { confidenceScore } } auditTrail(first: 1) { nodes { action timestamp } } } } }"}'

Subgraphs, which answer gateways alone:
  ${subgraphs.join('\n  ')}
Ctrl-C stops everything.
`;
}
