import { styleText } from 'node:util';
import type { Report } from '../check.ts';
import { type CheckName, type Finding, isStopping } from '../finding.ts';
import { CHECKS, counted, placeText } from './words.ts';

type Style = Parameters<typeof styleText>[0];

/** Paints where the stream is a terminal that takes colours. */
export type Paint = (style: Style, text: string) => string;

export const painting =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    styleText(style, text, { stream });

export type TextOptions = { paint: Paint; verbose: boolean; seconds: number };

/** A report for people: what was looked at, what stands in the way and whom it hits, and what to do. */
export function textReport(report: Report, options: TextOptions): string {
  const { paint, seconds } = options;
  const sections = (Object.keys(CHECKS) as CheckName[]).flatMap((check) => section(check, report, options));
  const stopping = report.findings.filter(isStopping);
  const verdict =
    stopping.length === 0
      ? paint('green', 'Safe.')
      : paint(['red', 'bold'], `Breaking: ${counted(stopping.length, 'thing stands', 'things stand')} in the way.`);
  return [
    ...heading(report, paint),
    ...sections,
    ...toDo(stopping, paint),
    '',
    `${verdict} ${seconds.toFixed(1)} s`,
    '',
  ].join('\n');
}

function heading({ base, uncompared }: Report, paint: Paint): string[] {
  return base === undefined
    ? [
        paint(['yellow', 'bold'], 'NOTHING TO COMPARE WITH: changes that break clients are NOT looked for.'),
        `  There is no base: ${uncompared}.`,
        '  Fetch the history (git fetch --unshallow origin main), or name a --base. All else is checked.',
        '',
      ]
    : [`Compared with ${base}.`, ''];
}

function section(check: CheckName, report: Report, options: TextOptions): string[] {
  const { paint, verbose } = options;
  const own = report.findings.filter((finding) => finding.check === check);
  const shown = own.filter(({ severity, allowed }) => verbose || (severity !== 'info' && allowed === undefined));
  const summary = summaryOf(check, own, report);
  if (summary === undefined) {
    return [];
  }
  const failed = own.some(isStopping);
  const warned = own.some(({ severity, allowed }) => severity === 'warning' && allowed === undefined);
  const mark = failed ? paint('red', 'FAILED') : warned ? paint('yellow', 'look  ') : paint('green', 'ok    ');
  return [
    `${mark} ${paint('bold', CHECKS[check].padEnd(12))} ${summary}`,
    ...shown.flatMap((each) => lines(each, paint)),
  ];
}

function summaryOf(check: CheckName, own: readonly Finding[], report: Report): string | undefined {
  const composed = !report.findings.some((each) => each.check === 'composition' && each.severity === 'error');
  const all = counts(own);
  switch (check) {
    case 'composition':
      return composed
        ? [`${counted(report.subgraphs.length, 'subgraph is', 'subgraphs are')} one graph`, all]
            .filter(Boolean)
            .join(', ')
        : all;
    case 'gateway':
      return !composed ? 'not tried' : all || 'Apollo’s gateway and our planner load it';
    case 'changes':
      return report.base === undefined ? 'not looked for' : `${all || 'none'}${heldAgainst(report)}`;
    case 'operations':
      return composed ? [dearest(report), all].filter(Boolean).join(', ') : 'not tried';
    case 'contracts':
      return composed ? all || 'compose, load, and break nobody' : 'not tried';
    case 'lint':
      return all || 'nothing to remark';
    default:
      return all === '' ? undefined : all;
  }
}

const heldAgainst = ({ known }: Report): string =>
  `, held against ${counted(known.operations, 'operation')}${known.traffic ? ' with what a gateway recorded' : ''}`;

function dearest({ operations }: Report): string {
  const [most] = operations.toSorted((a, b) => b.cost - a.cost);
  return most === undefined
    ? 'none is valid'
    : `${operations.length} valid, the dearest is ${most.name} with a cost of ${most.cost} and a depth of ${most.depth}`;
}

function counts(own: readonly Finding[]): string {
  const stopping = own.filter(isStopping).length;
  const allowed = own.filter((each) => each.allowed !== undefined).length;
  const warnings = own.filter((each) => each.severity === 'warning' && each.allowed === undefined).length;
  const harmless = own.filter(({ severity }) => severity === 'info').length;
  return [
    stopping > 0 ? `${stopping} in the way` : '',
    warnings > 0 ? `${warnings} to look at` : '',
    allowed > 0 ? `${allowed} allowed` : '',
    harmless > 0 ? `${harmless} harmless` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function lines(finding: Finding, paint: Paint): string[] {
  const { severity, rule, message, affects, allowed } = finding;
  if (allowed !== undefined) {
    return [paint('dim', `  allowed ${rule} ${finding.coordinate}: ${allowed}`)];
  }
  const style = ({ error: 'red', warning: 'yellow', info: 'dim' } as const)[severity];
  return [
    `  ${paint(style, severity.padEnd(7))} ${message}  ${paint('dim', [placeText(finding), rule].filter(Boolean).join(' '))}`,
    ...affects.map((sentence) => `          ${sentence}`),
  ];
}

function toDo(stopping: readonly Finding[], paint: Paint): string[] {
  const remedies = new Map<string, string[]>();
  for (const { remedy, coordinate, rule } of stopping) {
    if (remedy !== undefined) {
      remedies.set(remedy, [...(remedies.get(remedy) ?? []), coordinate ?? rule]);
    }
  }
  if (remedies.size === 0) {
    return [];
  }
  return [
    '',
    paint('bold', 'What to do'),
    ...[...remedies].map(([remedy, about]) => `  ${shortened([...new Set(about)])}: ${remedy}`),
    '  Where it is meant as it is, say why above it in the SDL: # allow RULE: reason, and # allow RULE Type.field: reason for what is gone.',
  ];
}

const shortened = (all: readonly string[]): string =>
  all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ');
