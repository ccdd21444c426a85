import { parse, visit } from 'graphql';

/** A subgraph as a supergraph declares it. */
export type SubgraphAddress = { name: string; url: string };

/** The subgraphs of a supergraph, from its `@join__graph` directives. */
export function subgraphsOf(supergraph: string): SubgraphAddress[] {
  const found: SubgraphAddress[] = [];
  visit(parse(supergraph, { noLocation: true }), {
    EnumValueDefinition: (node) => {
      const join = node.directives?.find((directive) => directive.name.value === 'join__graph');
      const argument = (name: string): string => {
        const value = join?.arguments?.find((candidate) => candidate.name.value === name)?.value;
        return value?.kind === 'StringValue' ? value.value : '';
      };
      if (join !== undefined) {
        found.push({ name: argument('name'), url: argument('url') });
      }
    },
  });
  return found;
}
