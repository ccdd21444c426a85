/** A search as PostgreSQL takes it: texts for `to_tsquery`, in which every word is quoted. */
export type SearchQuery = {
  exact: string;
  /** The same without beginnings: whoever has the whole word comes first. */
  whole: string;
  /** What the index is asked for: never matches less, and asks for nothing that most samples have. Null when there is nothing but exclusions to go by. */
  loose: string | null;
  /** What may be a misspelt name: words alone, nothing quoted, excluded or alternative. */
  name: string | null;
};

type Term = { text: string; phrase: boolean; excluded: boolean };

/** Nobody means more by a search; the rest is not looked at. */
const MOST_TERMS = 32;
const LONGEST_TERM = 100;
/** Of one letter half the directory begins with. */
const SHORTEST_PREFIX = 2;
const SHORTEST_ASKED_FOR = 3;
const SHORTEST_NAME = 3;

/**
 * What a person types into a search engine: `"exact phrase"`, `-not`, `or`; words mean all of them, each may be the
 * beginning of a longer one. Anything is a search: what has no letter and no digit is passed over.
 * Null when nothing is left.
 */
export function parseSearch(typed: string): SearchQuery | null {
  const groups = alternatives(typed).filter((group) => group.length > 0);
  if (groups.length === 0) {
    return null;
  }
  const wanted = groups.map((group) => group.filter(({ excluded }) => !excluded));
  const only = groups.length === 1 ? (groups[0] as Term[]) : [];
  const name = only.every(({ phrase, excluded }) => !phrase && !excluded) ? only.map(({ text }) => text).join(' ') : '';
  return {
    exact: anyOf(groups),
    whole: anyOf(groups).replaceAll("':*", "'"),
    loose: wanted.every((group) => group.length > 0) ? anyOf(wanted, looseOperand) : null,
    name: name.length >= SHORTEST_NAME ? name.slice(0, LONGEST_TERM) : null,
  };
}

function alternatives(typed: string): Term[][] {
  const groups: Term[][] = [[]];
  let count = 0;
  for (const [token] of typed.toWellFormed().matchAll(/-?"[^"]*"?|[^\s"]+/g)) {
    const term = termOf(token);
    if (/^or$/i.test(token)) {
      groups.push([]);
    } else if (term !== null && count < MOST_TERMS) {
      count++;
      groups.at(-1)?.push(term);
    }
  }
  return groups;
}

function termOf(token: string): Term | null {
  const excluded = /^-./.test(token);
  const body = excluded ? token.slice(1) : token;
  // Quotes and backslashes would end the quoting that `to_tsquery` gets; PostgreSQL's parser splits words there too.
  const text = body
    .replace(/["'\\\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TERM)
    .toWellFormed();
  return /[\p{L}\p{N}]/u.test(text) ? { text, phrase: body.startsWith('"'), excluded } : null;
}

const anyOf = (groups: Term[][], written = operand): string =>
  groups.map((group) => `(${group.map(written).join(' & ')})`).join(' | ');

function operand({ text, phrase, excluded }: Term): string {
  if (excluded) {
    return `!'${text}'`;
  }
  return phrase ? `'${text}'` : `(${spellings(text).map(beginning).join(' | ')})`;
}

/**
 * Tubes of a form are `JL147-001`, `JL147-002` …: the index has to be asked for `JL147`, and not for whatever begins
 * with `-0`. Parts of a hyphenated word are words of their own, except numbers behind a hyphen (see `spellings`).
 */
function looseOperand(term: Term): string {
  if (term.phrase || !/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)+$/u.test(term.text)) {
    return operand(term);
  }
  const parts = term.text.split('-');
  const last = parts.pop() as string;
  const whole = parts.filter((part, i) => i === 0 || !/^\d+$/.test(part)).map((part) => `'${part}'`);
  const end = last.length < SHORTEST_ASKED_FOR ? [] : [`(${spellings(last).map(beginning).join(' | ')})`];
  return `(${[...whole, ...end].join(' & ')})`;
}

const beginning = (word: string): string => (word.length < SHORTEST_PREFIX ? `'${word}'` : `'${word}':*`);

/**
 * PostgreSQL reads the `-195` of `JL147-195` as a negative number, and an address as one word: a number may stand
 * behind a hyphen, a hyphen may separate words, and of half an address only the name is looked for.
 */
function spellings(word: string): string[] {
  if (/^\d+$/.test(word)) {
    return [word, `-${word}`];
  }
  const name = word.split('@')[0] as string;
  if (name !== '' && word.includes('@') && !/^[^@]+@[^@]+\.[^@.]{2,}$/.test(word)) {
    return [name];
  }
  return /[\p{L}\p{N}]-[\p{L}\p{N}]/u.test(word) ? [word, word.replaceAll('-', ' ')] : [word];
}
