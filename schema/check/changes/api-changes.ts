import { diff } from '@graphql-inspector/core';
import type { Uses } from '../operations/uses.ts';
import { RULES } from './api-rules.ts';
import type { Change, Schemas } from './change.ts';

type Found = Awaited<ReturnType<typeof diff>>[number];

/** Told of twice: by a rule of its own, or as one word of another. */
const SAID_OTHERWISE = /^(FIELD|ENUM_VALUE)_DEPRECATION_REASON|^DIRECTIVE_USAGE_/;
const OF_ARGUMENTS_AND_INPUTS = /^DIRECTIVE_USAGE_(ARGUMENT|INPUT_FIELD|ENUM_VALUE)(_DEFINITION)?_(ADDED|REMOVED)$/;

/** How what clients see of a graph has changed. */
export async function apiChanges(schemas: Schemas): Promise<Change[]> {
  const found = await diff(schemas.before, schemas.after);
  return found.flatMap((each) => {
    const deprecation = deprecationOf(each);
    if (deprecation !== undefined) {
      return [deprecation];
    }
    if (SAID_OTHERWISE.test(each.type)) {
      return [];
    }
    const rule = RULES[each.type];
    const change = rule?.(each.meta as Record<string, unknown>, schemas) ?? unforeseen(each);
    return [{ rule: each.type, ...change }];
  });
}

/** The comparison tells of deprecated fields; of arguments, input fields and enum values only that a directive came or went. */
function deprecationOf({ type, path = '' }: Found): Change | undefined {
  const [, coordinate] = /^(.+)\.@deprecated$/.exec(path) ?? [];
  if (coordinate === undefined || !OF_ARGUMENTS_AND_INPUTS.test(type)) {
    return undefined;
  }
  const isAdded = type.endsWith('_ADDED');
  return {
    rule: isAdded ? 'DEPRECATION_ADDED' : 'DEPRECATION_REMOVED',
    coordinate,
    message: `${coordinate} is ${isAdded ? 'deprecated now' : 'not deprecated any more'}.`,
    effect: 'harmless',
    met: () => [],
    consequence: '',
  };
}

/** What no rule of ours is about, such as descriptions: as the comparison judges it. */
function unforeseen({ message, path = '', criticality }: Found): Omit<Change, 'rule'> {
  return {
    coordinate: path,
    message: `${message.replace(/\.$/, '')}.`,
    effect: criticality.level === 'BREAKING' ? 'harmful' : criticality.level === 'DANGEROUS' ? 'notable' : 'harmless',
    met: (uses: Uses) => uses.of(path),
    consequence: 'uses it, and may break.',
  };
}
