import { expect, test } from '@jest/globals';
import { readGatewayConfig } from '../../gateway/config.ts';
import { weakInGateway } from '../../gateway/weak-settings.ts';

const STRONG = {
  NODE_ENV: 'production',
  AUTH_JWKS_URL: 'https://id.example.org/keys',
  AUTH_ISSUER: 'https://id.example.org/',
  AUTH_AUDIENCE: 'lab',
  PERSISTED_DOCUMENTS: 'only',
  PERSISTED_DOCUMENTS_PATH: 'manifest.json',
  REDIS_URL: 'rediss://counts.example.org',
  TRUST_PROXY: '1',
  CORS_ORIGINS: 'https://lab.example.org',
};
const SUBGRAPHS = [{ name: 'samples', url: 'https://samples.example.org/graphql' }];
const TLS = { cert: 'a certificate', key: 'its key', ca: undefined };

function weak(change: NodeJS.ProcessEnv, { subgraphs = SUBGRAPHS, tls = undefined as typeof TLS | undefined } = {}) {
  const environment = { ...STRONG, ...change };
  return weakInGateway({ ...readGatewayConfig(environment), tls }, subgraphs, environment);
}

test('of strong settings nothing is said', () => {
  expect(weak({})).toEqual([]);
  expect(weak({ TRUST_PROXY: '' }, { tls: TLS })).toEqual([]);
  expect(weak({}, { subgraphs: [{ name: 'samples', url: 'http://127.0.0.1:4001/graphql' }] })).toEqual([]);
});

test.each<[string, NodeJS.ProcessEnv]>([
  ['AUTH_MODE', { AUTH_MODE: 'none', AUTH_MODE_NONE_IN_PRODUCTION: 'yes' }],
  ['AUTH_JWKS_URL', { AUTH_JWKS_URL: 'http://127.0.0.1:8080/keys' }],
  ['AUTH_CLOCK_TOLERANCE_S', { AUTH_CLOCK_TOLERANCE_S: '300' }],
  ['INTROSPECTION', { INTROSPECTION: 'on' }],
  ['LANDING_PAGE', { LANDING_PAGE: 'on' }],
  ['STUDIO_CORS', { STUDIO_CORS: 'on' }],
  ['CORS_ORIGINS', { CORS_ORIGINS: 'https://lab.example.org,http://lab.example.org' }],
  ['TLS_CERT', { TRUST_PROXY: '' }],
  ['METRICS_TOKEN', { HOST: '127.0.0.1' }],
  ['PERSISTED_DOCUMENTS', { PERSISTED_DOCUMENTS: 'automatic' }],
  ['RATE_ADDRESS_PER_SECOND', { RATE_ADDRESS_PER_SECOND: '0' }],
  ['RATE_COST_PER_SECOND', { RATE_COST_PER_SECOND: '0' }],
  ['REDIS_URL', { REDIS_URL: '' }],
  ['REDIS_URL', { REDIS_URL: 'redis://counts.example.org' }],
  ['MAX_DEPTH', { MAX_DEPTH: '201' }],
  ['MAX_TOKENS', { MAX_TOKENS: '1000000' }],
  ['MAX_COST', { MAX_COST: 'anonymous=1001' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'debug' }],
  ['NODE_TLS_REJECT_UNAUTHORIZED', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ['NODE_OPTIONS', { NODE_OPTIONS: '--max-old-space-size=512 --inspect=0.0.0.0' }],
])('%s is named for %j', (variable, change) => {
  expect(weak(change)).toEqual([expect.stringMatching(new RegExp(`^${variable}: .{20,}`))]);
});

test('a subgraph that is asked in the clear somewhere else is named by its variable', () => {
  const subgraphs = [...SUBGRAPHS, { name: 'read-outs', url: 'http://10.0.3.17:4002/graphql' }];
  expect(weak({}, { subgraphs })).toEqual([expect.stringMatching(/^READ_OUTS_URL: .*10\.0\.3\.17/)]);
});

test('with a token metrics are for whoever has it, whatever stands in front', () => {
  expect(weak({ HOST: '127.0.0.1', METRICS_TOKEN: 'm'.repeat(32) })).toEqual([]);
});

// What would be weaker still is no setting at all.
test.each<[NodeJS.ProcessEnv, RegExp]>([
  [{ AUTH_ALGORITHMS: 'HS256' }, /AUTH_ALGORITHMS/],
  [{ AUTH_ALGORITHMS: 'RS256,none' }, /AUTH_ALGORITHMS/],
  [{ AUTH_JWKS_URL: 'http://id.example.org/keys' }, /AUTH_JWKS_URL/],
  [{ AUTH_JWKS_URL: '' }, /AUTH_JWKS_URL/],
  [{ AUTH_MODE: 'none' }, /AUTH_MODE/],
  [{ CORS_ORIGINS: '*' }, /CORS_ORIGINS/],
  [{ TRUST_PROXY: 'true' }, /TRUST_PROXY/],
  [{ METRICS_TOKEN: 'short' }, /METRICS_TOKEN/],
])('%j stops a start', (change, problem) => {
  expect(() => readGatewayConfig({ ...STRONG, ...change })).toThrow(problem);
});
