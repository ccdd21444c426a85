import { resolve } from 'node:path';
import type { SingleConfig } from '../config.ts';
import type { AuthenticationSettings } from '../gateway/authentication/settings.ts';
import { httpUrl } from '../platform/http/listen.ts';
import { ROLES } from '../schema/roles.ts';

export type Banner = {
  config: Pick<SingleConfig, 'host' | 'tls'> & {
    gateway: Pick<SingleConfig['gateway'], 'host' | 'port' | 'exposure' | 'authentication'>;
  };
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
  const access = accessTo(config.gateway.authentication);
  const subgraphs = [...subgraphPorts].map(([name, at]) => `${name} ${httpUrl(config.host, at, '/graphql', secure)}`);
  return `
Ready in ${seconds.toFixed(1)} s: ${url}${moved}
${config.gateway.exposure.landingPage ? 'Open it in a browser to explore, or paste this into a terminal:' : 'Paste this into a terminal:'}

${access.command}  curl -s ${url} -H 'content-type: application/json'${access.header} -d '{"query":
    "{ samples(first: 2) { nodes { sampleName status steps { stepName status } extractions(first: 1) { nodes { confidenceScore } } auditTrail(first: 1) { nodes { action timestamp } } } } }"}'

${access.explained}

Subgraphs, which answer gateways alone:
  ${subgraphs.join('\n  ')}
Ctrl-C stops everything.
`;
}

type Access = { command: string; header: string; explained: string };

/** How whoever reads the banner gets in. */
function accessTo(authentication: AuthenticationSettings): Access {
  const header = ` -H "authorization: Bearer $TOKEN"`;
  if (authentication.mode === 'none') {
    return { command: '', header: '', explained: 'AUTH_MODE is none: whoever reaches the port may do everything.' };
  }
  if ('jwksUrl' in authentication.keys) {
    return { command: '', header, explained: `TOKEN is one of ${authentication.issuer}.` };
  }
  const { dataDir } = authentication.keys;
  const folder = dataDir === resolve('.data') ? '' : `DATA_DIR='${dataDir.replaceAll("'", `'\\''`)}' `;
  return {
    command: `  TOKEN=$(${folder}npm run --silent token -- --role technician | tail -1)\n`,
    header,
    explained: `Tokens are made by npm run token; the roles are ${Object.keys(ROLES).join(', ')}.`,
  };
}
