import type { Report } from '../check.ts';
import { type Finding, isStopping } from '../finding.ts';

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One workflow command of GitHub's for each finding that somebody has to see, on its line of the SDL. */
export function annotations({ findings, uncompared }: Report): string {
  const unseen = uncompared === undefined ? [] : [command('warning', {}, `Nothing to compare with: ${uncompared}.`)];
  const shown = findings.filter(({ severity, allowed }) => severity !== 'info' && allowed === undefined);
  return [...unseen, ...shown.map(annotation)].map((line) => `${line}\n`).join('');
}

function annotation(finding: Finding): string {
  const { rule, message, place, affects, remedy } = finding;
  const text = [message, ...affects, ...(remedy === undefined ? [] : [`What to do: ${remedy}`])].join('\n');
  return command(
    isStopping(finding) ? 'error' : 'warning',
    { file: place?.file, line: place?.line, title: rule },
    text,
  );
}

function command(name: string, properties: Record<string, string | number | undefined>, text: string): string {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(String(value))}`],
  );
  return `::${name}${given.length > 0 ? ` ${given.join(',')}` : ''}::${data(text)}`;
}
