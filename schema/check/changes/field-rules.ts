import { isInterfaceType, isObjectType } from 'graphql';
import { anyOf, DEPRECATE, fieldOf, harmless, REFUSED, type Rule, text, unlessSafe } from './api-rule.ts';
import type { Schemas } from './change.ts';

/** A field that came as another went, with the same type: it may be the same under a new name. */
function renamedTo(type: string, field: string, { before, after }: Schemas): string | undefined {
  const gone = fieldOf(before, type, field);
  const now = after.getType(type);
  const fields = isObjectType(now) || isInterfaceType(now) ? Object.values(now.getFields()) : [];
  return fields.find(
    (each) => fieldOf(before, type, each.name) === undefined && String(each.type) === String(gone?.type),
  )?.name;
}

/** What becomes of fields. */
export const fieldRules: Record<string, Rule> = {
  FIELD_REMOVED: (meta, schemas) => {
    const [type, field] = [text(meta, 'typeName'), text(meta, 'removedFieldName')];
    const renamed = renamedTo(type, field, schemas);
    return {
      coordinate: `${type}.${field}`,
      message: `The field ${type}.${field} is gone.`,
      effect: 'harmful',
      met: anyOf(`${type}.${field}`),
      consequence: REFUSED,
      remedy:
        renamed === undefined
          ? DEPRECATE
          : `If it is called ${renamed} now, keep both for a while: ${DEPRECATE.replace('Keep it and mark it', `mark ${field}`)}`,
      announced: fieldOf(schemas.before, type, field)?.deprecationReason != null,
    };
  },
  FIELD_ADDED: (meta) => {
    const coordinate = `${text(meta, 'typeName')}.${text(meta, 'addedFieldName')}`;
    return harmless(coordinate, `The field ${coordinate} is new.`);
  },
  FIELD_TYPE_CHANGED: (meta) => {
    const coordinate = `${text(meta, 'typeName')}.${text(meta, 'fieldName')}`;
    const [old, now] = [text(meta, 'oldFieldType'), text(meta, 'newFieldType')];
    const mayBeNull = old.replaceAll('!', '') === now.replaceAll('!', '');
    return unlessSafe(meta.isSafeFieldTypeChange, {
      coordinate,
      message: `The field ${coordinate} is ${now} now, it was ${old}.`,
      effect: 'harmful',
      met: anyOf(coordinate),
      consequence: mayBeNull
        ? 'asks for it: it may get null where it never did.'
        : 'asks for it: it gets something else than it knows.',
      remedy: mayBeNull
        ? `Leave it ${old}, or add a field that may be null beside it.`
        : `Leave ${coordinate} as it was, and add a field of another name with the new type.`,
    });
  },
  FIELD_DEPRECATION_ADDED: (meta) => {
    const coordinate = `${text(meta, 'typeName')}.${text(meta, 'fieldName')}`;
    return {
      ...harmless(coordinate, `The field ${coordinate} is deprecated: ${text(meta, 'deprecationReason')}`),
      met: anyOf(coordinate),
      consequence: 'asks for it, and has time to leave it.',
    };
  },
  FIELD_DEPRECATION_REMOVED: (meta) => {
    const coordinate = `${text(meta, 'typeName')}.${text(meta, 'fieldName')}`;
    return harmless(coordinate, `The field ${coordinate} is not deprecated any more.`);
  },
};
