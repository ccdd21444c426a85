import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { conflicts, provides, readsOf, writesOf } from './locations.ts';

/** A fetch of a query plan, where its result belongs, and which steps have to be over before it starts. */
export type Step = {
  fetch: FetchNode;
  /** Response keys from the root; `@` stands for every item of a list. */
  path: readonly string[];
  after: readonly number[];
};

type Draft = { fetch: FetchNode; path: readonly string[]; after: number[]; writes: Set<string>; reads: Set<string> };

/**
 * The fetches of a plan in its order, each with those that it has to wait for. A plan waits for all of a sequence's
 * former part; a step only for what it needs: whoever supplies what it reads, or writes where it writes. Mutations wait
 * for everything before them.
 * @param plan of an operation without conditions
 */
export function stepsOf(plan: QueryPlan): Step[] {
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
      default:
        return [];
    }
  };
  if (plan.node?.kind !== 'Subscription') {
    walk(plan.node, [], []);
  }
  waitForLateOnes(steps);
  return inOrder(steps);
}

/**
 * The planner may put a fetch before one that brings what it requires. A step that reads what nobody before it writes
 * waits for whoever does, unless that one waits for the step itself.
 */
function waitForLateOnes(steps: readonly Draft[]): void {
  for (const [i, step] of steps.entries()) {
    const before = waitedFor(steps, i);
    const unwritten = [...step.reads].filter((read) => ![...before].some((j) => steps[j]?.writes.has(read)));
    if (unwritten.length === 0) {
      continue;
    }
    for (const [j, other] of steps.entries()) {
      const brings = j !== i && unwritten.some((read) => other.writes.has(read));
      if (brings && !step.after.includes(j) && canGoBefore(steps, j, i)) {
        step.after.push(j);
      }
    }
  }
}

/** Whether a step need not wait for another; it need not for an object's type that others have told, too. */
function canGoBefore(steps: readonly Draft[], j: number, i: number): boolean {
  const { writes } = steps[i] as Draft;
  const waiting = [j, ...waitedFor(steps, j)].map((k) => steps[k] as Draft).filter(({ after }) => after.includes(i));
  const isForTypes = waiting.every(
    (step) => !conflicts(step.writes, writes) && [...step.reads].every((read) => !writes.has(read) || isType(read)),
  );
  if (isForTypes) {
    for (const step of waiting) {
      step.after.splice(step.after.indexOf(i), 1);
    }
  }
  return isForTypes;
}

const isType = (location: string): boolean => location.endsWith('__typename');

/** All that has to be over before a step starts, directly or not. */
function waitedFor(steps: readonly Draft[], i: number, found = new Set<number>()): Set<number> {
  for (const j of steps[i]?.after ?? []) {
    if (!found.has(j)) {
      found.add(j);
      waitedFor(steps, j, found);
    }
  }
  return found;
}

/** Each step behind those that it waits for, else as they were. */
function inOrder(steps: readonly Draft[]): Step[] {
  const places = new Map<number, number>();
  const sorted: Step[] = [];
  const place = (i: number): void => {
    if (places.has(i)) {
      return;
    }
    const { fetch, path, after } = steps[i] as Draft;
    for (const j of after) {
      place(j);
    }
    places.set(i, sorted.length);
    sorted.push({ fetch, path, after: after.map((j) => places.get(j) as number) });
  };
  for (const i of steps.keys()) {
    place(i);
  }
  return sorted;
}
