import type { GraphQLArgument } from 'graphql';
import type { Uses } from '../operations/uses.ts';
import {
  anyOf,
  argumentOf,
  harmless,
  inputFieldOf,
  LACKS,
  type Meta,
  type Rule,
  SENDS,
  text,
  unlessSafe,
  without,
} from './api-rule.ts';
import type { Change } from './change.ts';
import { isRequired, isStillTaken } from './input-position.ts';

/** What becomes of arguments. */
export const argumentRules: Record<string, Rule> = {
  FIELD_ARGUMENT_ADDED: (meta) => {
    const field = `${text(meta, 'typeName')}.${text(meta, 'fieldName')}`;
    const name = text(meta, 'addedArgumentName');
    const message = `The argument ${name}: ${text(meta, 'addedArgumentType')} of ${field} is new`;
    return meta.isAddedFieldArgumentBreaking
      ? {
          coordinate: `${field}.${name}`,
          message: `${message}, and has to be sent.`,
          effect: 'harmful',
          met: anyOf(field),
          consequence: LACKS,
          remedy: 'Let it be null, or give it a default.',
        }
      : harmless(`${field}.${name}`, `${message}; nobody has to send it.`);
  },
  FIELD_ARGUMENT_REMOVED: (meta, { before }) => {
    const [type, field, name] = [
      text(meta, 'typeName'),
      text(meta, 'fieldName'),
      text(meta, 'removedFieldArgumentName'),
    ];
    const coordinate = `${type}.${field}.${name}`;
    return {
      coordinate,
      message: `The argument ${name} of ${type}.${field} is gone.`,
      effect: 'harmful',
      met: anyOf(coordinate),
      consequence: SENDS,
      remedy: 'Keep it and mark it @deprecated(reason: "…"); remove it when nobody sends it any more.',
      announced: argumentOf(before, type, field, name)?.deprecationReason != null,
    };
  },
  FIELD_ARGUMENT_TYPE_CHANGED: (meta, schemas) => {
    const [type, field, name] = [text(meta, 'typeName'), text(meta, 'fieldName'), text(meta, 'argumentName')];
    const coordinate = `${type}.${field}.${name}`;
    const now = argumentOf(schemas.after, type, field, name);
    return unlessSafe(meta.isSafeArgumentTypeChange, {
      coordinate,
      message: `The argument ${name} of ${type}.${field} is ${text(meta, 'newArgumentType')} now, it was ${text(meta, 'oldArgumentType')}.`,
      effect: 'harmful',
      met: (uses) => [
        ...uses.of(coordinate).filter((use) => now === undefined || !isStillTaken(use, now.type, schemas)),
        ...(now !== undefined && isRequired(now) ? without(uses, `${type}.${field}`, name) : []),
      ],
      consequence: 'does not send it like that: the operation is refused, or some of what it sends is.',
      remedy: `Leave it ${text(meta, 'oldArgumentType')}, and add an argument of another name.`,
    });
  },
  FIELD_ARGUMENT_DEFAULT_CHANGED: (meta, { after }) => {
    const [type, field, name] = [text(meta, 'typeName'), text(meta, 'fieldName'), text(meta, 'argumentName')];
    const now = argumentOf(after, type, field, name);
    return defaultChanged(`${type}.${field}`, name, `The argument ${name} of ${type}.${field}`, meta, now);
  },
};

/** What has no default any more may have to be sent. */
function defaultChanged(
  whole: string,
  part: string,
  what: string,
  meta: Meta,
  now: Pick<GraphQLArgument, 'type' | 'defaultValue'> | undefined,
): Omit<Change, 'rule'> {
  const [old, next] = [meta.oldDefaultValue, meta.newDefaultValue].map((value) =>
    value === undefined ? 'nothing' : String(value),
  );
  const base = { coordinate: `${whole.replace('{}', '')}.${part}`, met: (uses: Uses) => without(uses, whole, part) };
  return now !== undefined && isRequired(now)
    ? {
        ...base,
        message: `${what} had the default ${old}, and has to be sent now.`,
        effect: 'harmful',
        consequence: LACKS,
        remedy: `Put the default ${old} back, or let it be null.`,
      }
    : {
        ...base,
        message: `${what} stands for ${next} where it is not sent, it stood for ${old}.`,
        effect: 'notable',
        consequence: 'does not send it: its answers change without a word.',
        remedy: 'Say so to whoever asks, or put the default back.',
      };
}

/** What becomes of input fields. */
export const inputRules: Record<string, Rule> = {
  INPUT_FIELD_REMOVED: (meta, { before }) => {
    const [type, field] = [text(meta, 'inputName'), text(meta, 'removedFieldName')];
    return {
      coordinate: `${type}.${field}`,
      message: `The input field ${type}.${field} is gone.`,
      effect: 'harmful',
      met: anyOf(`${type}.${field}`),
      consequence: 'sends it, or may in a variable: what it sends is refused.',
      remedy: 'Keep it and mark it @deprecated(reason: "…"); remove it when nobody sends it any more.',
      announced: inputFieldOf(before, type, field)?.deprecationReason != null,
    };
  },
  INPUT_FIELD_ADDED: (meta, { after }) => {
    const [type, field] = [text(meta, 'inputName'), text(meta, 'addedInputFieldName')];
    const now = inputFieldOf(after, type, field);
    const message = `The input field ${type}.${field}: ${text(meta, 'addedInputFieldType')} is new`;
    return now !== undefined && isRequired(now) && !meta.addedToNewType
      ? {
          coordinate: `${type}.${field}`,
          message: `${message}, and has to be sent.`,
          effect: 'harmful',
          met: anyOf(`${type}{}`),
          consequence: `sends ${type} without it: what it sends is refused.`,
          remedy: 'Let it be null, or give it a default.',
        }
      : harmless(`${type}.${field}`, `${message}; nobody has to send it.`);
  },
  INPUT_FIELD_TYPE_CHANGED: (meta, schemas) => {
    const [type, field] = [text(meta, 'inputName'), text(meta, 'inputFieldName')];
    const now = inputFieldOf(schemas.after, type, field);
    return unlessSafe(meta.isInputFieldTypeChangeSafe, {
      coordinate: `${type}.${field}`,
      message: `The input field ${type}.${field} is ${text(meta, 'newInputFieldType')} now, it was ${text(meta, 'oldInputFieldType')}.`,
      effect: 'harmful',
      met: (uses) => [
        ...uses.of(`${type}.${field}`).filter((use) => now === undefined || !isStillTaken(use, now.type, schemas)),
        ...(now !== undefined && isRequired(now) ? without(uses, `${type}{}`, field) : []),
      ],
      consequence: 'sends it otherwise, or may in a variable: what it sends is refused.',
      remedy: `Leave it ${text(meta, 'oldInputFieldType')}, and add an input field of another name.`,
    });
  },
  INPUT_FIELD_DEFAULT_VALUE_CHANGED: (meta, { after }) => {
    const [type, field] = [text(meta, 'inputName'), text(meta, 'inputFieldName')];
    return defaultChanged(
      `${type}{}`,
      field,
      `The input field ${type}.${field}`,
      meta,
      inputFieldOf(after, type, field),
    );
  },
};
