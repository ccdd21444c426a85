import { z } from 'zod';
import { commaSeparated, wholeNumber } from '../../platform/config/environment.ts';
import type { ProcessConfig } from '../../platform/config/process.ts';

/** What signs with a secret that both sides know is not among them, and what does not sign at all even less. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

/** The variables that say who is believed about who calls. */
export const authenticationVariables = {
  AUTH_MODE: z.enum(['jwt', 'none'], 'must be jwt or none').default('jwt'),
  AUTH_MODE_NONE_IN_PRODUCTION: z.literal('yes', 'can only be yes, which lets everybody do everything').optional(),
  AUTH_JWKS_URL: z
    .string()
    .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'must be an http:// or https:// URL')
    .optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_ALGORITHMS: z
    .string()
    .transform(commaSeparated)
    .pipe(z.array(z.enum(ALGORITHMS, `must be some of ${ALGORITHMS.join(', ')}, separated by commas`)).min(1))
    .default(['RS256', 'PS256', 'ES256', 'EdDSA']),
  AUTH_CLOCK_TOLERANCE_S: wholeNumber(5, 0, 300),
  AUTH_ROLES_CLAIM: z.string().default('roles'),
};

const variables = z.object(authenticationVariables);

/** Whose keys a token's signature is checked with: a provider's, or those of the data folder's own issuer. */
export type KeySource = { jwksUrl: string } | { dataDir: string };

export type TokenSettings = {
  mode: 'jwt';
  keys: KeySource;
  issuer: string;
  audience: string;
  algorithms: readonly string[];
  clockToleranceSeconds: number;
  rolesClaim: string;
};

/** `none`: nobody is asked who they are, and everybody may do everything. */
export type AuthenticationSettings = TokenSettings | { mode: 'none' };

export const DEVELOPMENT_ISSUER = 'urn:nanopore:development';
export const DEVELOPMENT_AUDIENCE = 'urn:nanopore:gateway';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What is wrong with the variables as a whole, in the form of the problems that they have each by itself. */
export function authenticationProblems(given: NodeJS.ProcessEnv): string[] {
  const production = given.NODE_ENV === 'production';
  const { AUTH_JWKS_URL: url } = given;
  if (given.AUTH_MODE === 'none') {
    return production && given.AUTH_MODE_NONE_IN_PRODUCTION === undefined
      ? ['AUTH_MODE: none lets everybody do everything; if production means it, set AUTH_MODE_NONE_IN_PRODUCTION=yes']
      : [];
  }
  if (url === undefined) {
    const [lonely] = (['AUTH_ISSUER', 'AUTH_AUDIENCE'] as const).filter((name) => given[name] !== undefined);
    if (production) {
      return [
        'AUTH_JWKS_URL: must be set in production: where the identity provider has its keys (the issuer in DATA_DIR is for development)',
      ];
    }
    return lonely === undefined ? [] : [`AUTH_JWKS_URL: must be set where ${lonely} is`];
  }
  const insecure =
    production && URL.canParse(url) && new URL(url).protocol === 'http:' && !LOOPBACK.test(new URL(url).hostname);
  return [
    ...(insecure
      ? ['AUTH_JWKS_URL: must be an https:// URL in production: whoever sends the keys decides who is who']
      : []),
    ...(given.AUTH_ISSUER === undefined
      ? ['AUTH_ISSUER: must be set where AUTH_JWKS_URL is: `iss` of the tokens']
      : []),
    ...(given.AUTH_AUDIENCE === undefined
      ? ['AUTH_AUDIENCE: must be set where AUTH_JWKS_URL is: `aud` of the tokens that are meant for this graph']
      : []),
  ];
}

export function toAuthenticationSettings(
  values: z.output<typeof variables>,
  { dataDir }: Pick<ProcessConfig, 'dataDir'>,
): AuthenticationSettings {
  if (values.AUTH_MODE === 'none') {
    return { mode: 'none' };
  }
  return {
    mode: 'jwt',
    keys: values.AUTH_JWKS_URL === undefined ? { dataDir } : { jwksUrl: values.AUTH_JWKS_URL },
    issuer: values.AUTH_ISSUER ?? DEVELOPMENT_ISSUER,
    audience: values.AUTH_AUDIENCE ?? DEVELOPMENT_AUDIENCE,
    algorithms: values.AUTH_ALGORITHMS,
    clockToleranceSeconds: values.AUTH_CLOCK_TOLERANCE_S,
    rolesClaim: values.AUTH_ROLES_CLAIM,
  };
}
