import { expect, test } from '@jest/globals';
import { readCheckpoint, readKey } from '../../../audit-verifier/checkpoint.ts';
import { signCheckpoint, signerOf, verifierKeyOf } from '../../../platform/transparency/signed-note.ts';

/** The example of C2SP's signed-note, which Go's package `note` has as well. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const HIS_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n" +
  '\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const SEED = Buffer.alloc(32, 7).toString('base64');
const signer = signerOf('lab.example/audit', SEED);
const key = readKey(verifierKeyOf(signer));
const root = Buffer.alloc(32, 1);
const note = signCheckpoint(signer, { origin: signer.name, size: 20_852_163, root });

test('a note that others signed is told from one that was changed', () => {
  expect(readCheckpoint(HIS_NOTE, [readKey(PETER)])).toBe('it is no checkpoint of this log');
  expect(readCheckpoint(HIS_NOTE.replace('know', 'knew'), [readKey(PETER)])).toBe('its signature is not of this text');
});

test('a checkpoint is three lines, an empty one, and a signature', () => {
  expect(note.split('\n')).toEqual([
    'lab.example/audit',
    '20852163',
    root.toString('base64'),
    '',
    expect.stringMatching(/^— lab\.example\/audit [A-Za-z0-9+/]{90,}={0,2}$/),
    '',
  ]);
  expect(readCheckpoint(note, [key])).toEqual({ size: 20_852_163, root });
});

test('other keys, other texts and other origins are refused; of several keys one is enough', () => {
  const other = signerOf('lab.example/audit', Buffer.alloc(32, 8).toString('base64'));
  const otherKey = readKey(verifierKeyOf(other));
  expect(readCheckpoint(note, [otherKey])).toBe('it carries no signature of lab.example/audit');
  expect(readCheckpoint(note, [key, otherKey])).toEqual({ size: 20_852_163, root });
  expect(readCheckpoint(note.replace('20852163', '20852164'), [key])).toBe('its signature is not of this text');
  expect(readCheckpoint('nothing', [key])).toBe('it is no signed note');
  const elsewhere = signCheckpoint(signer, { origin: 'somewhere.else', size: 1, root });
  expect(readCheckpoint(elsewhere, [key])).toBe('it is no checkpoint of this log');
});

test('a key that is none, or was damaged, is refused with a sentence', () => {
  expect(() => readKey('nanopore-audit')).toThrow('The key is none');
  expect(() => readKey(PETER.replace('ARpc', 'ARpd'))).toThrow('The key is damaged');
  expect(() => signerOf('x', 'short')).toThrow('32 bytes');
});
