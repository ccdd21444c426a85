/**
 * Every query and mutation × every role × every kind of credential, asked of the gateway and of the port of the service
 * that owns the field: answered, or refused in these very words. The operations come from the schema, so a new root
 * field is among them; whoever may use it has to be written into `access/roles.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import { identifyBy } from '../../gateway/authentication/identify.ts';
import { type Actor, ANONYMOUS } from '../../platform/identity/actor.ts';
import { silentLog } from '../../platform/log/log.ts';
import { type ComposedGraph, composeSupergraph } from '../../schema/composition.ts';
import { ROLES, type Role, scopesOf } from '../../schema/roles.ts';
import { readSubgraphs } from '../../schema/subgraphs.ts';
import { settingsFor } from '../gateway/authentication/guarded-server.ts';
import { newKey, type Provider, provider } from '../gateway/authentication/provider.ts';
import { type DistributedUnderTest, type GraphUnderTest, graphUnderTest } from '../support/graph.ts';
import { TEST_IDENTITY } from '../support/service.ts';
import { newPair, vouching } from '../support/vouching.ts';
import { type Credentials, credentialsOf } from './access/credentials.ts';
import { FIELDS_WITH_A_ROW, mayUse } from './access/roles.ts';
import { type MadeUp, operationsOf } from './made-up-requests.ts';

const ALL_ROLES = Object.keys(ROLES) as Role[];
const composed = composeSupergraph(readSubgraphs()) as ComposedGraph;
const OPERATIONS = operationsOf(composed.apiSchema);
const named = OPERATIONS.map((operation) => [operation.field, operation] as const);

let issuer: Provider;
let graph: GraphUnderTest;
let distributed: DistributedUnderTest;
let ports: Map<string, Pool>;
const credentials = new Map<Role, Credentials>();
beforeAll(async () => {
  const rsa = await newKey('RS256');
  const forged = await newKey('RS256', rsa.kid);
  issuer = await provider(rsa);
  for (const role of ALL_ROLES) {
    credentials.set(role, await credentialsOf(role, issuer, { rsa, forged }));
  }
  const { identify } = identifyBy(settingsFor(issuer), silentLog());
  graph = await graphUnderTest({ demonstration: true, identify });
  distributed = await graph.distributed();
  ports = new Map([...distributed.urls].map(([name, url]) => [name, new Pool(new URL(url).origin)]));
});
afterAll(async () => {
  await Promise.all([...ports.values()].map((pool) => pool.close()));
  await distributed.close();
  await graph.close();
  await issuer[Symbol.asyncDispose]();
});

test('every query and mutation has a row, and one only', () => {
  expect(FIELDS_WITH_A_ROW.toSorted()).toEqual(OPERATIONS.map(({ field }) => field).toSorted());
});

type Verdict = { status: number; errors: unknown };

const ANSWERED: Verdict = { status: 200, errors: [] };
const refusedField = ({ type, field }: MadeUp, missing: string): Verdict => ({
  status: 200,
  errors: [
    {
      message: `${type}.${field} is not for everybody: ${missing} is missing.`,
      path: [field],
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
    },
  ],
});
const refusedRequest = (code: string, message: string): Verdict => ({ status: 401, errors: [{ code, message }] });
const BAD_TOKEN = refusedRequest('UNAUTHENTICATED', 'The token is not valid, or not any more: sign in again.');
const NO_BEARER = refusedRequest('UNAUTHENTICATED', 'The header must be `authorization: Bearer` and a token.');
const NOT_TRUSTED = refusedRequest('CALLER_NOT_TRUSTED', 'Nobody who is trusted here vouches for this request.');

/** What a service says of made-up input does not matter, as long as it was asked. */
function verdictOf(status: number, text: string): Verdict {
  const { errors = [] } = JSON.parse(text) as { errors?: GraphQLFormattedError[] };
  const seen = errors
    .map(({ message, path, extensions }) => ({ message, ...(path && { path }), code: extensions?.code }))
    .filter(({ code }) => code !== 'BAD_USER_INPUT');
  return { status, errors: seen };
}

/** By what somebody brings along: what they got, or what they have to get. */
type Table = Record<string, Verdict>;

const allowedOr = (operation: MadeUp, role: Role): Verdict =>
  mayUse(role, operation.field) ? ANSWERED : refusedField(operation, 'a scope');

async function askGateway(body: string, authorization?: string): Promise<Verdict> {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
  const answer = await graph.http.inject({ method: 'POST', url: '/graphql', headers, body });
  return verdictOf(answer.statusCode, answer.body);
}

async function askService(service: string, body: string, authorization?: string): Promise<Verdict> {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
  const answer = await (ports.get(service) as Pool).request({ path: '/graphql', method: 'POST', headers, body });
  return verdictOf(answer.statusCode, await answer.body.text());
}

const bodyOf = ({ query, variables }: MadeUp): string => JSON.stringify({ query, variables });
const bad = (role: Role) => Object.entries((credentials.get(role) as Credentials).bad);
const good = (role: Role): string => `Bearer ${(credentials.get(role) as Credentials).good}`;

type Vouching = { service?: string; at?: number; gateway?: DistributedUnderTest['identity']; of?: string };

/** The header of a gateway that speaks for somebody. */
function vouched(actor: Actor, operation: MadeUp, { service, at, gateway, of }: Vouching = {}): string {
  const name = service ?? operation.service;
  const identity = gateway ?? distributed.identity;
  const body = of ?? bodyOf(operation);
  return vouching(identity, distributed.publicKeyOf(name), name, body, { at, caller: { ...TEST_IDENTITY, actor } });
}

describe('the gateway', () => {
  test.each(named)('%s', async (_field, operation) => {
    const body = bodyOf(operation);
    const expected: Table = { 'no token': refusedField(operation, 'an identity') };
    const seen: Table = { 'no token': await askGateway(body) };
    for (const role of ALL_ROLES) {
      expected[role] = allowedOr(operation, role);
      seen[role] = await askGateway(body, good(role));
      for (const [what, token] of bad(role)) {
        expected[`${role}, ${what}`] = BAD_TOKEN;
        seen[`${role}, ${what}`] = await askGateway(body, `Bearer ${token}`);
      }
      const service = vouched(actorOf(role), operation);
      expected[`${role}, a token for a service`] = NO_BEARER;
      seen[`${role}, a token for a service`] = await askGateway(body, service);
      expected[`${role}, a token for a service as a client's`] = BAD_TOKEN;
      seen[`${role}, a token for a service as a client's`] = await askGateway(
        body,
        service.replace('Service', 'Bearer'),
      );
    }
    expect(seen).toEqual(expected);
  });
});

const actorOf = (role: Role): Actor => ({
  userId: null,
  name: role,
  email: `${role}@example.org`,
  kind: role === 'service' ? 'service' : 'person',
  scopes: scopesOf([role]),
});

const stranger = newPair().identity;
const minuteAgo = (): number => Math.floor(Date.now() / 1000) - 66;
const otherServiceThan = (service: string): string => (service === 'config' ? 'samples' : 'config');
const OTHER_BODY = JSON.stringify({ query: '{ __typename }' });

describe("the service's port", () => {
  test.each(named)('%s', async (_field, operation) => {
    const body = bodyOf(operation);
    const { service } = operation;
    const ask = (authorization?: string): Promise<Verdict> => askService(service, body, authorization);
    const expected: Table = { 'no token': NOT_TRUSTED, nobody: refusedField(operation, 'an identity') };
    const seen: Table = { 'no token': await ask(), nobody: await ask(vouched(ANONYMOUS, operation)) };
    for (const role of ALL_ROLES) {
      const actor = actorOf(role);
      const token = vouched(actor, operation);
      expected[role] = allowedOr(operation, role);
      seen[role] = await ask(token);
      const refused: Record<string, string> = {
        'the same token once more': token,
        "the client's own token": good(role),
        'the token of another body': vouched(actor, operation, { of: OTHER_BODY }),
        'an old token': vouched(actor, operation, { at: minuteAgo() }),
        'a token for another service': vouched(actor, operation, { service: otherServiceThan(service) }),
        'a token of another gateway': vouched(actor, operation, { gateway: stranger }),
        ...Object.fromEntries(bad(role).map(([what, text]) => [what, `Bearer ${text}`])),
        ...Object.fromEntries(bad(role).map(([what, text]) => [`${what}, as a gateway's`, `Service ${text}`])),
      };
      for (const [what, authorization] of Object.entries(refused)) {
        expected[`${role}, ${what}`] = NOT_TRUSTED;
        seen[`${role}, ${what}`] = await ask(authorization);
      }
    }
    expect(seen).toEqual(expected);
  });
});
