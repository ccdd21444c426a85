import { expect, test } from '@jest/globals';
import { CATALOGUE } from './catalogue.ts';
import { becomes, changed, composed, LAB, operations } from './lab.ts';

/** Somebody whom no change of the catalogue concerns. */
const BYSTANDER = '{ entries { at } }';
const lab = composed(LAB);

test.each(CATALOGUE)('$what: $rule', async ({ in: service, from, to, also, given, rule, about, asked, verdicts }) => {
  const sdls = given === undefined ? LAB : changed(LAB, ...given);
  const before = given === undefined ? lab : composed(sdls);
  const once = changed(sdls, service, from, to);
  const after = also === undefined ? once : changed(once, ...also);
  const findings = becomes(before, after);
  const said = async (text: string, knowsTraffic: boolean) => {
    const all = await findings(operations([text], knowsTraffic));
    const own = all.filter((each) => each.rule === rule && (about === undefined || each.coordinate === about));
    return (
      own.map(({ severity }) => severity)[0] ?? `nothing, but ${all.map((each) => `${each.rule} ${each.coordinate}`)}`
    );
  };
  expect([await said(asked, true), await said(BYSTANDER, false), await said(BYSTANDER, true)]).toEqual(verdicts);
});

test('the catalogue has more than forty changes', () => {
  expect(new Set(CATALOGUE.map(({ from, to }) => `${from} → ${to}`)).size).toBeGreaterThan(40);
});
