import type { CopyReport } from '../verbs/copy.ts';
import type { ReverseReport } from '../verbs/reverse.ts';
import type { StatusReport } from '../verbs/status.ts';
import type { SwitchReport } from '../verbs/switch.ts';
import type { SyncReport } from '../verbs/sync.ts';
import { count, counted, duration } from './numbers.ts';

const perTable = (rows: ReadonlyMap<string, number>): string[] =>
  [...rows].map(([name, n]) => `  ${name}: ${count(n)}`);

export function copyLines({ rows, seconds, quarantined }: CopyReport): string[] {
  const aside = [...quarantined.values()].reduce((a, b) => a + b, 0);
  return [
    `Copied: ${count(rows)} rows stand in the services' databases (${duration(seconds)}).`,
    ...(aside === 0
      ? []
      : [
          `${count(aside)} rows are set aside, whole, with the reason, in \`separation.quarantine\` of each database:`,
          ...perTable(quarantined),
          'Mend them in the source and run `npm run separate -- sync`, or accept them with --accept-quarantine.',
        ]),
  ];
}

export const syncLines = ({ rows, changed, refused, seconds }: SyncReport): string[] => [
  changed.size === 0
    ? `Nothing had changed in ${count(rows)} rows (${duration(seconds)}).`
    : `Compared ${count(rows)} rows in ${duration(seconds)}; brought up to date:`,
  ...perTable(changed),
  ...(refused === 0 ? [] : [`${count(refused)} rows were refused and are set aside.`]),
];

export const switchLines = ({ switched, frozenMs }: SwitchReport): string[] =>
  switched
    ? [
        `Switched. The source refused writes for ${duration(frozenMs / 1000)} before the services took over, and goes on refusing them.`,
        'Point everybody to the gateway. `npm run separate -- accept` measures it; `reverse` leads back.',
      ]
    : [
        `Not switched: the last verification found differences. The source can be written again (it was frozen for ${duration(frozenMs / 1000)}).`,
      ];

export function reverseLines({ did, changed, differing, kept, seconds }: ReverseReport): string[] {
  if (did === 'already') {
    return ['Reversed already: the source counts, and nothing was carried into it.'];
  }
  if (did === 'looked') {
    return differing.size === 0
      ? ['The source holds what the services hold.']
      : ['Rows that would be written or deleted in the source:', ...perTable(differing)];
  }
  const verdict =
    differing.size === 0
      ? 'The source holds what the services hold, and can be written again.'
      : 'The source does not hold everything yet; it stays frozen. Rows that differ:';
  return [
    `Carried back in ${duration(seconds)}${changed.size === 0 ? ': nothing had changed.' : ':'}`,
    ...perTable(changed),
    ...(kept.length === 0 ? [] : ['What the source has no place for stands in its table `separation.kept`:']),
    ...kept.map(({ table, why, rows }) => `  ${table}: ${counted(rows, 'row')} (${why})`),
    verdict,
    ...perTable(differing),
  ];
}

const NEXT: Readonly<Record<string, string>> = {
  none: 'Nothing has begun: `plan`, then `copy`.',
  copying: 'The copy is not finished: `copy` goes on where it was.',
  copied: 'Copied: `sync` and `verify`, then `switch`; or `rollback`.',
  switched: 'Switched: the services count. `reverse` leads back.',
  reversed: 'Reversed: the source counts again.',
};

/** Frozen tables are as they should be after a switch alone. */
const whyFrozen = (state: StatusReport['state']): string =>
  state === 'switched'
    ? ''
    : state === 'reversed'
      ? ': repeat `reverse`, which was interrupted'
      : ': repeat `switch`, which was interrupted, or `rollback`';

export function statusLines(report: StatusReport): string[] {
  const { state, tables, frozen, behind, lastVerification } = report;
  return [
    NEXT[state ?? 'none'] as string,
    ...(behind.length === 0 ? [] : [`${behind.join(', ')} lag behind: the last command was interrupted; repeat it.`]),
    ...tables.map(
      ({ name, state: its, rows, quarantined }) =>
        `  ${name}: ${its}, ${count(rows)} rows${quarantined === 0 ? '' : `, ${count(quarantined)} set aside`}`,
    ),
    ...(frozen.length === 0 ? [] : [`The source refuses writes to ${frozen.join(', ')}${whyFrozen(state)}.`]),
    ...(lastVerification === undefined
      ? []
      : [`Last verified ${lastVerification.finishedAt}: ${lastVerification.equal ? 'equal' : 'not equal'}.`]),
    ...(report.frozenMs === undefined ? [] : [`The switch froze the source for ${duration(report.frozenMs / 1000)}.`]),
  ];
}
