import { type Actor, EVERY_SCOPE } from '../../platform/identity/actor.ts';
import { type Role, scopesOf } from '../../schema/roles.ts';
import { type Answer, type ServiceUnderTest, TEST_IDENTITY } from './service.ts';

/** Somebody with these roles. */
export const actorWith = (roles: readonly Role[], known: Partial<Actor> = {}): Actor => ({
  userId: null,
  name: 'Somebody',
  email: null,
  kind: 'person',
  scopes: scopesOf(roles),
  ...known,
});

export const EVERYBODY: Actor = { ...actorWith([]), scopes: EVERY_SCOPE };

/** What a service answers to somebody, through JSON as a client gets it. */
export async function asking(
  service: ServiceUnderTest,
  actor: Actor,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Answer> {
  return JSON.parse(JSON.stringify(await service.execute({ query, variables }, { ...TEST_IDENTITY, actor })));
}
