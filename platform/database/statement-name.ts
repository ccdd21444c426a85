import { hash } from 'node:crypto';

/** Past this many texts a service's statements with parameters lose their own names in the metrics. */
const MOST_NAMES = 300;

const VERB = /^[\s(]*([a-z]+)/i;
/** The first table: what follows `from`, `into` or `update`, functions (`unnest(…)`) and qualified columns left out. */
const TABLE = /\binto\s+"?([a-z_]\w*)|\b(?:from|update|join)\s+(?:only\s+)?"?([a-z_]\w*)\b"?(?!\s*[(.])/i;

/** `select nanopore_samples`, `commit`: what a statement does to what, from its text. */
export function kindOfStatement(text: string): { verb: string; table: string | undefined } {
  const [, into, from] = TABLE.exec(text) ?? [];
  return {
    verb: (VERB.exec(text)?.[1] ?? 'unknown').toLowerCase().slice(0, 12),
    table: (into ?? from)?.toLowerCase().slice(0, 36),
  };
}

/**
 * The name under which a text is prepared, logged and counted: `select_nanopore_samples_3f9c01d2ab47`. It depends on
 * the text alone, so it is the same in every process and version. PostgreSQL takes 63 characters.
 */
export function preparedName(text: string): string {
  const { verb, table } = kindOfStatement(text);
  const digest = hash('sha1', text, 'hex').slice(0, 12);
  return table === undefined ? `${verb}_${digest}` : `${verb}_${table}_${digest}`;
}

/** Ends a text whose plan depends on the values: it goes by its name, but PostgreSQL makes a plan each time. */
export const PLANNED_ANEW = '/* planned anew */';

export type StatementNames = {
  /** The prepared name; undefined past the limit, when the text is not worth a plan of its own. */
  prepared(text: string): string | undefined;
  /** Without the text's hash, for statements that hold their values as literals: bounded by the schema. */
  unprepared(text: string): string;
};

export function statementNames(): StatementNames {
  const names = new Map<string, string>();
  return {
    prepared: (text) => {
      let name = names.get(text);
      if (name === undefined && names.size < MOST_NAMES) {
        name = preparedName(text);
        names.set(text, name);
      }
      return name;
    },
    unprepared: (text) => {
      const { verb, table } = kindOfStatement(text);
      return table === undefined ? verb : `${verb} ${table}`;
    },
  };
}
