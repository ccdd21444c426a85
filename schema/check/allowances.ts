import { type DocumentNode, parse, type Token, TokenKind } from 'graphql';
import { sdlFile } from '../subgraphs.ts';
import { elementsIn } from './coordinates.ts';
import type { Finding } from './finding.ts';

/** That something may be as it is, said in a comment: `# allow RULE: reason`, or `# allow RULE Type.field: reason`. */
type Allowance = { rule: string; coordinate: string; reason: string; file: string; line: number };

const FORM = /^\s*allow\s+([A-Z][A-Z0-9_]*)(?:\s+([@\w][\w./]*))?\s*:\s*(\S.*)$/;
const MEANT = /^\s*allow\b/;

/**
 * Findings with what the SDL allows of them, and what is wrong with what it says. A comment that names nothing is about
 * the element below it; one that does may stand anywhere in the SDL, for what is gone has no place any more.
 */
export function withAllowances(
  findings: readonly Finding[],
  sdls: readonly { name: string; sdl: string }[],
): Finding[] {
  const { allowances, problems } = read(sdls);
  const used = new Set<Allowance>();
  const judged = findings.map((finding) => {
    const allowance = finding.severity === 'info' ? undefined : allowances.find((each) => isAbout(each, finding));
    if (allowance === undefined) {
      return finding;
    }
    used.add(allowance);
    return { ...finding, allowed: allowance.reason };
  });
  return [...judged, ...problems, ...allowances.filter((each) => !used.has(each)).map(idle)];
}

/** What a client sends can never be allowed away: an operation that is refused is refused. */
const isAbout = ({ rule, coordinate, file }: Allowance, finding: Finding): boolean =>
  finding.check !== 'operations' &&
  finding.rule === rule &&
  finding.coordinate === coordinate &&
  (finding.check !== 'lint' || finding.place?.file === file);

function read(sdls: readonly { name: string; sdl: string }[]): { allowances: Allowance[]; problems: Finding[] } {
  const allowances: Allowance[] = [];
  const problems: Finding[] = [];
  for (const { name, sdl } of sdls) {
    const document = parse(sdl);
    const below = elementsBelow(document);
    for (const comment of commentsIn(document)) {
      const [, rule, named, reason] = FORM.exec(comment.value) ?? [];
      const place = { file: sdlFile(name), line: comment.line };
      const coordinate = named ?? below.get(comment.line);
      if (rule !== undefined && coordinate !== undefined && reason !== undefined) {
        allowances.push({ rule, coordinate, reason: reason.trim(), ...place });
      } else if (MEANT.test(comment.value)) {
        problems.push(misspelt(place));
      }
    }
  }
  return { allowances, problems };
}

function commentsIn({ loc }: DocumentNode): (Token & { value: string })[] {
  const found: (Token & { value: string })[] = [];
  for (let token: Token | null | undefined = loc?.startToken; token != null; token = token.next) {
    if (token.kind === TokenKind.COMMENT) {
      found.push(token as Token & { value: string });
    }
  }
  return found;
}

/** The element that each line of comments stands right above. */
function elementsBelow(document: DocumentNode): Map<number, string> {
  const below = new Map<number, string>();
  for (const { node, coordinate } of elementsIn(document)) {
    let token = node.loc?.startToken.prev;
    while (token?.kind === TokenKind.COMMENT) {
      below.set(token.line, coordinate);
      token = token.prev;
    }
  }
  return below;
}

const misspelt = (place: Finding['place']): Finding => ({
  check: 'allowances',
  rule: 'ALLOWANCE_NOT_UNDERSTOOD',
  severity: 'error',
  message: 'This comment allows nothing.',
  place,
  affects: [],
  remedy: 'Write # allow RULE: reason right above what it is about, or # allow RULE Type.field: reason.',
});

const idle = ({ rule, coordinate, file, line }: Allowance): Finding => ({
  check: 'allowances',
  rule: 'ALLOWANCE_IDLE',
  severity: 'warning',
  message: `${rule} of ${coordinate} is allowed, and nobody complains of it.`,
  place: { file, line },
  affects: [],
  remedy: 'Take the comment out.',
});
