import { describe, expect, test } from '@jest/globals';
import * as verifier from '../../../audit-verifier/canonical-json.ts';
import * as service from '../../../platform/transparency/canonical-json.ts';

const BOTH = [
  ['the service', service.canonicalJson],
  ['the verifier', verifier.canonicalJson],
] as const;

/** RFC 8785, appendix B: a double in IEEE 754's bits, and how it is written. */
const NUMBERS: [bits: string, written: string][] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

describe.each(BOTH)('%s writes JSON as RFC 8785 does', (_, canonicalJson) => {
  test.each(NUMBERS)('the double %s is %s', (bits, written) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written);
  });

  test('the example of section 3.2.2', () => {
    const read = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]}`);
    expect(canonicalJson(read)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('members in the order of section 3.2.3, by UTF-16 code units', () => {
    const read = { '€': 1, '\r': 2, '\ufb33': 3, 1: 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(read)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  test('what is nested, empty or the prototype of things', () => {
    const read = JSON.parse('{"b": [{}, [], {"z": 1, "a": [null]}], "__proto__": {"y": "x"}, "a": ""}');
    expect(canonicalJson(read)).toBe('{"__proto__":{"y":"x"},"a":"","b":[{},[],{"a":[null],"z":1}]}');
  });
});

describe('what JSON cannot say', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udfff': 1 }])('is refused: %p', (value) => {
    expect(() => service.canonicalJson(value)).toThrow(TypeError);
  });
});

describe('no digit is lost', () => {
  test.each([
    '0.1',
    '1e2',
    '-12.50',
    '9007199254740991',
    '123456789012345680000',
    '1.0000000000000000',
    '0.00000000000000000',
  ])('a number that a double holds stays one: %s', (written) =>
    expect(service.losslessJson(`{"n":${written}}`)).toEqual({ n: Number(written) }),
  );

  test.each(['9007199254740993', '0.10000000000000001', '12345678901234567890.5', `1${'0'.repeat(400)}`])(
    'another is kept as it was written: %s',
    (written) => expect(service.losslessJson(`{"n":[${written}]}`)).toEqual({ n: [{ $number: written }] }),
  );
});
