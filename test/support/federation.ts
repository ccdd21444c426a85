import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { type Graph, graphOf } from '../../gateway/execution/graph.ts';
import { isPlainJson } from '../../gateway/transport/graphql-answer.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../gateway/transport/transport.ts';
import { type Actor, EVERY_SCOPE, type RequestIdentity } from '../../platform/identity/actor.ts';
import { composeSupergraph } from '../../schema/composition.ts';

// biome-ignore lint/suspicious/noExplicitAny: resolvers of any subgraph
type Resolvers = Record<string, any>;
export type TestSubgraph = { sdl: string; resolvers?: Resolvers };
type Respond = (request: SubgraphRequest) => Promise<SubgraphAnswer>;

/** What is sent to a subgraph, in the order of sending. */
export type Sent = SubgraphRequest & { subgraph: string };

export type Federation = {
  graph: Graph;
  supergraph: string;
  sent: Sent[];
  ask(query: string, variables?: Record<string, unknown>): Promise<Plain>;
  askAs(actor: Actor, query: string, variables?: Record<string, unknown>): Promise<Plain>;
};
// biome-ignore lint/suspicious/noExplicitAny: answers of any graph
export type Plain = { data?: any; errors?: any[] };

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires",
  "@provides", "@external", "@shareable", "@override", "@interfaceObject", "@inaccessible", "@context", "@fromContext", "@composeDirective",
  "@authenticated", "@requiresScopes", "@policy"])\n`;

export const TEST_CALLER: RequestIdentity = {
  actor: { userId: null, name: 'a test', email: null, kind: 'service', scopes: EVERY_SCOPE },
  requestId: 'test',
  address: null,
  userAgent: null,
};

/** The supergraph of some subgraphs, and each of them with what it has to say of the federation it is in. */
export function composedOf(subgraphs: Record<string, string>): { supergraph: string; sdls: Record<string, string> } {
  const sdls = Object.fromEntries(Object.entries(subgraphs).map(([name, sdl]) => [name, LINK + sdl]));
  const { supergraph, problems } = composeSupergraph(
    Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}.example`, sdl })),
  );
  if (supergraph === undefined) {
    throw new Error(problems.map(({ message }) => message).join('\n'));
  }
  return { supergraph, sdls };
}

/**
 * A graph over subgraphs that run in this process. What passes between them is JSON, as it would be over HTTP.
 * @param between stands before a subgraph, and may answer in its place
 */
export function federation(
  subgraphs: Record<string, TestSubgraph>,
  between: (subgraph: string, respond: Respond) => Respond = (_, respond) => respond,
): Federation {
  const { supergraph } = composedOf(
    Object.fromEntries(Object.entries(subgraphs).map(([name, { sdl }]) => [name, sdl])),
  );
  const sent: Sent[] = [];
  const graph = graphOf(supergraph, ({ name }) => {
    const respond = between(name, responder(subgraphs[name] as TestSubgraph));
    return async (request) => {
      sent.push({ subgraph: name, ...plain(request) });
      return asFromHttp(await respond(request));
    };
  });
  const askAs: Federation['askAs'] = async (actor, query, variables) => {
    const caller = { ...TEST_CALLER, actor };
    return asSent(await graph.execute({ document: parse(query), variables, caller, takesJson: true }));
  };
  return { graph, supergraph, sent, askAs, ask: (query, variables) => askAs(TEST_CALLER.actor, query, variables) };
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** An answer as it comes over HTTP. */
export function asFromHttp(answer: SubgraphAnswer): SubgraphAnswer {
  const json = JSON.stringify(answer);
  return { ...JSON.parse(json), plain: isPlainJson(json) };
}

/**
 * An answer as its client gets it.
 * @throws Error when its JSON is not letter for letter what it would be without a shortcut
 */
export function asSent<T extends Plain>({ json, ...answer }: T & { json?: string }): T {
  if (json === undefined) {
    return plain(answer) as T;
  }
  const data = JSON.parse(json);
  if (JSON.stringify(data) !== json) {
    throw new Error(`Not as JSON.stringify has it: ${json}`);
  }
  return { data, ...plain(answer) } as T;
}

function responder({ sdl, resolvers }: TestSubgraph): Respond {
  const schema = buildSubgraphSchema([{ typeDefs: parse(LINK + sdl), resolvers: resolvers ?? {} }]);
  return async ({ query, variables, operationName }) => {
    const answer = await graphql({
      schema,
      source: query,
      variableValues: variables,
      ...(operationName === undefined ? {} : { operationName }),
    });
    return plain(answer) as SubgraphAnswer;
  };
}
