import { isIP } from 'node:net';
import { z } from 'zod';
import { commaSeparated, wholeNumber } from '../../platform/config/environment.ts';
import { requestTimeoutMs } from '../../platform/config/process.ts';
import { isRole, ROLES, type Role } from '../../schema/roles.ts';

/** What of a document may be there, before anybody looks at what it means. */
export type DocumentLimits = {
  /** Characters of the text. */
  length: number;
  tokens: number;
  depth: number;
  selections: number;
  aliases: number;
  directives: number;
  rootFields: number;
  /** Pairs of selections at the same place of the answer. */
  pairs: number;
};

export type CostLimits = {
  /** The most that one operation may cost whoever has the role. */
  most: Readonly<Record<Role | 'anonymous', number>>;
  /** Entries of a list of which the supergraph does not say how long it is. */
  listSize: number;
};

/** `perSecond` may go on for ever, `burst` at once. `perSecond` of 0 is no limit. */
export type Rate = { perSecond: number; burst: number };

export type RateLimits = {
  /** Requests of one address. */
  address: Rate;
  /** Cost of what one identity asks for. */
  identity: Rate;
  /** Where several gateways keep their common counts. */
  redisUrl: string | undefined;
};

export type PersistedDocumentsSettings = { only: boolean; path: string | undefined };

export type LimitSettings = {
  document: DocumentLimits;
  /** Values in the JSON of a request. */
  bodyValues: number;
  cost: CostLimits;
  rate: RateLimits;
  /** How long an operation may take. */
  operationTimeoutMs: number;
  /** How long a request may take to arrive. */
  requestTimeoutMs: number;
  corsOrigins: string[];
  /** What Fastify believes of `x-forwarded-for`: the proxies, or how many there are. */
  trustProxy: false | number | string[];
  persisted: PersistedDocumentsSettings;
};

const COSTS: Readonly<Record<Role | 'anonymous', number>> = {
  anonymous: 100,
  submitter: 5_000,
  technician: 20_000,
  lab_manager: 20_000,
  auditor: 20_000,
  admin: 20_000,
  service: 20_000,
};

const costs = z.string().transform((text, context) => {
  const most: Record<string, number> = { ...COSTS };
  for (const part of commaSeparated(text)) {
    const [, role, cost] = /^(\w+)=(\d{1,9})$/.exec(part) ?? [];
    if (role === undefined || (role !== 'anonymous' && !isRole(role))) {
      const roles = ['anonymous', ...Object.keys(ROLES)].join(', ');
      context.addIssue(`must be a list such as anonymous=100,technician=20000; the roles are ${roles}`);
      return z.NEVER;
    }
    most[role] = Number(cost);
  }
  return most as Record<Role | 'anonymous', number>;
});

const isOrigin = (text: string): boolean =>
  /^https?:\/\/\S+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const origins = z
  .string()
  .transform(commaSeparated)
  .refine((all) => all.every(isOrigin), 'must be origins such as https://lab.example.org, separated by commas');

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return NAMED_NETWORKS.includes(text) || (version !== 0 && Number(bits ?? 0) <= (version === 4 ? 32 : 128));
}

/** Everybody (`true`) is not among them: then everybody may say where a request is from. */
const proxies = z
  .string()
  .refine(
    (text) => /^\d$/.test(text) || commaSeparated(text).every(isNetwork),
    'must be the number of proxies, or their addresses or networks such as 10.0.0.0/8, separated by commas',
  )
  .transform((text) => (/^\d$/.test(text) ? Number(text) : commaSeparated(text)));

const redisUrl = z
  .string()
  .refine((text) => /^rediss?:\/\/\S+$/.test(text) && URL.canParse(text), 'must be a redis:// or rediss:// URL');

const most = (standard: number) => wholeNumber(standard, 1, 1_000_000);

/** The variables that say how much one client may ask for. */
export const limitVariables = {
  MAX_DOCUMENT_LENGTH: most(100_000),
  MAX_TOKENS: most(5_000),
  MAX_DEPTH: most(20),
  MAX_SELECTIONS: most(2_000),
  MAX_ALIASES: most(100),
  MAX_DIRECTIVES: most(50),
  MAX_ROOT_FIELDS: most(25),
  MAX_MERGED_PAIRS: most(5_000),
  MAX_BODY_VALUES: most(50_000),
  MAX_COST: costs.default({ ...COSTS }),
  COST_LIST_SIZE: wholeNumber(1, 1, 10_000),
  RATE_ADDRESS_PER_SECOND: wholeNumber(200, 0, 1_000_000),
  RATE_ADDRESS_BURST: wholeNumber(1_000, 1, 10_000_000),
  RATE_COST_PER_SECOND: wholeNumber(5_000, 0, 100_000_000),
  RATE_COST_BURST: wholeNumber(100_000, 1, 1_000_000_000),
  REDIS_URL: redisUrl.optional(),
  OPERATION_TIMEOUT_MS: wholeNumber(60_000, 10, 3_600_000),
  REQUEST_TIMEOUT_MS: requestTimeoutMs,
  CORS_ORIGINS: origins.default([]),
  TRUST_PROXY: proxies.optional(),
  PERSISTED_DOCUMENTS: z.enum(['automatic', 'only'], 'must be automatic or only').default('automatic'),
  PERSISTED_DOCUMENTS_PATH: z.string().optional(),
};

const variables = z.object(limitVariables);

/** Each variable as it is where nothing is set. */
export const limitsByStandard = variables.parse({});

export const toLimitSettings = (values: z.output<typeof variables>): LimitSettings => ({
  document: {
    length: values.MAX_DOCUMENT_LENGTH,
    tokens: values.MAX_TOKENS,
    depth: values.MAX_DEPTH,
    selections: values.MAX_SELECTIONS,
    aliases: values.MAX_ALIASES,
    directives: values.MAX_DIRECTIVES,
    rootFields: values.MAX_ROOT_FIELDS,
    pairs: values.MAX_MERGED_PAIRS,
  },
  bodyValues: values.MAX_BODY_VALUES,
  cost: { most: values.MAX_COST, listSize: values.COST_LIST_SIZE },
  rate: {
    address: { perSecond: values.RATE_ADDRESS_PER_SECOND, burst: values.RATE_ADDRESS_BURST },
    identity: { perSecond: values.RATE_COST_PER_SECOND, burst: values.RATE_COST_BURST },
    redisUrl: values.REDIS_URL,
  },
  operationTimeoutMs: values.OPERATION_TIMEOUT_MS,
  requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
  corsOrigins: values.CORS_ORIGINS,
  trustProxy: values.TRUST_PROXY ?? false,
  persisted: { only: values.PERSISTED_DOCUMENTS === 'only', path: values.PERSISTED_DOCUMENTS_PATH },
});
