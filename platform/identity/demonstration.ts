import { type Actor, EVERY_SCOPE } from './actor.ts';

/** The one user everybody is until identities exist; the demonstration lab has a row for it. */
export const DEMONSTRATION_ACTOR: Actor = {
  userId: '0195e5a0-0000-7000-8000-000000000001',
  name: 'Dana Reyes',
  email: 'dana.reyes@example.org',
  kind: 'person',
  scopes: EVERY_SCOPE,
};
