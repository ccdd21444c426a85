import { Kind, parse, type SelectionNode } from 'graphql';

const MOST_TOKENS = 50;

/** Whether a request's body asks for a subgraph's SDL and for nothing else: `{ _service { sdl } }`, by whatever name. */
export function asksForSdl(body: string): boolean {
  try {
    const { query, variables, operationName, ...rest } = JSON.parse(body);
    if (typeof query !== 'string' || Object.keys(rest).length > 0) {
      return false;
    }
    const { definitions } = parse(query, { noLocation: true, maxTokens: MOST_TOKENS });
    const [operation] = definitions;
    return (
      definitions.length === 1 &&
      operation?.kind === Kind.OPERATION_DEFINITION &&
      operation.operation === 'query' &&
      (operation.directives ?? []).length === 0 &&
      isOnly(operation.selectionSet.selections, '_service', (service) =>
        isOnly(service, 'sdl', (sdl) => sdl.length === 0),
      )
    );
  } catch {
    return false;
  }
}

/** One plain field of that name, whose own selections are as they must be. */
function isOnly(
  selections: readonly SelectionNode[],
  name: string,
  within: (selections: readonly SelectionNode[]) => boolean,
): boolean {
  const [field] = selections;
  return (
    selections.length === 1 &&
    field?.kind === Kind.FIELD &&
    field.name.value === name &&
    field.alias === undefined &&
    (field.directives ?? []).length === 0 &&
    within(field.selectionSet?.selections ?? [])
  );
}
