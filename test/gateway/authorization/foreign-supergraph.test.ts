import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { graphOf } from '../../../gateway/execution/graph.ts';
import type { ANONYMOUS } from '../../../platform/identity/actor.ts';
import { composeSupergraph } from '../../../schema/composition.ts';
import { TEST_CALLER } from '../../support/federation.ts';
import { NOBODY, READER, refused, unknown } from './library.ts';

const SDL = `
  type Query { open: String here: String @login shelf: String @needs(scopes: [["shelf:read"]]) things: [Thing!] }
  interface Thing { id: ID! label: String }
  type Map implements Thing { id: ID! label: String }
  type Globe implements Thing { id: ID! label: String @needs(scopes: [["shelf:read"]]) }`;
const DATA = {
  open: 'yes',
  here: 'yes',
  shelf: 'F',
  things: [
    { __typename: 'Map', id: 'm', label: 'Alps' },
    { __typename: 'Globe', id: 'g', label: 'Mars' },
  ],
};

function composed(link: string, sdl: string): string {
  const text = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", ${link})\n${sdl}`;
  const { supergraph, problems } = composeSupergraph([{ name: 'foreign', url: 'http://foreign.example', sdl: text }]);
  expect(problems).toEqual([]);
  return supergraph as string;
}

async function ask(supergraph: string, actor: typeof ANONYMOUS, query: string) {
  const graph = graphOf(supergraph, () => async () => structuredClone({ data: DATA }));
  const answer = await graph.execute({ document: parse(query), caller: { ...TEST_CALLER, actor } });
  return JSON.parse(JSON.stringify(answer));
}

const ALIASED = 'import: [{ name: "@authenticated", as: "@login" }, { name: "@requiresScopes", as: "@needs" }]';
const named = (sdl: string, login: string, needs: string): string =>
  sdl.replaceAll('@login', `@${login}`).replaceAll('@needs', `@${needs}`);

test.each([
  ['names of its own', ALIASED, SDL],
  ['names with a prefix', 'as: "fed"', named(SDL, 'fed__authenticated', 'fed__requiresScopes')],
  ['the prefix of federation', 'import: []', named(SDL, 'federation__authenticated', 'federation__requiresScopes')],
])('a supergraph is enforced, whatever its services call the directives: %s', async (_, link, sdl) => {
  const supergraph = composed(link, sdl);
  expect(await ask(supergraph, NOBODY, '{ open here shelf }')).toEqual({
    data: { open: 'yes', here: null, shelf: null },
    errors: [unknown('Query.here', ['here']), unknown('Query.shelf', ['shelf'])],
  });
  expect(await ask(supergraph, READER, '{ open here shelf }')).toEqual({
    data: { open: 'yes', here: 'yes', shelf: null },
    errors: [refused('Query.shelf', ['shelf'])],
  });
});

test('a supergraph of an older composition says of objects alone what is wanted; interfaces are no way round', async () => {
  const supergraph = composed(ALIASED, SDL).replace(/(interface Thing[^}]*label: String)[^\n]*/, '$1');
  expect(await ask(supergraph, READER, '{ things { label } }')).toEqual({
    data: { things: [{ label: 'Alps' }, { label: null }] },
    errors: [refused('Globe.label', ['things', 1, 'label'])],
  });
});

test('a supergraph of an older composition may say it of an interface alone', async () => {
  const supergraph = composed(ALIASED, SDL)
    .replace(/(type Globe[^}]*label: String)[^\n]*/, '$1')
    .replace(/(type Query[^}]*things: \[Thing!\])[^\n]*/, '$1');
  const { data } = await ask(supergraph, READER, '{ things { label } }');
  expect(data.things).toEqual([{ label: null }, { label: null }]);
});

test('a directive of the same name that nobody linked to federation means nothing', async () => {
  const own = `directive @authenticated on FIELD_DEFINITION type Query { open: String @authenticated }`;
  const supergraph = composed('import: ["@key"]', own);
  expect(await ask(supergraph, NOBODY, '{ open }')).toEqual({ data: { open: 'yes' } });
});
