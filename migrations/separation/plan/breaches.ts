import type { ClientBase } from 'pg';
import { type Check, type ForeignKey, label, type Relation } from '../catalogue/relation.ts';
import type { Move } from '../move.ts';
import type { Breach } from '../report/plan-report.ts';
import { column, identifier } from '../sql.ts';
import { isGuarded, parentExists } from './columns.ts';
import { examples, frequent, type Question, repeated, type Seen } from './count.ts';

const MOST_VALUES = 5;
const MOST_EXAMPLES = 3;

/** A rule of the target that rows of the source may break, and how that is counted. */
export type Rule = Pick<Breach, 'kind' | 'constraint' | 'columns' | 'accepted'> & {
  question: Exclude<Question, { over: 'any' }>;
};

const LITERAL = /'((?:[^']|'')*)'/g;

/** The target's columns that a check names. */
function columnsOf({ expression }: Check, { columns }: Relation): string[] {
  const bare = expression.replaceAll(LITERAL, "''");
  const words = new Set(bare.match(/"(?:[^"]|"")+"|[\w$\u0080-\uffff]+/g));
  return columns.filter(({ name }) => words.has(name) || words.has(identifier(name))).map(({ name }) => name);
}

const acceptedBy = ({ expression }: Check): string[] =>
  [...expression.matchAll(LITERAL)].map(([, value]) => (value as string).replaceAll("''", "'"));

function notNullRules(move: Move, target: Relation): Rule[] {
  const written = new Set(move.columns.map((each) => each.target));
  return target.columns
    .filter((each) => each.notNull && !each.generated && (written.has(each.name) || each.default === null))
    .map(({ name }) => ({
      kind: 'not null',
      constraint: null,
      columns: [name],
      accepted: [],
      question: { over: 'target', condition: `${identifier(name)} is null` },
    }));
}

const checkRules = (target: Relation): Rule[] =>
  target.checks.map((check) => ({
    kind: 'check',
    constraint: check.name,
    columns: columnsOf(check, target),
    accepted: acceptedBy(check),
    question: { over: 'target', condition: `not (${check.expression})` },
  }));

/** Whether no two rows of the source can have the same there: a key of the source says so, and nothing is lost on the way. */
function guaranteed(columns: readonly string[], move: Move, source: Relation): boolean {
  const same = new Set(
    move.columns
      .filter((each) => columns.includes(each.target))
      .filter((each) => !move.legacy.some((part) => part.source === each.source && part.when !== null))
      .map((each) => each.source),
  );
  return source.keys.some((key) => key.columns.every((name) => same.has(name)));
}

function uniqueRules(move: Move, source: Relation, target: Relation): Rule[] {
  const moved = (name: string): boolean => move.columns.some((each) => each.target === name && each.source !== null);
  return target.keys
    .filter(({ columns }) => columns.every(moved) && !guaranteed(columns, move, source))
    .map(({ name, columns }) => ({
      kind: 'unique',
      constraint: name,
      columns,
      accepted: [],
      question: { over: 'repeated', columns },
    }));
}

/** Rows without the row that they must belong to. Where they need not belong to one, the reference goes to `legacy`. */
function parentRules(
  move: Move,
  source: Relation,
  target: Relation,
  parentOf: (key: ForeignKey) => Relation | undefined,
): Rule[] {
  return target.foreignKeys.flatMap((key): Rule[] => {
    const [name, referenced] = [key.columns[0] as string, key.referencedColumns[0] as string];
    const own = move.columns.find((each) => each.target === name)?.source;
    const parent = parentOf(key);
    const mustBe = target.columns.some((each) => each.name === name && each.notNull);
    if (key.columns.length > 1 || !own || parent === undefined || !mustBe || isGuarded(source, own, parent)) {
      return [];
    }
    const condition = `${column('s', own)} is not null and not ${parentExists(source, [own], parent, [referenced])}`;
    return [
      {
        kind: 'foreign key',
        constraint: key.name,
        columns: key.columns,
        accepted: [],
        question: { over: 'source', condition },
      },
    ];
  });
}

/**
 * The rules of the target that the source does not guarantee.
 *
 * @param parentOf the table of the source that becomes the table which a foreign key of the target names
 */
export const rulesFor = (
  move: Move,
  source: Relation,
  target: Relation,
  parentOf: (key: ForeignKey) => Relation | undefined,
): Rule[] => [
  ...notNullRules(move, target),
  ...checkRules(target),
  ...uniqueRules(move, source, target),
  ...parentRules(move, source, target, parentOf),
];

/** Which rows break a rule, and with what. */
export async function breachOf(client: ClientBase, seen: Seen, rule: Rule, rows: number): Promise<Breach> {
  const { question, ...what } = rule;
  const { move } = seen;
  const own = move.columns.find(({ target }) => rule.columns.length === 1 && target === rule.columns[0])?.source;
  const printed = move.sourceColumns.find(({ name }) => name === own)?.printed;
  const breach = { ...what, source: own == null ? null : `${label(move.source)}.${own}`, rows };
  if (question.over === 'repeated') {
    return { ...breach, values: await repeated(client, seen, question.columns, MOST_VALUES), examples: [] };
  }
  const showsValues = rule.kind !== 'not null' && printed !== undefined;
  return {
    ...breach,
    values: showsValues ? await frequent(client, seen, question, printed, MOST_VALUES) : [],
    examples: await examples(client, seen, question, MOST_EXAMPLES),
  };
}
