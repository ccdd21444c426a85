import { parseArgs } from 'node:util';
import { subgraphNames } from '../subgraphs.ts';
import { CannotRun } from './cannot-run.ts';

export type Options = {
  /** A git revision, a file or an endpoint; the merge base when it is left out. */
  base: string | undefined;
  /** Headers for an endpoint. */
  headers: Record<string, string>;
  /** Files that `schema:usage` wrote or that a gateway writes. */
  usage: string[];
  /** What was asked before this time does not count. */
  since: Date | undefined;
  /** One subgraph alone, with the SDL of this file where one is given. */
  subgraph: string | undefined;
  sdl: string | undefined;
  format: 'text' | 'json' | 'annotations';
  /** Also what is harmless. */
  verbose: boolean;
};

export const USAGE = `npm run schema:check -- [options]

  --base REF|FILE|URL   what to compare with: a git revision, a file with a supergraph or an API
                        schema, or a running endpoint; the merge base with main when left out
  --header "NAME: TEXT" sent to that endpoint, such as an authorization; may stand several times
  --usage FILE          what clients ask for, as the gateway recorded it; may stand several times
  --since DATE          of that only what was asked on this day or later
  --subgraph NAME       this subgraph alone, compared with its file in schema/ unless --base says
  --sdl FILE            its new SDL
  --json                for programs
  --annotations         for code review, as GitHub's workflow commands
  --verbose             lists harmless changes as well

Exit codes: 0 safe, 1 something breaks, 2 the check cannot run.`;

/** @throws CannotRun */
export function readOptions(args: readonly string[]): Options | 'help' {
  const values = given(args);
  if (values.help) {
    return 'help';
  }
  if (values.json && values.annotations) {
    throw new CannotRun('Give --json or --annotations, not both.');
  }
  if (values.sdl !== undefined && values.subgraph === undefined) {
    throw new CannotRun(`Say whose SDL ${values.sdl} is: --subgraph ${subgraphNames.join('|')}.`);
  }
  if (values.subgraph !== undefined && !subgraphNames.some((name) => name === values.subgraph)) {
    throw new CannotRun(`There is no subgraph ${values.subgraph}: there are ${subgraphNames.join(', ')}.`);
  }
  return {
    base: values.base,
    headers: headersOf(values.header ?? []),
    usage: values.usage ?? [],
    since: dateOf(values.since),
    subgraph: values.subgraph,
    sdl: values.sdl,
    format: values.json ? 'json' : values.annotations ? 'annotations' : 'text',
    verbose: values.verbose ?? false,
  };
}

function given(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        base: { type: 'string' },
        header: { type: 'string', multiple: true },
        usage: { type: 'string', multiple: true },
        since: { type: 'string' },
        subgraph: { type: 'string' },
        sdl: { type: 'string' },
        json: { type: 'boolean' },
        annotations: { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new CannotRun(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function headersOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^([\w-]+):\s*(\S.*)$/.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw new CannotRun('--header takes a name and a text: --header "authorization: Bearer …".');
      }
      return [name.toLowerCase(), value];
    }),
  );
}

function dateOf(text: string | undefined): Date | undefined {
  if (text === undefined) {
    return undefined;
  }
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new CannotRun(`--since takes a day such as 2026-11-01, not ${text}.`);
  }
  return date;
}
