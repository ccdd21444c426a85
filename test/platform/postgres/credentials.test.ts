import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadCredentials } from '../../../platform/postgres/index.ts';
import { temporaryFolder } from './support.ts';

test('passwords are made once, kept for their owner alone, and added to', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'credentials.json');
  const first = await loadCredentials(folder.path, ['reader', 'writer']);
  expect(first.reader).toMatch(/^[\w-]{43}$/);
  expect(first.reader).not.toBe(first.writer);
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  await chmod(path, 0o644);
  expect(await loadCredentials(folder.path, ['reader', 'writer'])).toEqual(first);
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  const second = await loadCredentials(folder.path, ['writer', 'newcomer']);
  expect(second).toEqual({ writer: first.writer, newcomer: expect.any(String) });
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ ...first, ...second });
  expect(await readdir(folder.path)).toEqual(['credentials.json']);
});

test.each(['', '{"writer": "cut o', 'null', '"text"', '["a"]', '{"writer": 1}', '{"writer": ""}'])(
  'a damaged file (%s) is neither used nor overwritten',
  async (content) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'credentials.json');
    await writeFile(path, content);
    await expect(loadCredentials(folder.path, ['writer'])).rejects.toMatchObject({
      code: 'CREDENTIALS_DAMAGED',
      message: `${path} is damaged: restore it, or delete it and start again, which gives every role a new password.`,
    });
    expect(await readFile(path, 'utf8')).toBe(content);
  },
);
