import { expect, test } from '@jest/globals';
import { readSingleConfig } from '../../../config.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';

const PROVIDER = {
  AUTH_JWKS_URL: 'https://id.example.org/keys',
  AUTH_ISSUER: 'https://id.example.org/',
  AUTH_AUDIENCE: 'https://lab.example.org/graph',
};
const PRODUCTION = { NODE_ENV: 'production', CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };

function problemsOf(read: (environment: NodeJS.ProcessEnv) => unknown, environment: NodeJS.ProcessEnv): string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

test('a lab without a provider has its own issuer, in its data folder', () => {
  expect(readGatewayConfig({ DATA_DIR: '/somewhere' }).authentication).toMatchObject({
    mode: 'jwt',
    keys: { dataDir: '/somewhere' },
    algorithms: expect.arrayContaining(['EdDSA']),
    clockToleranceSeconds: 5,
  });
});

test('production takes a provider, and nothing less', () => {
  expect(readGatewayConfig({ ...PRODUCTION, ...PROVIDER }).authentication).toMatchObject({
    keys: { jwksUrl: PROVIDER.AUTH_JWKS_URL },
    issuer: PROVIDER.AUTH_ISSUER,
    audience: PROVIDER.AUTH_AUDIENCE,
  });
});

test.each<[what: string, variables: NodeJS.ProcessEnv, problems: RegExp[]]>([
  ['production without a provider', PRODUCTION, [/^ {2}AUTH_JWKS_URL: must be set in production/]],
  ['production without identities', { ...PRODUCTION, AUTH_MODE: 'none' }, [/^ {2}AUTH_MODE: none lets everybody/]],
  [
    'keys that come over an open line',
    { ...PRODUCTION, ...PROVIDER, AUTH_JWKS_URL: 'http://id.example.org/keys' },
    [/^ {2}AUTH_JWKS_URL: must be an https:/],
  ],
  [
    'a provider of whom nothing is known but the keys',
    { AUTH_JWKS_URL: PROVIDER.AUTH_JWKS_URL },
    [/^ {2}AUTH_ISSUER: must be set/, /^ {2}AUTH_AUDIENCE: must be set/],
  ],
  ['an issuer without keys', { AUTH_ISSUER: 'x' }, [/^ {2}AUTH_JWKS_URL: must be set where AUTH_ISSUER is/]],
  ['an audience without keys', { AUTH_AUDIENCE: 'x' }, [/^ {2}AUTH_JWKS_URL: must be set where AUTH_AUDIENCE is/]],
  ['a mode that is none', { AUTH_MODE: 'off' }, [/^ {2}AUTH_MODE: must be jwt or none/]],
  ['a URL that is none', { ...PROVIDER, AUTH_JWKS_URL: 'keys' }, [/^ {2}AUTH_JWKS_URL: must be an http/]],
  [
    'an algorithm with a shared secret',
    { AUTH_ALGORITHMS: 'RS256,HS256' },
    [/^ {2}AUTH_ALGORITHMS\S*: must be some of/],
  ],
  ['no algorithm', { AUTH_ALGORITHMS: 'none' }, [/^ {2}AUTH_ALGORITHMS\S*: must be some of/]],
  ['a clock that is wrong by hours', { AUTH_CLOCK_TOLERANCE_S: '7200' }, [/^ {2}AUTH_CLOCK_TOLERANCE_S: /]],
  [
    'a yes that is none',
    { AUTH_MODE_NONE_IN_PRODUCTION: 'on' },
    [/^ {2}AUTH_MODE_NONE_IN_PRODUCTION: can only be yes/],
  ],
  [
    'all of it together with what has nothing to do with it',
    { ...PRODUCTION, PORT: 'many', SAMPLES_PORT: '70000', SEED: 'demo' },
    [/SAMPLES_PORT/, /AUDIT_SIGNING_KEY: must be set/, /PORT: must be a port/, /AUTH_JWKS_URL: must be set/, /SEED/],
  ],
])('the start refuses %s', (what, variables, problems) => {
  const read = what.startsWith('all of it') ? readSingleConfig : readGatewayConfig;
  const found = problemsOf(read, variables);
  expect(found).toEqual(problems.map((problem) => expect.stringMatching(problem)));
});

test.each<[what: string, variables: NodeJS.ProcessEnv]>([
  ['none in development', { AUTH_MODE: 'none' }],
  ['none in production by its own word', { ...PRODUCTION, AUTH_MODE: 'none', AUTH_MODE_NONE_IN_PRODUCTION: 'yes' }],
])('%s means that nobody is asked', (_what, variables) => {
  expect(readGatewayConfig(variables).authentication).toEqual({ mode: 'none' });
});

test('a provider on the same machine may have an open line in production', () => {
  for (const AUTH_JWKS_URL of ['http://127.0.0.1:80/keys', 'http://localhost/keys', 'http://[::1]/keys']) {
    expect(problemsOf(readGatewayConfig, { ...PRODUCTION, ...PROVIDER, AUTH_JWKS_URL })).toEqual([]);
  }
  const disguised = { ...PRODUCTION, ...PROVIDER, AUTH_JWKS_URL: 'http://127.0.0.1.example.org/keys' };
  expect(problemsOf(readGatewayConfig, disguised)).toHaveLength(1);
});
