/** `node checks/errors-document.ts [--check]`: writes docs/errors.md from the registry, or says whether it is up to date. */
import { ERRORS, type ErrorDefinition, type ErrorKind } from '../platform/errors/registry.ts';
import { settle } from './derived-file.ts';

const SECTIONS: Record<ErrorKind, string> = {
  fault: 'GraphQL errors (`errors[].extensions.code`): the request, or the part at `path`, could not be answered.',
  user: 'User errors (`userErrors[].code` of a payload): nothing was written, and the caller can mend it.',
  startup: 'Refused starts: one sentence on standard error, exit code 1.',
};

const row = ([code, { status, meaning, remedy }]: [string, ErrorDefinition]): string =>
  `| \`${code}\` | ${status === 0 ? '–' : status} | ${meaning} | ${remedy} |`;

function errorsDocument(): string {
  const entries = Object.entries(ERRORS) as [string, ErrorDefinition][];
  const sections = (Object.keys(SECTIONS) as ErrorKind[]).map((kind) =>
    [
      `## ${kind}`,
      '',
      SECTIONS[kind],
      '',
      '| code | HTTP status | meaning | what to do |',
      '|---|---|---|---|',
      ...entries.filter(([, definition]) => definition.kind === kind).map(row),
    ].join('\n'),
  );
  const head = '<!-- Generated from platform/errors/registry.ts by `npm run docs:errors`; do not edit. -->\n# Errors';
  return `${[head, ...sections].join('\n\n')}\n`;
}

settle([{ url: new URL('../docs/errors.md', import.meta.url), content: errorsDocument() }], 'docs:errors');
