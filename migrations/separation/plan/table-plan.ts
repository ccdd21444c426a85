import { label, type Relation } from '../catalogue/relation.ts';
import { type Move, moveName } from '../move.ts';
import type { ColumnPlan, LegacyPlan, TablePlan } from '../report/plan-report.ts';
import { knowledgeOf } from '../services.ts';
import { columnSetting, type Settings } from '../settings.ts';
import { column } from '../sql.ts';
import { constantDefault } from './columns.ts';

/** Names of what nobody should read who reads a sample. */
const SECRET = /passw|passphrase|token|secret|hash|salt|credential|api_?key|private_?key|otp|\bpin\b/i;

/** Types that hold whatever a narrower one of the same kind holds. */
const ROOMY = /^(text|bigint|integer)$/;

const columnPlans = ({ columns, legacy, sourceColumns }: Move): ColumnPlan[] =>
  columns.flatMap(({ source, target, type, forward }) =>
    source === null
      ? []
      : [
          {
            source,
            target,
            sourceType: sourceColumns.find(({ name }) => name === source)?.type ?? type,
            targetType: type,
            converted:
              legacy.some((part) => part.source === source && part.when !== null) ||
              (forward !== column('s', source) && forward !== `(${column('s', source)})::${type}` && !ROOMY.test(type)),
            kept: 0,
          },
        ],
  );

const legacyPlans = ({ legacy, sourceColumns }: Move): LegacyPlan[] =>
  legacy
    .filter(({ when }) => when === null)
    .map(({ source, key }) => ({
      column: source,
      key,
      type: sourceColumns.find(({ name }) => name === source)?.type ?? 'text',
      secret: SECRET.test(source),
    }));

/** What the move says of its table by itself, before any row is looked at. */
export function tablePlan(move: Move, source: Relation, target: Relation, settings: Settings, now: string): TablePlan {
  const left = source.columns
    .map(({ name }) => name)
    .filter((name) => columnSetting(settings, source, name) === 'leave');
  const used = new Set(
    [...move.columns, ...move.legacy, ...move.generated.map(({ name }) => ({ source: name }))].map(
      (each) => each.source,
    ),
  );
  const derived = knowledgeOf(move.service).derived[move.target.name] ?? [];
  return {
    name: moveName(move),
    service: move.service,
    source: label(move.source),
    kind: move.kind,
    rows: move.rows,
    exact: false,
    bytes: move.bytes,
    key: move.keyColumns,
    columns: columnPlans(move),
    legacy: legacyPlans(move),
    left,
    computed: source.columns.map(({ name }) => name).filter((name) => !left.includes(name) && !used.has(name)),
    missing: move.targetOnly
      .filter(({ name }) => !derived.includes(name))
      .map(({ name }) => {
        const own = target.columns.find((each) => each.name === name);
        const constant = own === undefined ? null : constantDefault(own, now);
        return { column: name, default: constant === null ? null : (own?.default ?? null) };
      }),
    breaches: [],
    refused: 0,
    unknownSteps: [],
    triggers: source.triggers.filter(({ enabled }) => enabled !== 'D').map(({ name }) => name),
  };
}
