import { type DocumentNode, type GraphQLFormattedError, parse, validate } from 'graphql';
import type { Answer, Contenders } from './contenders.ts';
import type { Operation } from './operations.ts';
import { canonical, INTROSPECTION, type Trouble, type World, worldOf } from './subgraph.ts';
import { isWellFormed } from './well-formed.ts';

export type Verdict = {
  /** What is wrong with our answer, for whoever mends it. */
  wrong: string | undefined;
  refused: boolean;
  /** Whether the stock gateway's answer was one to be compared with. */
  compared: boolean;
};

const LOSING: ReadonlySet<Trouble> = new Set(['lost', 'structure']);
const KEY_AS_ALIAS = /\bid: /;

/** Added to a seed: other data, in which a mistake may show that does not show in the first. */
const CALM_SEEDS = [0, 1, 2, 3];

type Path = readonly (string | number)[];
type Case = { operation: Operation; document: DocumentNode; seed: number };

export const isValid = ({ apiSchema }: Contenders, { query }: Operation): boolean =>
  validate(apiSchema, parse(query)).length === 0;

/** Has both gateways answer an operation over subgraphs with a kind of trouble, and judges ours. */
export async function judge(
  contenders: Contenders,
  operation: Operation,
  seed: number,
  trouble: Trouble,
): Promise<Verdict> {
  const document = parse(operation.query);
  const one: Case = { operation, document, seed };
  const { answer: ours, world } = await asked(contenders, 'ours', one, trouble);
  if (ours.errors?.[0]?.extensions?.code === 'OPERATION_NOT_PLANNED') {
    return { wrong: undefined, refused: true, compared: false };
  }
  const own = ownFault(contenders, one, trouble, ours, world);
  if (own !== undefined) {
    return { wrong: own, refused: false, compared: false };
  }
  const stock = await stockAnswer(contenders, one, trouble, world);
  const wrong = stock && differenceOf(ours, stock, trouble);
  return { wrong, refused: false, compared: stock !== undefined };
}

async function asked(
  contenders: Contenders,
  who: 'ours' | 'stock',
  { document, operation, seed }: Case,
  trouble: Trouble,
): Promise<{ answer: Answer; world: World }> {
  const world = worldOf(seed, trouble);
  return { answer: await contenders[who](document, operation, world), world };
}

/** What is wrong with our answer, whatever others say. */
function ownFault(
  { apiSchema, truth }: Contenders,
  { document, operation, seed }: Case,
  trouble: Trouble,
  ours: Answer,
  world: World,
): string | undefined {
  const { operationName, variables } = operation;
  if (!isWellFormed(apiSchema, document, operationName, variables, ours.data)) {
    return `Not what may be answered: ${JSON.stringify(ours)}`;
  }
  if (trouble !== 'none' && trouble !== 'nulls' && trouble !== 'lost') {
    return undefined;
  }
  const wanted = worldOf(seed, trouble);
  const { data } = truth(document, operationName, variables, wanted);
  const [said, meant] = [withoutIntrospection(ours.data, data), withoutIntrospection(data, data)];
  if (trouble === 'lost' ? !isPartOf(said, meant) : canonical(said) !== canonical(meant)) {
    return `Not the truth:\n${canonical(ours)}\n${canonical(data)}`;
  }
  if (canonical(world.mutations) !== canonical(wanted.mutations)) {
    return `Other mutations:\n${canonical(world.mutations)}\n${canonical(wanted.mutations)}`;
  }
  return ours.errors === undefined || trouble === 'lost'
    ? undefined
    : `Errors where there are none: ${canonical(ours.errors)}`;
}

/**
 * Undefined where there is nothing to be compared with: the stock gateway fails, or is wrong about the very same
 * operation when nothing goes wrong, or asks other subgraphs, which have other troubles.
 */
async function stockAnswer(
  contenders: Contenders,
  one: Case,
  trouble: Trouble,
  { visited }: World,
): Promise<Answer | undefined> {
  if (LOSING.has(trouble) && KEY_AS_ALIAS.test(one.operation.query)) {
    // It takes the key for what the client calls so, which shows where that is lost.
    return undefined;
  }
  try {
    const { answer, world } = await asked(contenders, 'stock', one, trouble);
    const isMistaken = answer.errors?.some(({ extensions }) => extensions?.code === undefined);
    if (
      answer.data === undefined ||
      isMistaken ||
      canonical([...visited].sort()) !== canonical([...world.visited].sort())
    ) {
      return undefined;
    }
    for (const seed of CALM_SEEDS) {
      if (!(await isTrue(contenders, { ...one, seed: one.seed + seed }))) {
        return undefined;
      }
    }
    return answer;
  } catch {
    // It throws what it should have answered.
    return undefined;
  }
}

/** Whether the stock gateway is right about an operation when nothing goes wrong. */
async function isTrue(contenders: Contenders, one: Case): Promise<boolean> {
  const { operation, document, seed } = one;
  const { answer } = await asked(contenders, 'stock', one, 'none');
  const { data } = contenders.truth(document, operation.operationName, operation.variables, worldOf(seed, 'none'));
  return canonical(withoutIntrospection(answer.data, data)) === canonical(withoutIntrospection(data, data));
}

function differenceOf(ours: Answer, stock: Answer, trouble: Trouble): string | undefined {
  const told = `\n${canonical(ours)}\n${canonical(stock)}`;
  // Anything in the place of anything: how much of it is given up may differ, what is left may not.
  const invalid = trouble === 'structure' ? [ours, stock].flatMap(blamed) : [];
  if (trouble === 'lost' && isPartOf(stock.data, ours.data)) {
    // On another way to the same value less may have been lost.
    return undefined;
  }
  if (canonical(without(ours.data, invalid)) !== canonical(without(stock.data, invalid))) {
    return `Other data than the stock gateway's:${told}`;
  }
  if (trouble === 'structure') {
    return undefined;
  }
  if (pathsOf(stock.errors).some((path) => nullOn(stock.data, path) === undefined)) {
    // It takes one entity of a list for another, and says its errors at places that are none.
    return undefined;
  }
  const own = new Map(blamed(ours).map((path) => [JSON.stringify(path), path]));
  const others = new Set(blamed(stock).map((path) => JSON.stringify(path)));
  const silent = [...own.keys()].filter((place) => !others.has(place));
  // The stock gateway says nothing of an interface whose object nobody told the type of.
  const isTold = silent.every((place) =>
    ours.errors?.some((error) => isUntyped(error) && startsWith(error, own.get(place))),
  );
  return isTold && [...others].every((place) => own.has(place)) ? undefined : `Errors at other places:${told}`;
}

const isUntyped = ({ message }: GraphQLFormattedError): boolean => message.startsWith('No subgraph said which');
const startsWith = ({ path = [] }: GraphQLFormattedError, start: Path = []): boolean =>
  start.every((element, i) => path[i] === element);

const pathsOf = (errors: readonly GraphQLFormattedError[] = []): Path[] => errors.map(({ path }) => path ?? []);

/** The places where null stands because of an error. */
function blamed({ data, errors, extensions }: Answer): Path[] {
  const paths = [...pathsOf(errors), ...pathsOf(extensions?.valueCompletion)];
  return paths.flatMap((path) => nullOn(data, path) ?? []);
}

/** Whether one is the other, but for nulls in the place of something. */
function isPartOf(one: unknown, whole: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof whole !== 'object' || whole === null) {
    return one === null || one === whole;
  }
  const entries = Object.entries(one);
  return (
    Array.isArray(one) === Array.isArray(whole) &&
    (!Array.isArray(one) || one.length === (whole as unknown[]).length) &&
    entries.every(
      ([key, value]) => Object.hasOwn(whole, key) && isPartOf(value, (whole as Record<string, unknown>)[key]),
    )
  );
}

/** The place of the null that stands on a path; undefined where there is none. */
function nullOn(data: unknown, path: Path): [Path] | undefined {
  let value = data;
  for (const [i, element] of path.entries()) {
    if (typeof value !== 'object' || value === null) {
      return value === null ? [path.slice(0, i)] : undefined;
    }
    value = (value as Record<string | number, unknown>)[element];
  }
  return value === null ? [path] : undefined;
}

/** The data with null where it is at some paths. */
function without(data: unknown, paths: readonly Path[]): unknown {
  const copy: unknown = structuredClone({ data });
  for (const path of paths) {
    let value = copy as Record<string | number, unknown> | null;
    let key: string | number = 'data';
    for (const element of path) {
      const next: unknown = value?.[key];
      if (typeof next !== 'object' || next === null) {
        break;
      }
      value = next as Record<string | number, unknown>;
      key = element;
    }
    if (value && key in value) value[key] = null;
  }
  return copy;
}

/** Without the fields that introspection answers in the truth. */
function withoutIntrospection(data: unknown, truth: unknown): unknown {
  if (typeof data !== 'object' || data === null || typeof truth !== 'object' || truth === null) {
    return data;
  }
  return Object.fromEntries(
    Object.entries(data).filter(([key]) => (truth as Record<string, unknown>)[key] !== INTROSPECTION),
  );
}
