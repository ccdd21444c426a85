import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type { RequiredField, StandIns } from '../../supergraph/required-arguments.ts';
import { apartByNeeds } from './apart.ts';

type Fields = ReadonlyMap<string, RequiredField>;

/**
 * A plan that asks services for what the stand-ins in it stand for, and hands that on under its proper name. Fields of
 * one fetch that need different values of it are fetched apart, for a representation has room for one.
 */
export function withoutStandIns(plan: QueryPlan, standIns: StandIns): QueryPlan {
  if (standIns.fields.size === 0 || plan.node === undefined || plan.node.kind === 'Subscription') {
    return plan;
  }
  return { ...plan, node: inNode(plan.node, standIns) };
}

function inNode(node: PlanNode, standIns: StandIns): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return inFetch(node, standIns);
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((each) => inNode(each, standIns)) };
    case 'Flatten':
      return { ...node, node: inNode(node.node, standIns) as typeof node.node };
    default:
      return node;
  }
}

function inFetch(fetch: FetchNode, standIns: StandIns): PlanNode {
  const nodes = apartByNeeds(fetch, standIns).map((each) => withProperNames(each, standIns.fields));
  return nodes.length === 1 ? (nodes[0] as FetchNode) : { kind: 'Parallel', nodes };
}

function withProperNames(fetch: FetchNode, fields: Fields): FetchNode {
  const document = properDocument(fetch.operationDocumentNode as DocumentNode, fields);
  const renames = [...renamesOf(fetch.requires ?? [], [], fields)];
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(document)),
    operationDocumentNode: document,
    // Before those of the plan, which may take an object's type from it.
    ...(renames.length === 0 ? {} : { inputRewrites: [...renames, ...(fetch.inputRewrites ?? [])] }),
  };
}

const properDocument = (document: DocumentNode, fields: Fields): DocumentNode =>
  visit(document, {
    Field: (node) => {
      const required = fields.get(node.name.value);
      return required === undefined
        ? undefined
        : {
            ...node,
            alias: node.alias ?? node.name,
            name: { kind: Kind.NAME, value: required.field },
            arguments: required.arguments,
          };
    },
  });

function* renamesOf(
  selections: readonly QueryPlanSelectionNode[],
  path: readonly string[],
  fields: Fields,
): Generator<FetchDataRewrite> {
  for (const node of selections) {
    if (node.kind === 'InlineFragment') {
      const condition = node.typeCondition === undefined ? [] : [`... on ${node.typeCondition}`];
      yield* renamesOf(node.selections, [...path, ...condition], fields);
      continue;
    }
    const here = [...path, node.alias ?? node.name];
    // What is below is renamed first, while it is still found under the stand-in.
    yield* renamesOf(node.selections ?? [], here, fields);
    const required = fields.get(node.name);
    if (required !== undefined) {
      yield { kind: 'KeyRenamer', path: here, renameKeyTo: required.field };
    }
  }
}
