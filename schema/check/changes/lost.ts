import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { elementsOf } from '../coordinates.ts';
import type { Uses } from '../operations/uses.ts';
import type { Change } from './change.ts';

/**
 * What clients see, and no SDL has any more. Where the subgraphs do not compose there is no new schema to compare with,
 * and whoever asks wants to know all the same whom a removal hits.
 */
export function lostChanges(before: GraphQLSchema, sdls: Iterable<string>): Change[] {
  const left = new Set([...sdls].flatMap((sdl) => elementsOf(sdl).map(({ coordinate }) => coordinate)));
  const gone = coordinatesOf(before).filter((coordinate) => !left.has(coordinate));
  // Of what is gone with its type or its field, the outermost says it all.
  const outermost = gone.filter((coordinate) => !gone.some((other) => coordinate.startsWith(`${other}.`)));
  return outermost.map((coordinate) => ({
    rule: coordinate.includes('.') ? 'REMOVED' : 'TYPE_REMOVED',
    coordinate,
    message: `${coordinate} is gone.`,
    effect: 'harmful',
    met: (uses: Uses) => uses.of(coordinate),
    consequence: 'uses it: the whole operation is refused.',
    remedy: 'Keep it and mark it @deprecated(reason: "…"); remove it when nobody uses it any more.',
  }));
}

function coordinatesOf(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__') && !BUILT_IN.has(name));
  return types.flatMap((type) => {
    if (isObjectType(type) || isInterfaceType(type)) {
      const fields = Object.values(type.getFields());
      return [
        type.name,
        ...fields.flatMap(({ name, args }) => [
          `${type.name}.${name}`,
          ...args.map((argument) => `${type.name}.${name}.${argument.name}`),
        ]),
      ];
    }
    const parts = isEnumType(type) ? type.getValues() : isInputObjectType(type) ? Object.values(type.getFields()) : [];
    return [type.name, ...parts.map(({ name }) => `${type.name}.${name}`)];
  });
}

const BUILT_IN: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);
