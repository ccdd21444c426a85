import { type DocumentNode, parse } from 'graphql';
import { readOperations } from '../../operations.ts';
import { mergedUsage, readUsage, type Usage, type UsedBy } from '../../usage-file.ts';
import { CannotRun } from '../cannot-run.ts';
import type { Place } from '../finding.ts';
import type { Options } from '../options.ts';

/** An operation that somebody asks with. */
export type KnownOperation = {
  name: string;
  document: DocumentNode;
  /** The file of schema/operations; undefined for what a gateway recorded. */
  file: string | undefined;
  clients: readonly UsedBy[];
};

export type KnownOperations = {
  all: readonly KnownOperation[];
  /** Whether a gateway's record is among them, so that what nobody asks for there is not asked for. */
  knowsTraffic: boolean;
  /** What keeps that record from being the whole truth. */
  doubts: readonly string[];
};

/** @throws CannotRun */
export function knownOperations({ usage: paths, since }: Pick<Options, 'usage' | 'since'>): KnownOperations {
  const own = ofTheProject();
  const [first, ...others] = paths.map(usageIn);
  if (first === undefined) {
    return { all: own, knowsTraffic: false, doubts: [] };
  }
  const usage = mergedUsage([first, ...others]);
  const recorded = usage.operations
    .map((each) => ({ ...each, clients: each.clients.filter(({ lastSeen }) => !since || new Date(lastSeen) >= since) }))
    .filter(({ clients }) => clients.length > 0)
    .map(({ name, body, clients }) => ({ name, document: parsed(body, name), file: undefined, clients }));
  return { all: [...own, ...recorded], knowsTraffic: true, doubts: doubtsOf(usage) };
}

function ofTheProject(): KnownOperation[] {
  try {
    return readOperations().map(({ name, document, file }) => ({ name, document, file, clients: [] }));
  } catch (error) {
    throw new CannotRun((error as Error).message);
  }
}

function usageIn(path: string): Usage {
  try {
    return readUsage(path);
  } catch (error) {
    throw new CannotRun((error as Error).message);
  }
}

function parsed(body: string, name: string): DocumentNode {
  try {
    return parse(body, { noLocation: true });
  } catch {
    throw new CannotRun(`The usage file has an operation ${name} that is no GraphQL.`);
  }
}

const doubtsOf = ({ dropped, since, until }: Usage): string[] =>
  dropped === 0
    ? []
    : [
        `${dropped} requests between ${since} and ${until} found no room in the record: what they asked for is not known.`,
      ];

/** Where somebody finds the operation. */
export const placeOf = ({ file }: KnownOperation, line?: number): Place | undefined =>
  file === undefined ? undefined : { file, line };
