import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { withAllowances } from '../../../schema/check/allowances.ts';
import { lossFindings } from '../../../schema/check/changes/change-findings.ts';
import { isStopping } from '../../../schema/check/finding.ts';
import { placesIn } from '../../../schema/check/places.ts';
import { becomes, changed, composed, LAB, operations } from './lab.ts';

const lab = composed(LAB);

test('a removal says who asks for what is gone, where in their file, and what becomes of them', async () => {
  const after = changed(LAB, 'samples', 'status: Status!\n', '');
  const all = await becomes(
    lab,
    after,
  )(operations(['query Board {\n  samples {\n    id\n    status\n  }\n}', '{ racks { id } }']));
  const [removed] = all.filter(({ rule }) => rule === 'FIELD_REMOVED');
  expect(removed).toMatchObject({
    severity: 'error',
    message: 'The field Sample.status is gone.',
    affects: ['Operation0 (operation-0.graphql:4) asks for it: the whole operation is refused.'],
    remedy: expect.stringContaining('@deprecated'),
  });
  expect(removed?.place?.line).toBe(
    1 + (after.samples ?? '').split('\n').findIndex((text) => text.startsWith('type Sample ')),
  );
});

test('a rename is taken for what it is', async () => {
  const after = changed(LAB, 'samples', 'status: Status!\n', 'state: Status!\n');
  const all = await becomes(lab, after)(operations(['{ samples { status } }']));
  expect(all.find(({ rule }) => rule === 'FIELD_REMOVED')?.remedy).toMatch(
    /If it is called state now, keep both for a while: mark status @deprecated/,
  );
});

test('of recorded operations it is said which clients ask, how often, and when last', async () => {
  const after = changed(LAB, 'samples', 'secret: String', '');
  const clients = [
    { name: 'web', version: '1.4', count: 1200, lastSeen: '2026-11-20T10:00:00.000Z' },
    { name: 'mobile', version: '', count: 4, lastSeen: '2026-11-02T10:00:00.000Z' },
  ];
  const recorded = { name: 'Vault', document: parse('query Vault { samples { secret } }'), file: undefined, clients };
  const all = await becomes(lab, after)({ all: [recorded], knowsTraffic: true, doubts: [] });
  expect(all.find(({ rule }) => rule === 'FIELD_REMOVED')?.affects).toEqual([
    'Vault (web 1.4 and mobile; 1204 times, last on 2026-11-20) asks for it: the whole operation is refused.',
  ]);
});

test('whoever asks for what is deprecated is named, though nothing stands in the way', async () => {
  const after = changed(LAB, 'samples', 'secret: String', 'secret: String @deprecated(reason: "Ask for name.")');
  const all = await becomes(lab, after)(operations(['{ samples { secret } }']));
  expect(all.find(({ rule }) => rule === 'FIELD_DEPRECATION_ADDED')).toMatchObject({
    severity: 'info',
    message: 'The field Sample.secret is deprecated: Ask for name.',
    affects: ['Operation0 (operation-0.graphql:1) asks for it, and has time to leave it.'],
  });
});

test('fragments, aliases and fields of interfaces count as asking', async () => {
  const after = changed(LAB, 'samples', 'rows: Int', '');
  const asking = operations(['{ shelves: racks { ...R } } fragment R on Rack { n: rows }']);
  const all = await becomes(lab, after)(asking);
  expect(all.find(({ coordinate }) => coordinate === 'Rack.rows')?.severity).toBe('error');
});

test('what is gone on purpose is allowed by a comment that names it, and never what an operation is refused for', async () => {
  const after = changed(LAB, 'samples', 'secret: String', '');
  const all = await becomes(lab, after)(operations(['{ racks { id } }']));
  const sdl = `# allow FIELD_REMOVED Sample.secret: it never held anything\n${after.samples}`;
  const refused = {
    check: 'operations',
    rule: 'FIELD_REMOVED',
    coordinate: 'Sample.secret',
    severity: 'error',
    message: '',
    affects: [],
  } as const;
  const judged = withAllowances([...all, refused], [{ name: 'samples', sdl }]);
  expect(judged.filter(isStopping)).toEqual([refused]);
  expect(judged.find(({ check, rule }) => check === 'changes' && rule === 'FIELD_REMOVED')?.allowed).toBe(
    'it never held anything',
  );
});

test('where the subgraphs do not compose, whoever asks for what is gone is named all the same', () => {
  const after = new Map(Object.entries(changed(LAB, 'samples', 'volume: Float\n', '')));
  after.set('audit', after.get('audit')?.replace('volume: Float @external ', '') ?? '');
  const asking = operations(['{ samples { volume } }']);
  const found = lossFindings(lab, after, asking, placesIn(after, lab.sdl));
  expect(found.map(({ coordinate, affects }) => [coordinate, affects])).toEqual([
    ['Sample.volume', ['Operation0 (operation-0.graphql:1) uses it: the whole operation is refused.']],
  ]);
});

test('of access it is said which roles lose it and which win it, and that none does', async () => {
  const guarded = (scopes: string) =>
    changed(LAB, 'samples', 'secret: String', `secret: String @requiresScopes(scopes: ${scopes})`);
  const asking = operations(['{ samples { secret } }']);
  const said = async (before: typeof LAB | ReturnType<typeof changed>, after: ReturnType<typeof changed>) =>
    (await becomes(composed(before), after)(asking))
      .filter(({ rule }) => rule.startsWith('ACCESS_'))
      .map(({ rule, message }) => [rule, message.replace(/^.*?: /, '')]);
  expect(await said(LAB, guarded('[["staff:read"]]'))).toEqual([
    ['ACCESS_TIGHTENED', 'anonymous, submitter, service may not see it any more.'],
  ]);
  expect(await said(guarded('[["staff:read"]]'), guarded('[["extraction:read"]]'))).toEqual([
    ['ACCESS_TIGHTENED', 'admin may not see it any more.'],
    ['ACCESS_LOOSENED', 'service may see it now.'],
  ]);
  expect((await said(guarded('[["backup:write"]]'), guarded('[["config:write"]]')))[0]?.[0]).toBe('ACCESS_CHANGED');
});

test('where access is declared for the first time, that is what is said, once', async () => {
  const open = changed(LAB, 'samples', ' @requiresScopes(scopes: [["sample:read"]])', '');
  const found = await becomes(composed(open), LAB)(operations(['{ sample(id: 1) { id } }']));
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['ACCESS_DECLARED', 'warning']]);
});
