import { parse } from 'graphql';
import { type Requirement, type Requirements, requirementsIn } from '../../../platform/graphql/requirements.ts';
import { type Actor, ANONYMOUS } from '../../../platform/identity/actor.ts';
import { ROLES, type Role, scopesOf } from '../../roles.ts';
import { elementsOf } from '../coordinates.ts';
import type { Change } from './change.ts';

/** Everybody whom the graph makes a difference between, nobody with an identity first. */
export const CALLERS: ReadonlyMap<Role | 'anonymous', Actor> = new Map<Role | 'anonymous', Actor>([
  ['anonymous', ANONYMOUS],
  ...(Object.keys(ROLES) as Role[]).map(
    (role) => [role, { ...ANONYMOUS, kind: 'person', userId: role, name: role, scopes: scopesOf([role]) }] as const,
  ),
]);

/**
 * Who may see less than before, and who more.
 * @param before a supergraph, as is `after`
 */
export function accessChanges(before: string, after: string): Change[] {
  const old = requirementsIn(parse(before, { noLocation: true }));
  const now = requirementsIn(parse(after, { noLocation: true }));
  const still = new Set(elementsOf(after).map(({ coordinate }) => coordinate));
  const coordinates = new Set(
    elementsOf(before)
      .map(({ coordinate }) => coordinate)
      .filter((each) => still.has(each)),
  );
  const isDeclared = (requirements: Requirements): boolean =>
    [...coordinates].some((coordinate) => of(requirements, coordinate).length > 0);
  return !isDeclared(old) && isDeclared(now)
    ? [DECLARED]
    : [...coordinates].flatMap((coordinate) => changesOf(coordinate, old, now));
}

/** A graph that says of nothing who may see it left that to something else: who loses what cannot be told of it. */
const DECLARED: Change = {
  rule: 'ACCESS_DECLARED',
  coordinate: 'Query',
  message: 'The graph says who may see what, which it never did before.',
  effect: 'reviewed',
  met: () => [],
  consequence: '',
  remedy: 'See that every client has an identity whose roles may see what it asks for.',
};

function of(requirements: Requirements, coordinate: string): readonly Requirement[] {
  const [type = '', field, ...deeper] = coordinate.split('.');
  if (deeper.length > 0) {
    return [];
  }
  return field === undefined ? requirements.ofType(type) : requirements.ofField(type, field);
}

const names = (requirements: readonly Requirement[]): string =>
  requirements
    .map(({ name }) => name)
    .sort()
    .join(' and ') || 'nothing';

function changesOf(coordinate: string, old: Requirements, now: Requirements): Change[] {
  const [was, is] = [of(old, coordinate), of(now, coordinate)];
  if (names(was) === names(is)) {
    return [];
  }
  const callers = [...CALLERS].map(([role, actor]) => ({
    role,
    before: was.every((each) => each.isMet(actor)),
    after: is.every((each) => each.isMet(actor)),
  }));
  const losing = callers.filter(({ before, after }) => before && !after).map(({ role }) => role);
  const winning = callers.filter(({ before, after }) => !before && after).map(({ role }) => role);
  const what = `${coordinate} wants ${names(is)} now, it wanted ${names(was)}`;
  const base = { coordinate, met: (uses: Parameters<Change['met']>[0]) => uses.of(coordinate) };
  return [
    ...(losing.length === 0
      ? []
      : [
          {
            ...base,
            rule: 'ACCESS_TIGHTENED',
            message: `${what}: ${losing.join(', ')} may not see it any more.`,
            effect: 'harmful' as const,
            consequence: `asks for it: whoever is ${losing.join(' or ')} gets null and an error there.`,
            remedy: 'Have the clients of these roles leave it out first.',
          },
        ]),
    ...(winning.length === 0 ? [] : [loosened(coordinate, `${what}: ${winning.join(', ')} may see it now.`)]),
    ...(losing.length === 0 && winning.length === 0
      ? [told(coordinate, `${what}; the roles of schema/roles.ts may see the same as before.`)]
      : []),
  ];
}

/** Whoever asks loses nothing; whoever guards the data wants to know. */
const loosened = (coordinate: string, message: string): Change => ({
  rule: 'ACCESS_LOOSENED',
  coordinate,
  message,
  effect: 'reviewed',
  met: () => [],
  consequence: '',
  remedy: 'See that this is meant.',
});

const told = (coordinate: string, message: string): Change => ({
  rule: 'ACCESS_CHANGED',
  coordinate,
  message,
  effect: 'harmless',
  met: () => [],
  consequence: '',
});
