import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, legacy, texts, updatedAt } from '../../../platform/database/properties.ts';

/** The directory of people. No passwords: people sign in elsewhere. */
export const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: id(),
    email: p.text().nullable(),
    name: p.text().nullable(),
    /** Short names that old rows carry in `assigned_to`. */
    aliases: texts().defaultRaw("'{}'"),
    legacy: legacy(),
    /** Who says who they are, and under which name there; null for people who have never signed in. */
    issuer: p.text().nullable().lazy(),
    subject: p.text().nullable().lazy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  indexes: [
    {
      name: 'users_name_idx',
      expression: `create index "users_name_idx" on "users" ((coalesce(name, '')), id)`,
    },
    { name: 'users_email_idx', expression: 'create index "users_email_idx" on "users" (lower(email))' },
  ],
  uniques: [{ name: 'users_issuer_subject_key', properties: ['issuer', 'subject'] }],
});
export class User extends UserSchema.class {}
UserSchema.setClass(User);
