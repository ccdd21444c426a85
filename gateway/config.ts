import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { currentEnvironment } from '../platform/config/env-file.ts';
import { parseEnvironment, port } from '../platform/config/environment.ts';
import { type ProcessConfig, processSchema, toProcessConfig } from '../platform/config/process.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import {
  type AuthenticationSettings,
  authenticationProblems,
  authenticationVariables,
  toAuthenticationSettings,
} from './authentication/settings.ts';
import { type LimitSettings, limitVariables, toLimitSettings } from './limits/settings.ts';
import { subgraphVariables, type TransportSettings, timeoutMs, toTransportSettings } from './transport/settings.ts';
import { toUsageSettings, type UsageSettings, usageVariables } from './usage/settings.ts';

const schema = processSchema.extend({
  ...subgraphVariables,
  ...authenticationVariables,
  ...limitVariables,
  ...usageVariables,
  PORT: port(4000),
  HOST: z.string().optional(),
  SUPERGRAPH_PATH: z.string().default(fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url))),
});

export type GatewayConfig = ProcessConfig & {
  host: string;
  port: number;
  /** The port was not asked for, so it may move in development. */
  portIsDefault: boolean;
  supergraphPath: string;
  /** Where a subgraph is reached: `<NAME>_URL` before what the supergraph says. */
  urlOf(subgraph: string): string | undefined;
  transport: TransportSettings;
  authentication: AuthenticationSettings;
  limits: LimitSettings;
  /** Where it is recorded what clients ask for. */
  usage: UsageSettings | undefined;
};

/** The variable of one subgraph, whose names are those of whatever supergraph is served. */
export const variableOf = (subgraph: string, ending: string): string =>
  `${subgraph.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_${ending}`;

export function readGatewayConfig(environment: NodeJS.ProcessEnv = currentEnvironment()): GatewayConfig {
  const values = parseEnvironment(schema, environment, authenticationProblems);
  const processConfig = toProcessConfig(values);
  return {
    ...processConfig,
    host: values.HOST ?? (values.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port: values.PORT,
    portIsDefault: !environment.PORT,
    supergraphPath: resolve(values.SUPERGRAPH_PATH),
    // The subgraphs are not known yet, so their variables are looked up as they come.
    urlOf: (subgraph) => {
      const variable = variableOf(subgraph, 'URL');
      const url = environment[variable];
      if (url && !/^https?:\/\/\S+$/.test(url)) {
        throw new StartupError(`${variable} must be an http:// or https:// URL.`);
      }
      return url || undefined;
    },
    transport: toTransportSettings(values, (subgraph) => {
      const variable = variableOf(subgraph, 'TIMEOUT_MS');
      return environment[variable]
        ? parseEnvironment(z.object({ [variable]: timeoutMs }), environment)[variable]
        : undefined;
    }),
    authentication: toAuthenticationSettings(values, processConfig),
    limits: limitsOf(values),
    usage: toUsageSettings(values),
  };
}

function limitsOf(values: z.output<typeof schema>): LimitSettings {
  const limits = toLimitSettings(values);
  if (limits.persisted.only && limits.persisted.path === undefined) {
    throw new StartupError(
      'The configuration has a problem:\n  PERSISTED_DOCUMENTS_PATH: name the manifest, for PERSISTED_DOCUMENTS is only',
    );
  }
  return limits;
}

/** `ApolloGateway` reports to its maker unless this is set before it is made. */
export function switchTelemetryOff(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
}
