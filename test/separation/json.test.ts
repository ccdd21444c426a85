import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { commandLab } from './support/command-lab.ts';
import { SMALL } from './support/small-monolith.ts';

test('a script reads what each verb did: nothing but JSON is on its standard output', async () => {
  await using lab = await commandLab(SMALL);
  const answers: Record<string, unknown> = {};
  await lab.copyHere();
  for (const verb of ['run --dry-run', 'switch', 'reverse --dry-run']) {
    const { child, exit } = lab.start(['--json', ...verb.split(' ')]);
    const [output, { code }] = await Promise.all([text(child.stdout as NonNullable<typeof child.stdout>), exit]);
    expect({ verb, code }).toEqual({ verb, code: 0 });
    answers[verb] = JSON.parse(output);
  }
  expect(answers).toMatchObject({
    'run --dry-run': { rows: 505, unowned: [] },
    switch: { switched: true, frozenMs: expect.any(Number), verification: { equal: true } },
    'reverse --dry-run': { did: 'looked', differing: {} },
  });
});
