import type { GraphQLError } from 'graphql';
import { isObject, own, type Values } from '../own.ts';
import { completionError, refusalError } from './completion-error.ts';
import type { ObjectShape, Shape } from './shape.ts';

type Path = { before: Path; key: string | number } | undefined;

/**
 * Makes the client's answer out of data that is not all what it has to be: what is wrong becomes null, and so does
 * whatever may not be without it. What clients are not to see becomes null as well, and nothing is wrong with it. Null
 * when nothing is left.
 * @param errors what is wrong is added to them, with its path
 */
export function carefulObject(shape: ObjectShape, data: Values, errors: GraphQLError[]): Values | null {
  return completeFields(shape, data, undefined, errors);
}

function completeFields(shape: ObjectShape, data: Values, path: Path, errors: GraphQLError[]): Values | null {
  const made: [string, unknown][] = [];
  for (const { key, from, shape: field } of shape.fields) {
    if (field.kind === 'typename') {
      if (shape.typename === null) {
        errors.push(completionError(`No subgraph said which ${shape.type} this is.`, listOf(path)));
        return null;
      }
      made.push([key, shape.typename]);
      continue;
    }
    const here = { before: path, key };
    if (field.kind === 'refused') {
      errors.push(refusalError(field.refusal, listOf(here)));
      if (field.nonNull) {
        return null;
      }
      made.push([key, null]);
      continue;
    }
    const value = complete(field, own(data, from), here, `field ${shape.type}.${key}`, errors);
    if (value === null && field.nonNull) {
      return null;
    }
    made.push([key, value]);
  }
  return Object.fromEntries(made);
}

/** A value, or null; where null may not be, that is noted, unless what made it null has been. */
function complete(shape: Shape, value: unknown, path: Path, what: string, errors: GraphQLError[]): unknown {
  const before = errors.length;
  const made = value === null || value === undefined ? null : regular(shape, value, path, what, errors);
  if (made === null && shape.nonNull && errors.length === before) {
    errors.push(completionError(`Cannot return null for non-nullable ${what}.`, listOf(path)));
  }
  return made;
}

function regular(shape: Shape, value: unknown, path: Path, what: string, errors: GraphQLError[]): unknown {
  switch (shape.kind) {
    case 'leaf':
      if (shape.leaf.isHidden(value)) {
        return null;
      }
      return shape.leaf.isValid(value) ? value : wrong(`Invalid value found for ${what}.`, path, errors);
    case 'list':
      return Array.isArray(value)
        ? completeItems(shape.of, value, path, errors)
        : wrong(`Expected a list for ${what}.`, path, errors);
    case 'object': {
      if (!isObject(value)) {
        return wrong(`Expected an object for ${what}.`, path, errors);
      }
      const typename = own(value, '__typename');
      if (typeof typename === 'string' && shape.of.isHidden(typename)) {
        return null;
      }
      const refusal = typeof typename === 'string' ? shape.of.refusalOf(typename) : undefined;
      if (refusal !== undefined) {
        errors.push(refusalError(refusal, listOf(path)));
        return null;
      }
      const object = typename === undefined || typeof typename === 'string' ? shape.of.byName(typename) : undefined;
      return object === undefined
        ? wrong(`Invalid __typename found for object at ${what}.`, path, errors)
        : completeFields(object, value, path, errors);
    }
    default:
      return value;
  }
}

function completeItems(item: Shape, list: readonly unknown[], path: Path, errors: GraphQLError[]): unknown[] | null {
  const made = list.map((each, i) =>
    complete(item, each, { before: path, key: i }, `array element of type ${item.type} at index ${i}`, errors),
  );
  return item.nonNull && made.includes(null) ? null : made;
}

function wrong(message: string, path: Path, errors: GraphQLError[]): null {
  errors.push(completionError(message, listOf(path)));
  return null;
}

function listOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.before) {
    keys.push(at.key);
  }
  return keys.reverse();
}
