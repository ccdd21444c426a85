/**
 * Every field of every mutation, missing, null, too long, of the wrong kind, out of bounds and referring to nothing.
 *
 * What the schema says is taken from it; `bad-input/<service>.ts` adds what it does not say: lengths, bounds, forms.
 * A mutation, or a field of an input, that has no entry there fails here, and so does an entry of another kind than
 * the schema's. A refusal is a user error with its code, the path of the field and what to do about it, or, where the
 * schema itself refuses, bad input that names the field; and nothing is written.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLInputObjectType, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { sql } from 'kysely';
import { type ComposedGraph, composeSupergraph } from '../../schema/composition.ts';
import { readSubgraphs } from '../../schema/subgraphs.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';
import { ai } from './bad-input/ai.ts';
import { audit } from './bad-input/audit.ts';
import { backup } from './bad-input/backup.ts';
import { AS_IT_MAY_BE, BY_SCHEMA, type Case, casesOf, fieldsLeftOut, MISSING, withValue } from './bad-input/cases.ts';
import { config } from './bad-input/config.ts';
import type { MutationRules } from './bad-input/mutation.ts';
import { samples } from './bad-input/samples.ts';
import { type Lab, observedLab } from './operations/story.ts';

const SERVICES = { samples, ai, audit, backup, config };
const { apiSchema } = composeSupergraph(readSubgraphs()) as ComposedGraph;
const MUTATIONS = (apiSchema.getMutationType() as GraphQLObjectType).getFields();

let graph: GraphUnderTest;
let lab: Lab;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: false });
  lab = observedLab(graph).lab;
});
afterAll(() => graph.close());

test('every mutation of the graph is here, and nothing else', () => {
  const here = Object.values(SERVICES).flatMap((mutations) => Object.keys(mutations));
  expect(here.sort()).toEqual(Object.keys(MUTATIONS).sort());
});

const inputOf = (mutation: string): GraphQLInputObjectType =>
  getNamedType(MUTATIONS[mutation]?.args[0]?.type) as GraphQLInputObjectType;

type UserError = { code: string; message: string; field: string[] | null };
type Answered = {
  errors?: { message: string; extensions?: { code?: string } }[];
  userErrors: UserError[];
  rest: object;
};

async function ask(mutation: string, input: unknown): Promise<Answered> {
  const fields = Object.values((getNamedType(MUTATIONS[mutation]?.type) as GraphQLObjectType).getFields())
    .filter(({ name }) => name !== 'userErrors')
    .map(({ name, type }) => (isObjectType(getNamedType(type)) ? `${name} { __typename }` : name));
  const { data, errors } = await graph.query(
    `mutation ($input: ${inputOf(mutation).name}!) {
      ${mutation}(input: $input) { ${fields.join(' ')} userErrors { code message field } } }`,
    { input },
  );
  const { userErrors = [], ...rest } = data?.[mutation] ?? {};
  return { errors: errors as Answered['errors'], userErrors, rest };
}

/** Another text as soon as a row of a service's database is added, changed or removed: `xmin` is who wrote it. */
async function stateOf(service: string): Promise<string> {
  const kysely = graph.service(service).em().getKysely<unknown>();
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(kysely);
  const states = tables.map(
    ({ name }) => sql`(select concat(count(*), ':', max(t.xmin::text::bigint)) from ${sql.table(name)} as t)`,
  );
  const { rows } = await sql<{ all: string }>`select concat_ws(' ', ${sql.join(states)}) as all`.execute(kysely);
  return rows[0]?.all as string;
}

/** What is wrong with how a bad input was taken; null when nothing is. */
function fault({ path, outcome }: Case, { errors, userErrors, rest }: Answered): string | null {
  const told = JSON.stringify(errors ?? userErrors);
  if (outcome === BY_SCHEMA) {
    const [error] = errors ?? [];
    const name = path.findLast((part) => !/^\d+$/.test(part)) as string;
    return error?.extensions?.code === 'BAD_USER_INPUT' && error.message.includes(name) ? null : told;
  }
  if (errors !== undefined) {
    return told;
  }
  const isRefused = userErrors.length > 0;
  if (isRefused && Object.values(rest).some((value) => value !== null)) {
    return `refused, and answered with ${JSON.stringify(rest)}`;
  }
  const isNamed = ({ field, message }: UserError) =>
    field !== null && message.startsWith(`${field.join('.')}: `) && message.length > field.join('.').length + 8;
  if (!userErrors.every(isNamed)) {
    return told;
  }
  const isTold = userErrors.some(({ code, field }) => code === outcome && isAt(field, path));
  return outcome === AS_IT_MAY_BE || isTold ? null : told;
}

/** The refusal may be about a part of the value. */
const isAt = (field: string[] | null, path: readonly string[]): boolean =>
  field !== null && path.every((part, i) => field[i] === part);

const shown = (value: unknown): string => (value === MISSING ? 'missing' : JSON.stringify(value).slice(0, 60));

async function faults(service: string, mutation: string, { good }: MutationRules, cases: Case[]): Promise<string[]> {
  const found: string[] = [];
  const report = (each: Case, what: string) => found.push(`${each.path.join('.')} = ${shown(each.value)}: ${what}`);
  for (const each of cases.filter(({ outcome }) => outcome === AS_IT_MAY_BE)) {
    const input = await good(lab);
    const before = await stateOf(service);
    const answer = await ask(mutation, withValue(input, each.path, each.value));
    const what = fault(each, answer);
    if (what !== null) report(each, what);
    if (answer.userErrors.length > 0 && (await stateOf(service)) !== before) report(each, 'refused, and written');
  }
  const input = await good(lab);
  const before = await stateOf(service);
  for (const each of cases.filter(({ outcome }) => outcome !== AS_IT_MAY_BE)) {
    const what = fault(each, await ask(mutation, withValue(input, each.path, each.value)));
    if (what !== null) report(each, `expected ${each.outcome}, got ${what}`);
  }
  if ((await stateOf(service)) !== before) {
    found.push('something was written');
  }
  return found;
}

describe.each(Object.entries(SERVICES))('%s', (service, mutations) => {
  describe.each(Object.entries(mutations))('%s', (mutation, rules) => {
    test('takes an input that has every field', async () => {
      const input = await rules.good(lab);
      expect(fieldsLeftOut(inputOf(mutation), input, 'input')).toEqual([]);
      expect(await ask(mutation, input)).toMatchObject({ errors: undefined, userErrors: [] });
    });

    test('has an entry for each of its fields, and for no other', () => {
      expect(Object.keys(rules.fields).sort()).toEqual(Object.keys(inputOf(mutation).getFields()).sort());
    });

    test.each(Object.keys(rules.fields))('says what is wrong with %s, and writes nothing', async (field) => {
      const cases = casesOf(inputOf(mutation), rules.fields).filter(({ path }) => path[0] === field);
      expect(cases.length).toBeGreaterThanOrEqual(4);
      expect(await faults(service, mutation, rules, cases)).toEqual([]);
    });
  });
});
