import { entry, type Values } from '../own.ts';
import type { Leaf } from './leaf.ts';

/** What is made of data: the objects that the client gets, or the text of their JSON. Strings are JavaScript. */
export type Form<T> = {
  nothing: string;
  name(typename: string): string;
  /** Of a variable that holds a valid value. */
  leaf(variable: string, leaf: Leaf): string;
  /** Of a variable that holds something complete. */
  whole(variable: string): string;
  object(fields: readonly { key: string; source: string }[]): string;
  /** Makes a list of valid leaves and nulls. */
  leaves(leaf: Leaf): (list: unknown[]) => T;
  /** Makes a list of objects or lists. */
  list(list: readonly unknown[], complete: (item: unknown) => T | null): T;
};

export const AS_VALUES: Form<Values> = {
  nothing: 'null',
  name: (typename) => JSON.stringify(typename),
  leaf: (variable) => variable,
  whole: (variable) => variable,
  object: (fields) => `{ ${fields.map(({ key, source }) => entry(key, source)).join(', ')} }`,
  leaves: () => (list) => list as unknown as Values,
  list: (list, complete) => {
    const made = new Array<unknown>(list.length);
    for (let i = 0; i < list.length; i++) {
      made[i] = complete(list[i]);
    }
    return made as unknown as Values;
  },
};

/**
 * JSON, letter for letter that of `JSON.stringify`, of data whose strings hold nothing that has to be escaped. Half of
 * what it costs to make a large JSON is to look for that.
 */
export const AS_PLAIN_JSON: Form<string> = {
  nothing: "'null'",
  name: (typename) => JSON.stringify(JSON.stringify(typename)),
  leaf: (variable, leaf) => leaf.json(variable),
  whole: (variable) => `JSON.stringify(${variable})`,
  object: (fields) =>
    fields.length === 0
      ? "'{}'"
      : `${fields
          .map(({ key, source }, i) => `${JSON.stringify(`${i === 0 ? '{' : ','}${JSON.stringify(key)}:`)} + ${source}`)
          .join(' + ')} + '}'`,
  leaves: (leaf) => {
    const json = new Function('v', `return ${leaf.json('v')};`) as (value: unknown) => string;
    return (list) => joined(list, (item) => (item === null ? null : json(item)));
  },
  list: (list, complete) => joined(list, complete),
};

function joined(list: readonly unknown[], json: (item: unknown) => string | null): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) {
    text += i === 0 ? json(list[i]) : `,${json(list[i])}`;
  }
  return `${text}]`;
}
