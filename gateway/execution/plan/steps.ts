import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { conflicts, provides, readsOf, writesOf } from './locations.ts';

/** A fetch of a query plan, where its result belongs, and which steps have to be over before it starts. */
export type Step = {
  fetch: FetchNode;
  /** Response keys from the root; `@` stands for every item of a list. */
  path: readonly string[];
  after: readonly number[];
};

type Draft = Step & { writes: Set<string>; reads: Set<string> };

/**
 * The fetches of a plan in its order, each with those that it has to wait for. A plan waits for all of a sequence's
 * former part; a step only for what it needs: whoever supplies what it reads, or writes where it writes. Mutations wait
 * for everything before them.
 * @param holds whether a condition of the plan, a variable's name, is true
 */
export function stepsOf(plan: QueryPlan, holds: (variable: string) => boolean): Step[] {
  const steps: Draft[] = [];
  const add = (fetch: FetchNode, path: readonly string[], before: readonly number[]): number => {
    const writes = writesOf(fetch, path);
    const reads = readsOf(fetch, path);
    const waitsFor = (i: number): boolean => {
      const other = steps[i] as Draft;
      return provides(other.writes, reads) || conflicts(other.writes, writes);
    };
    const after = fetch.operationKind === 'mutation' ? [...before] : before.filter(waitsFor);
    steps.push({ fetch, path, after, writes, reads });
    return steps.length - 1;
  };
  const walk = (node: PlanNode | undefined, path: readonly string[], before: readonly number[]): number[] => {
    switch (node?.kind) {
      case 'Fetch':
        return [add(node, path, before)];
      case 'Parallel':
        return node.nodes.flatMap((each) => walk(each, path, before));
      case 'Sequence': {
        const done: number[] = [];
        for (const each of node.nodes) {
          done.push(...walk(each, path, [...before, ...done]));
        }
        return done;
      }
      case 'Flatten':
        return walk(node.node, [...path, ...node.path.map(String)], before);
      case 'Condition':
        return walk(holds(node.condition) ? node.ifClause : node.elseClause, path, before);
      default:
        return [];
    }
  };
  if (plan.node?.kind !== 'Subscription') {
    walk(plan.node, [], []);
  }
  return steps.map(({ fetch, path, after }) => ({ fetch, path, after }));
}
