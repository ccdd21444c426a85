import { expect } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Kind, parse } from 'graphql';
import type { GraphUnderTest } from '../../support/graph.ts';

/** A lab that a story plays in: the demonstration lab behind the gateway, as earlier stories left it. */
export type Lab = {
  /** The data of an answer that must have no errors. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** The payload of a mutation that must be taken: `fields` of it, for `verb(input: …)`. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the payload's
  does(verb: string, input: Record<string, unknown>, fields: string): Promise<any>;
  /** For rows as only an older database has them, which no mutation makes. */
  em(service: string): EntityManager;
};

/** Asks for one query or does one mutation, and asserts what comes of it. */
export type Story = (lab: Lab) => Promise<void>;

/** The stories of one service, by the name of the root field. */
export type Operations = Readonly<Record<string, Story>>;

/** A lab that notes which root fields were answered with something. */
export function observedLab(graph: GraphUnderTest): { lab: Lab; answered: Set<string> } {
  const answered = new Set<string>();
  const ask: Lab['ask'] = async (query, variables) => {
    const { data, errors } = await graph.query(query, variables);
    expect(errors).toBeUndefined();
    for (const { name, key } of rootFields(query)) {
      if (data[key] !== null) answered.add(name);
    }
    return data;
  };
  const does: Lab['does'] = async (verb, input, fields) => {
    const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
    const data = await ask(
      `mutation ($input: ${type}!) { ${verb}(input: $input) { ${fields} userErrors { code field message } } }`,
      { input },
    );
    const { userErrors, ...payload } = data[verb];
    expect(userErrors).toEqual([]);
    return payload;
  };
  const em: Lab['em'] = (service) => graph.service(service).em();
  return { lab: { ask, does, em }, answered };
}

/** The root fields that a document asks for, and the keys under which they are answered. */
const rootFields = (query: string): { name: string; key: string }[] =>
  parse(query).definitions.flatMap((definition) =>
    definition.kind !== Kind.OPERATION_DEFINITION
      ? []
      : definition.selectionSet.selections.flatMap((selection) =>
          selection.kind === Kind.FIELD
            ? [{ name: selection.name.value, key: (selection.alias ?? selection.name).value }]
            : [],
        ),
  );
