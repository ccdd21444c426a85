/**
 * Every query and every mutation of the graph has a story here: a test through the gateway that asserts its outcome.
 *
 * A new root field wants a new entry in `operations/<service>.ts`, named for the field:
 *
 *   holdSample: async ({ does }) => {
 *     const { sample } = await does('holdSample', { sampleId: …, reason: 'No flow cells.' }, 'sample { holdReason }');
 *     expect(sample.holdReason).toBe('No flow cells.');
 *   },
 *
 * `ask(document, variables)` gives the data of an answer without errors, `does(verb, input, fields)` the payload of a
 * mutation without user errors, `em(service)` puts rows into its database that no mutation makes. All stories play in
 * one demonstration lab, so a story brings what it changes, and counts nothing that another one may add to. Refusals,
 * edges and statement counts belong to the tests of the services.
 *
 * The list below is compared with the API schema: a field without a story fails, and so does a story without a field,
 * and one that never asks for its field or gets null for it. What the stories did has to be in the outboxes, in the
 * forms that docs/asyncapi.json has.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLObjectType } from 'graphql';
import { type ComposedGraph, composeSupergraph } from '../../schema/composition.ts';
import { readSubgraphs } from '../../schema/subgraphs.ts';
import { formsOf, objectionsTo } from '../support/event-forms.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';
import { type OutboxRow, outboxOf } from '../support/outbox.ts';
import { ai } from './operations/ai.ts';
import { audit } from './operations/audit.ts';
import { backup } from './operations/backup.ts';
import { config } from './operations/config.ts';
import { samples } from './operations/samples.ts';
import { observedLab } from './operations/story.ts';

const SERVICES = { samples, ai, audit, backup, config };

let graph: GraphUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true });
});
afterAll(() => graph.close());

test('every query and mutation of the graph has a story, and every story is of one', () => {
  const { apiSchema } = composeSupergraph(readSubgraphs()) as ComposedGraph;
  const fields = [apiSchema.getQueryType(), apiSchema.getMutationType()].flatMap((type) =>
    Object.keys((type as GraphQLObjectType).getFields()),
  );
  const told = Object.values(SERVICES).flatMap((operations) => Object.keys(operations));
  expect({ withoutStory: fields.filter((field) => !told.includes(field)) }).toEqual({ withoutStory: [] });
  expect({ withoutField: told.filter((name) => !fields.includes(name)) }).toEqual({ withoutField: [] });
});

describe.each(Object.entries(SERVICES))('%s', (_service, operations) => {
  test.each(Object.entries(operations))('%s', async (name, story) => {
    const { lab, answered } = observedLab(graph);
    await story(lab);
    expect([...answered]).toContain(name);
  });
});

describe('when all of that was done', () => {
  const outboxes = new Map<string, OutboxRow[]>();
  beforeAll(async () => {
    for (const [name, { database }] of graph.services) {
      outboxes.set(name, await outboxOf(database));
    }
  });
  const eventsOf = (service: string): OutboxRow[] => outboxes.get(service) as OutboxRow[];

  test.each(Object.keys(SERVICES))('every event of %s is of a registered type, and has its form', (name) => {
    const forms = formsOf(graph.service(name));
    expect(eventsOf(name).length).toBeGreaterThan(0);
    expect(eventsOf(name).flatMap((event) => objectionsTo(event, forms))).toEqual([]);
  });

  test.each(Object.keys(SERVICES))('the mutations of %s that have verbs of their own made such events', (name) => {
    const made = new Set(eventsOf(name).map(({ type }) => type));
    const mutations = new Set(Object.keys(SERVICES[name as keyof typeof SERVICES]));
    const types = [...formsOf(graph.service(name)).values()];
    const actions = (some: typeof types) => new Set(some.flatMap((type) => type.actions));
    const named = actions(types);
    const seen = actions(types.filter(({ type }) => made.has(type)));
    expect([...named].filter((action) => mutations.has(action) && !seen.has(action))).toEqual([]);
    // What no mutation does is done by a command.
    expect([...named].filter((action) => !mutations.has(action) && action !== 'reencryptSettings')).toEqual([]);
  });

  test.each(Object.keys(SERVICES))('%s says of everything who did it, and of mutations for which request', (name) => {
    const writers = new Map(eventsOf(name).map(({ actor, request_id }) => [actor.name, request_id]));
    expect([...writers.keys()].sort()).toEqual(['Dana Reyes', ...(writers.has('fixture') ? ['fixture'] : [])]);
    expect(
      eventsOf(name).filter(({ actor, request_id }) => (actor.name === 'Dana Reyes') === (request_id === null)),
    ).toEqual([]);
  });
});
