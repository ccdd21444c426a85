import { readOwn, type Values } from '../own.ts';
import type { Form } from './form.ts';
import type { ObjectShape, ObjectsOf, Shape } from './shape.ts';

/** Thrown where the answer is not simply the data: `careful` says what is wrong, or refused, and where. */
export const IRREGULAR = new Error('The answer is not simply the data of the subgraphs.');

type Complete<T> = (value: unknown) => T;

/**
 * Compiles what makes a client's answer, in some form, out of data that is as it has to be: one function for each
 * object, without a look at the schema.
 * @throws IRREGULAR when it is not
 */
export function fastObject<T>(shape: ObjectShape, form: Form<T>): (data: Values) => T {
  const captured: unknown[] = [];
  const capture = (value: unknown): string => `c${captured.push(value) - 1}`;
  const lines: string[] = [];
  const fields: { key: string; source: string }[] = [];
  for (const [i, { key, from, shape: field }] of shape.fields.entries()) {
    if (field.kind === 'typename') {
      if (shape.typename === null) {
        lines.push('throw irregular;');
      }
      fields.push({ key, source: form.name(shape.typename ?? '') });
      continue;
    }
    if (field.kind === 'refused') {
      lines.push('throw irregular;');
      continue;
    }
    lines.push(`let v${i} = ${readOwn('d', from)};`, ...completion(field, `v${i}`, form, capture));
    fields.push({ key, source: `v${i}` });
  }
  const source = `${captured.map((_, i) => `const c${i} = c[${i}];`).join(' ')}
    return (d) => { ${lines.join('\n')} return ${form.object(fields)}; };`;
  return new Function('c', 'irregular', source)(captured, IRREGULAR);
}

/** Statements that check a variable and put its completed value into it. */
function completion<T>(shape: Shape, variable: string, form: Form<T>, capture: (value: unknown) => string): string[] {
  const regular = regularSource(shape, variable, form, capture);
  if (shape.nonNull) {
    return [`if (${variable} == null) throw irregular;`, ...regular];
  }
  return [`if (${variable} == null) ${variable} = ${form.nothing}; else { ${regular.join(' ')} }`];
}

function regularSource<T>(
  shape: Shape,
  variable: string,
  form: Form<T>,
  capture: (value: unknown) => string,
): string[] {
  switch (shape.kind) {
    case 'leaf': {
      const { leaf } = shape;
      const values = leaf.values === undefined ? '' : capture(leaf.values);
      const test = leaf.source(variable, values);
      const check = test === 'true' ? [] : [`if (!(${test})) throw irregular;`];
      return [...check, `${variable} = ${form.leaf(variable, leaf)};`];
    }
    case 'list':
    case 'object':
      return [`${variable} = ${capture(fastValue(shape, form))}(${variable});`];
    default:
      return [`${variable} = ${form.whole(variable)};`];
  }
}

function fastValue<T>(shape: Shape & { kind: 'list' | 'object' }, form: Form<T>): Complete<T> {
  return shape.kind === 'list' ? fastList(shape.of, form) : fastObjects(shape.of, form);
}

function fastObjects<T>({ only, byName }: ObjectsOf, form: Form<T>): Complete<T> {
  if (only !== undefined) {
    const complete = fastObject(only, form);
    const typename = only.type;
    return (value) => {
      const object = asObject(value);
      const said = object.__typename;
      if (said !== undefined && said !== typename) {
        throw IRREGULAR;
      }
      return complete(object);
    };
  }
  const compiled = new Map<unknown, (data: Values) => T>();
  return (value) => {
    const object = asObject(value);
    const typename = object.__typename;
    let complete = compiled.get(typename);
    if (complete === undefined) {
      const shape = typename === undefined || typeof typename === 'string' ? byName(typename) : undefined;
      if (shape === undefined) {
        throw IRREGULAR;
      }
      complete = fastObject(shape, form);
      compiled.set(typename, complete);
    }
    return complete(object);
  };
}

function asObject(value: unknown): Values {
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw IRREGULAR;
  }
  return value as Values;
}

function fastList<T>(item: Shape, form: Form<T>): Complete<T> {
  const { nonNull } = item;
  if (item.kind === 'leaf') {
    const { isValid } = item.leaf;
    const complete = form.leaves(item.leaf);
    return (value) => {
      const list = asList(value);
      for (const each of list) {
        if (each == null ? nonNull || each === undefined : !isValid(each)) {
          throw IRREGULAR;
        }
      }
      return complete(list);
    };
  }
  const complete = fastValue(item as Shape & { kind: 'list' | 'object' }, form);
  const orNull = (each: unknown): T | null => {
    if (each == null) {
      if (nonNull) {
        throw IRREGULAR;
      }
      return null;
    }
    return complete(each);
  };
  return (value) => form.list(asList(value), orNull);
}

function asList(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw IRREGULAR;
  }
  return value;
}
