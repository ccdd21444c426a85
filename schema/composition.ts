import { composeServices } from '@apollo/composition';
import { type ASTNode, GraphQLError, type GraphQLSchema, type NameNode, parse } from 'graphql';
import { type SubgraphSdl, sdlFile } from './subgraphs.ts';

/** Something that keeps the subgraphs from being one graph. */
export type CompositionProblem = { code: string; message: string; places: { subgraph: string; line?: number }[] };

/** The graph that was composed: `apiSchema` is what clients see of it, without federation's own types. */
export type ComposedGraph = { supergraph: string; apiSchema: GraphQLSchema; hints: string[]; problems: [] };
export type FailedComposition = { supergraph: undefined; hints: string[]; problems: CompositionProblem[] };

/**
 * The supergraph of some subgraphs, or why there is none. Reads and writes nothing.
 * @param composedBefore that every field can be reached is known, and not found out once more
 */
export function composeSupergraph(
  subgraphs: readonly Pick<SubgraphSdl, 'name' | 'url' | 'sdl'>[],
  { composedBefore = false } = {},
): ComposedGraph | FailedComposition {
  const services: Parameters<typeof composeServices>[0] = [];
  const problems: CompositionProblem[] = [];
  for (const { name, url, sdl } of subgraphs) {
    try {
      services.push({ name, url, typeDefs: parse(sdl) });
    } catch (error) {
      problems.push(syntaxProblem(name, error));
    }
  }
  if (problems.length > 0) {
    return { supergraph: undefined, hints: [], problems };
  }
  const { supergraphSdl, schema, errors, hints } = composeServices(services, { runSatisfiability: !composedBefore });
  const hintTexts = (hints ?? []).map((hint) => `${hint.definition.code}: ${hint.message}`);
  if (supergraphSdl === undefined || schema === undefined) {
    return { supergraph: undefined, hints: hintTexts, problems: (errors ?? []).map(compositionProblem) };
  }
  const apiSchema = schema.toAPISchema().toGraphQLJSSchema();
  return { supergraph: supergraphSdl, apiSchema, hints: hintTexts, problems: [] };
}

/** `schema/ai.graphql:42 [INVALID_GRAPHQL] …`, each place of the problem first. */
export function describeProblem({ code, message, places }: CompositionProblem): string {
  const where = places.map(({ subgraph, line }) => `${sdlFile(subgraph)}${line === undefined ? '' : `:${line}`}`);
  return [where.join(', '), `[${code}]`, message].filter(Boolean).join(' ');
}

function syntaxProblem(subgraph: string, error: unknown): CompositionProblem {
  if (!(error instanceof GraphQLError)) {
    throw error;
  }
  return { code: 'INVALID_GRAPHQL', message: error.message, places: [{ subgraph, line: error.locations?.[0]?.line }] };
}

type MarkedNode = ASTNode & { subgraph?: string; name?: NameNode };

function compositionProblem(error: GraphQLError): CompositionProblem {
  // Composition marks the nodes that an error is about with the subgraph they are from. A node begins with its
  // description; its name is where a reader wants to be.
  const places = ((error.nodes ?? []) as readonly MarkedNode[]).flatMap(({ subgraph, name, loc }) =>
    subgraph === undefined ? [] : [{ subgraph, line: (name?.loc ?? loc)?.startToken.line }],
  );
  return { code: String(error.extensions.code ?? 'INVALID_GRAPHQL'), message: error.message, places };
}
