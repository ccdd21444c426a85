import { entry, readOwn, type Values } from '../own.ts';
import type { ObjectShape, ObjectsOf, Shape } from './shape.ts';

/** Thrown where the answer is not simply the data: `careful` says what is wrong, or refused, and where. */
export const IRREGULAR = new Error('The answer is not simply the data of the subgraphs.');

type Complete = (value: unknown) => unknown;

/**
 * Compiles what makes a client's answer out of data that is as it has to be: one function for each object, without a
 * look at the schema.
 * @throws IRREGULAR when it is not
 */
export function fastObject(shape: ObjectShape): (data: Values) => Values {
  const captured: unknown[] = [];
  const capture = (value: unknown): string => `c${captured.push(value) - 1}`;
  const lines: string[] = [];
  const entries: string[] = [];
  for (const [i, field] of shape.fields.entries()) {
    if (field.shape.kind === 'typename') {
      if (shape.typename === null) {
        lines.push('throw irregular;');
      }
      entries.push(entry(field.key, JSON.stringify(shape.typename)));
      continue;
    }
    if (field.shape.kind === 'refused') {
      lines.push('throw irregular;');
      continue;
    }
    lines.push(`let v${i} = ${readOwn('d', field.from)};`, ...completion(field.shape, `v${i}`, capture));
    entries.push(entry(field.key, `v${i}`));
  }
  const source = `${captured.map((_, i) => `const c${i} = c[${i}];`).join(' ')}
    return (d) => { ${lines.join('\n')} return { ${entries.join(', ')} }; };`;
  return new Function('c', 'irregular', source)(captured, IRREGULAR);
}

/** Statements that check a variable and put its completed value into it. */
function completion(shape: Shape, variable: string, capture: (value: unknown) => string): string[] {
  const regular = regularSource(shape, variable, capture);
  if (shape.nonNull) {
    return [`if (${variable} == null) throw irregular;`, ...regular];
  }
  return [`if (${variable} == null) ${variable} = null; else { ${regular.join(' ')} }`];
}

function regularSource(shape: Shape, variable: string, capture: (value: unknown) => string): string[] {
  switch (shape.kind) {
    case 'leaf': {
      const { leaf } = shape;
      const values = leaf.values === undefined ? '' : capture(leaf.values);
      const test = leaf.source(variable, values);
      return test === 'true' ? [] : [`if (!(${test})) throw irregular;`];
    }
    case 'list':
    case 'object':
      return [`${variable} = ${capture(fastValue(shape))}(${variable});`];
    default:
      return [];
  }
}

function fastValue(shape: Shape): Complete {
  if (shape.kind === 'list') {
    return fastList(shape.of);
  }
  return shape.kind === 'object' ? fastObjects(shape.of) : (value) => value;
}

function fastObjects({ only, byName }: ObjectsOf): Complete {
  if (only !== undefined) {
    const complete = fastObject(only);
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
  const compiled = new Map<unknown, (data: Values) => Values>();
  return (value) => {
    const object = asObject(value);
    const typename = object.__typename;
    let complete = compiled.get(typename);
    if (complete === undefined) {
      const shape = typename === undefined || typeof typename === 'string' ? byName(typename) : undefined;
      if (shape === undefined) {
        throw IRREGULAR;
      }
      complete = fastObject(shape);
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

function fastList(item: Shape): Complete {
  const { nonNull } = item;
  if (item.kind === 'leaf') {
    const { isValid } = item.leaf;
    return (value) => {
      for (const each of asList(value)) {
        if (each == null ? nonNull || each === undefined : !isValid(each)) {
          throw IRREGULAR;
        }
      }
      return value;
    };
  }
  const complete = fastValue(item);
  return (value) => {
    const list = asList(value);
    const made = new Array<unknown>(list.length);
    for (let i = 0; i < list.length; i++) {
      const each = list[i];
      if (each == null && nonNull) {
        throw IRREGULAR;
      }
      made[i] = each == null ? null : complete(each);
    }
    return made;
  };
}

function asList(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw IRREGULAR;
  }
  return value;
}
