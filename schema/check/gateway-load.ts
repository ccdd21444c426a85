import { ApolloGateway } from '@apollo/gateway';
import { switchTelemetryOff } from '../../gateway/config.ts';
import { type Planner, plannerOf } from '../../gateway/execution/plan/planner.ts';
import { executableSupergraph } from '../../gateway/supergraph/executable.ts';
import type { Finding } from './finding.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What Apollo's gateway says of a supergraph that it is to load as a start of the gateway has it do; nothing when it does. */
export async function refusalsOfGateway(supergraph: string, what = 'supergraph'): Promise<Finding[]> {
  switchTelemetryOff();
  const gateway = new ApolloGateway({
    supergraphSdl: executableSupergraph(supergraph),
    logger: silent,
    buildService: () => ({ process: () => Promise.reject(new Error('Nothing is asked here.')) }),
  });
  try {
    await gateway.load();
    return [];
  } catch (error) {
    return [refusal(what, error as Error)];
  } finally {
    // One that did not load has nothing to stop.
    await gateway.stop().catch(() => undefined);
  }
}

/** The planner of our own gateway, or why there is none. */
export function planning(supergraph: string): { planner: Planner } | { refusal: Finding } {
  try {
    return { planner: plannerOf(supergraph) };
  } catch (error) {
    return { refusal: refusal('supergraph', error as Error) };
  }
}

const refusal = (what: string, { message }: Error): Finding => ({
  check: 'gateway',
  rule: 'GATEWAY_REFUSES',
  severity: 'error',
  message: `The gateway does not load the ${what}: ${message}`,
  affects: [],
  remedy: 'It composes, so a directive or feature is new to the gateway: take it out, or a version that knows it.',
});
