import { isEnumType } from 'graphql';
import { anyOf, harmless, LACKS, type Meta, type Rule, SENDS, text, unlessSafe } from './api-rule.ts';
import type { Change } from './change.ts';
import { isRequired } from './input-position.ts';

/** What becomes of values of enums. */
export const enumRules: Record<string, Rule> = {
  ENUM_VALUE_REMOVED: (meta, { before }) => {
    const [type, value] = [text(meta, 'enumName'), text(meta, 'removedEnumValueName')];
    const old = before.getType(type);
    return {
      coordinate: `${type}.${value}`,
      message: `The value ${type}.${value} is gone.`,
      effect: 'harmful',
      met: anyOf(`${type}.${value}`, type),
      consequence: `has to do with ${type}: what it sends may be refused, and what it does with ${value} comes to nothing.`,
      remedy: 'Keep it and mark it @deprecated(reason: "…"); remove it when no row has it and nobody sends it.',
      announced: isEnumType(old) && old.getValue(value)?.deprecationReason != null,
    };
  },
  ENUM_VALUE_ADDED: (meta) => {
    const [type, value] = [text(meta, 'enumName'), text(meta, 'addedEnumValueName')];
    return meta.addedToNewType
      ? harmless(`${type}.${value}`, `The value ${type}.${value} is new.`)
      : {
          coordinate: `${type}.${value}`,
          message: `The value ${type}.${value} is new.`,
          effect: 'notable',
          met: anyOf(type),
          consequence: 'may get it, and has to do something sensible with a value that it does not know.',
          remedy: 'Say so to whoever asks before the first row has it.',
        };
  },
};

/** What becomes of types, unions and interfaces. */
export const typeRules: Record<string, Rule> = {
  TYPE_REMOVED: (meta) => {
    const type = text(meta, 'removedTypeName');
    return {
      coordinate: type,
      message: `The type ${type} is gone.`,
      effect: 'harmful',
      met: anyOf(type, `${type}{}`),
      consequence: 'uses it: the whole operation is refused.',
      remedy: 'Deprecate every field that leads to it first.',
    };
  },
  TYPE_ADDED: (meta) => harmless(text(meta, 'addedTypeName'), `The type ${text(meta, 'addedTypeName')} is new.`),
  TYPE_KIND_CHANGED: (meta) => {
    const type = text(meta, 'typeName');
    return {
      coordinate: type,
      message: `The type ${type} is of another kind (${text(meta, 'newTypeKind')}, it was ${text(meta, 'oldTypeKind')}).`,
      effect: 'harmful',
      met: anyOf(type, `${type}{}`),
      consequence: 'uses it: the whole operation is refused.',
      remedy: 'Add a type of another name.',
    };
  },
  UNION_MEMBER_REMOVED: (meta) => {
    const [union, member] = [text(meta, 'unionName'), text(meta, 'removedUnionMemberTypeName')];
    return {
      coordinate: `${union}/${member}`,
      message: `${union} is never ${member} any more.`,
      effect: 'harmful',
      met: anyOf(`${union}/${member}`),
      consequence: `asks for ... on ${member} there: the whole operation is refused.`,
      remedy: 'Keep it among the members; that no object of it comes is no harm.',
    };
  },
  UNION_MEMBER_ADDED: (meta) => {
    const [union, member] = [text(meta, 'unionName'), text(meta, 'addedUnionMemberTypeName')];
    return meta.addedToNewType
      ? harmless(`${union}/${member}`, `${union} may be ${member}.`)
      : newObjects(union, member, `${union} may be ${member} now.`);
  },
  OBJECT_TYPE_INTERFACE_REMOVED: (meta) => {
    const [type, name] = [text(meta, 'objectTypeName'), text(meta, 'removedInterfaceName')];
    return {
      coordinate: `${name}/${type}`,
      message: `${type} is no ${name} any more.`,
      effect: 'harmful',
      met: anyOf(`${name}/${type}`, `${type}/${name}`, name),
      consequence: `asks for ${name}: ${type} is not among it any more, and where it says so the operation is refused.`,
      remedy: `Let ${type} go on to implement ${name}.`,
    };
  },
  OBJECT_TYPE_INTERFACE_ADDED: (meta) => {
    const [type, name] = [text(meta, 'objectTypeName'), text(meta, 'addedInterfaceName')];
    return meta.addedToNewType
      ? harmless(`${name}/${type}`, `${type} is ${name}.`)
      : newObjects(name, type, `${type} is ${name} now.`);
  },
};

const newObjects = (abstract: string, type: string, message: string): Omit<Change, 'rule'> => ({
  coordinate: `${abstract}/${type}`,
  message,
  effect: 'notable',
  met: anyOf(abstract),
  consequence: 'may get such objects, of which it asks for nothing.',
  remedy: 'Say so to whoever asks.',
});

/** What becomes of directives that clients write. */
export const directiveRules: Record<string, Rule> = {
  DIRECTIVE_REMOVED: (meta) => {
    const name = `@${text(meta, 'removedDirectiveName')}`;
    return {
      coordinate: name,
      message: `The directive ${name} is gone.`,
      effect: 'harmful',
      met: anyOf(name),
      consequence: 'writes it: the whole operation is refused.',
    };
  },
  DIRECTIVE_LOCATION_REMOVED: (meta) => {
    const name = `@${text(meta, 'directiveName')}`;
    const location = text(meta, 'removedDirectiveLocation');
    return {
      coordinate: name,
      message: `The directive ${name} may not stand on ${location} any more.`,
      effect: 'harmful',
      met: anyOf(name),
      consequence: `writes it: on ${location} the operation is refused.`,
    };
  },
  DIRECTIVE_ARGUMENT_REMOVED: (meta) => {
    const [name, argument] = [`@${text(meta, 'directiveName')}`, text(meta, 'removedDirectiveArgumentName')];
    return {
      coordinate: `${name}.${argument}`,
      message: `The argument ${argument} of ${name} is gone.`,
      effect: 'harmful',
      met: anyOf(`${name}.${argument}`),
      consequence: SENDS,
    };
  },
  DIRECTIVE_ARGUMENT_ADDED: (meta, { after }) => {
    const [name, argument] = [text(meta, 'directiveName'), text(meta, 'addedDirectiveArgumentName')];
    const now = after.getDirective(name)?.args.find((each) => each.name === argument);
    const message = `The argument ${argument} of @${name} is new`;
    return now !== undefined && isRequired(now) && !meta.addedToNewDirective
      ? {
          coordinate: `@${name}.${argument}`,
          message: `${message}, and has to be sent.`,
          effect: 'harmful',
          met: anyOf(`@${name}`),
          consequence: LACKS,
        }
      : harmless(`@${name}.${argument}`, `${message}; nobody has to send it.`);
  },
};

/** What becomes of where operations begin. */
export const rootRules: Record<string, Rule> = Object.fromEntries(
  (['query', 'mutation', 'subscription'] as const).map((kind) => [
    `SCHEMA_${kind.toUpperCase()}_TYPE_CHANGED`,
    (meta: Meta) =>
      unlessSafe(meta[`old${kind.charAt(0).toUpperCase()}${kind.slice(1)}TypeName`] === null, {
        coordinate: kind,
        message: `What a ${kind} begins at has changed.`,
        effect: 'harmful',
        met: anyOf(kind),
        consequence: `is a ${kind}: the whole operation may be refused.`,
      }),
  ]),
) as Record<string, Rule>;
