import { type ConstDirectiveNode, Kind, parse, print, visit } from 'graphql';

/** `ApolloGateway` refuses a supergraph in which one of these specs is linked `for: SECURITY` or `EXECUTION`. */
const NOT_UNDERSTOOD = /\/(authenticated|requiresScopes|policy|context)\/v\d/;

/**
 * The copy of a supergraph that `ApolloGateway` accepts. Only the argument `for` of those links is dropped:
 * definitions and applications stay, or the directives would leak into the API schema.
 */
export function executableSupergraph(sdl: string): string {
  let changed = false;
  const withoutPurpose = (link: ConstDirectiveNode): ConstDirectiveNode => {
    const url = link.arguments?.find((argument) => argument.name.value === 'url')?.value;
    if (link.name.value !== 'link' || url?.kind !== Kind.STRING || !NOT_UNDERSTOOD.test(url.value)) {
      return link;
    }
    changed = true;
    return { ...link, arguments: (link.arguments ?? []).filter((argument) => argument.name.value !== 'for') };
  };
  const document = visit(parse(sdl), {
    SchemaDefinition: (node) => ({ ...node, directives: (node.directives ?? []).map(withoutPurpose) }),
    SchemaExtension: (node) => ({ ...node, directives: (node.directives ?? []).map(withoutPurpose) }),
  });
  return changed ? print(document) : sdl;
}
