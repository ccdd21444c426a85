import { parse } from 'graphql';
import { sdlFile } from '../../subgraphs.ts';
import { elementsIn } from '../coordinates.ts';
import type { Finding } from '../finding.ts';
import { CONNECTIONS } from './connections.ts';
import { DOCUMENTS } from './documents.ts';
import { NAMING } from './naming.ts';
import type { LintRule } from './violation.ts';

/** Every rule that SDL is held to, by its name. Those of Apollo's linter have its names. */
export const LINT_RULES: Readonly<Record<string, LintRule>> = { ...NAMING, ...DOCUMENTS, ...CONNECTIONS };

/** What breaks the rules in a subgraph's SDL, which parses. */
export function lint({ name, sdl }: { name: string; sdl: string }): Finding[] {
  const document = parse(sdl);
  const linted = { document, elements: elementsIn(document) };
  return Object.entries(LINT_RULES).flatMap(([rule, { why, look }]) =>
    look(linted).map(
      ({ coordinate, line, message, remedy }): Finding => ({
        check: 'lint',
        rule,
        severity: 'error',
        message,
        coordinate,
        place: { file: sdlFile(name), line },
        affects: [why],
        remedy,
      }),
    ),
  );
}
