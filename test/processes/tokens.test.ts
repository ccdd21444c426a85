import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { AUDIENCE, newKey, provider, tokenOf } from '../gateway/authentication/provider.ts';
import { eventually } from '../platform/postgres/support.ts';
import { composedOf } from '../support/federation.ts';
import { ask, headersOf, run, startLab, temporaryFolder } from '../support/process.ts';

const ME = '{ me { id name email } }';

/** As README has it: the last line of what the command prints. */
function tokenBy(command: string, env: Record<string, string>): string {
  const given = { PATH: process.env.PATH, HOME: process.env.HOME, ...env };
  const cwd = new URL('../..', import.meta.url);
  return execFileSync('sh', ['-c', `${command} | tail -1`], { cwd, env: given as never })
    .toString()
    .trim();
}

test('a newcomer makes a token, is somebody with it, and finds themselves again after a restart', async () => {
  await using folder = await temporaryFolder();
  const env = { DATA_DIR: folder.path };
  const token = tokenBy('npm run --silent token -- --role technician --email ada@example.org --name "Ada Lane"', env);
  const ada = { id: expect.any(String), name: 'Ada Lane', email: 'ada@example.org' };
  let id: string;
  {
    await using lab = await startLab(folder.path);
    const { data } = await ask({ url: lab.url, token }, ME);
    expect(data.me).toEqual(ada);
    id = data.me.id;
    const other = tokenBy('npm run --silent token -- --role auditor', env);
    expect((await ask({ url: lab.url, token: other }, ME)).data.me).toMatchObject({ name: 'auditor', email: null });
    // The operation is known by now, which makes it no easier.
    const body = JSON.stringify({ query: ME });
    const refused = await fetch(`${lab.url}/graphql`, { method: 'POST', headers: headersOf(`${token}x`), body });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(lab.output()).not.toContain(token);
  }
  await using again = await startLab(folder.path);
  expect((await ask({ url: again.url, token }, ME)).data.me.id).toBe(id);
});

test.each([
  ['no role', [], {}, /Say for which role.*The roles are submitter, technician/],
  ['a role that is none', ['--role', 'boss'], {}, /There is no role boss/],
  ['an address that is none', ['--role', 'auditor', '--email', 'ada'], {}, /--email takes/],
  ['an option that is none', ['--roles', 'auditor'], {}, /Use npm run token/],
  ['production', ['--role', 'admin'], { NODE_ENV: 'production' }, /AUTH_JWKS_URL: must be set in production/],
  ['no identities', ['--role', 'admin'], { AUTH_MODE: 'none' }, /nobody is asked for a token/],
  [
    'a provider',
    ['--role', 'admin'],
    { AUTH_JWKS_URL: 'https://id.example.org/keys', AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'y' },
    /come from the identity provider/,
  ],
])('no token is made with %s', async (_what, args, env, sentence) => {
  await using folder = await temporaryFolder();
  const command = run('start/token.ts', { DATA_DIR: folder.path, ...env } as Record<string, string>, args);
  expect((await command.exit).code).toBe(1);
  expect(command.output()).toMatch(sentence);
  expect(command.output()).not.toContain('eyJ');
});

/** A supergraph that knows nothing of us, and the one subgraph behind it. */
async function foreignGraph(folder: string): Promise<AsyncDisposable & { env: Record<string, string> }> {
  const subgraph = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"data":{"weather":"rain"}}');
    });
  }).listen(0, '127.0.0.1');
  await once(subgraph, 'listening');
  const path = join(folder, 'supergraph.graphql');
  await writeFile(path, composedOf({ weather: 'type Query { weather: String }' }).supergraph);
  const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/`;
  return {
    env: { SUPERGRAPH_PATH: path, WEATHER_URL: url, DATA_DIR: join(folder, 'data'), HOST: '127.0.0.1' },
    [Symbol.asyncDispose]: async () => {
      subgraph.closeAllConnections();
      subgraph.close();
      await once(subgraph, 'close');
    },
  };
}

const WEATHER = { data: { weather: 'rain' } };

test.each([
  ['in development', {}],
  ['in production', { NODE_ENV: 'production', AUTH_MODE_NONE_IN_PRODUCTION: 'yes' }],
])('a gateway over foreign subgraphs asks nobody who they are, %s', async (_where, more) => {
  await using folder = await temporaryFolder();
  await using foreign = await foreignGraph(folder.path);
  const env = { ...foreign.env, AUTH_MODE: 'none', ...more } as Record<string, string>;
  await using gateway = run('gateway/server.ts', env);
  const [, url] = await gateway.says(/gateway: (http:\S+)\/graphql/);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await ask({ url: url as string }, '{ weather }')).toEqual(WEATHER);
  expect(await ask({ url: url as string, token: 'of somebody else' }, '{ weather }')).toEqual(WEATHER);
  await gateway.says(/AUTH_MODE is none: whoever reaches the port may do everything/);
});

test('a gateway in production starts without its provider, and goes on as soon as that is there', async () => {
  await using folder = await temporaryFolder();
  await using foreign = await foreignGraph(folder.path);
  const key = await newKey();
  await using issuer = await provider(key);
  issuer.fail(503);
  await using gateway = run('gateway/server.ts', {
    ...foreign.env,
    NODE_ENV: 'production',
    AUTH_JWKS_URL: issuer.url,
    AUTH_ISSUER: issuer.issuer,
    AUTH_AUDIENCE: AUDIENCE,
  });
  const [, url] = await gateway.says(/gateway: (http:\S+)\/graphql/);
  await gateway.says(/answers with status 503.*the keys that tokens are checked with cannot be loaded/);
  const token = await tokenOf(issuer, key);
  const asked = { url: url as string, token };
  expect(await ask(asked, '{ weather }')).toMatchObject({
    errors: [{ extensions: { code: 'IDENTITY_PROVIDER_UNAVAILABLE' } }],
  });
  expect((await fetch(`${url}/health`)).status).toBe(200);
  issuer.fail(undefined);
  await eventually(async () => (await ask(asked, '{ weather }')).data?.weather === 'rain', 'the token is believed');
  expect(await gateway.stop()).toEqual({ code: 0, signal: null });
});

test('production refuses to start without a provider, in either topology', async () => {
  for (const file of ['start.ts', 'gateway/server.ts']) {
    await using folder = await temporaryFolder();
    const refused = run(file, { NODE_ENV: 'production', DATA_DIR: folder.path, LOG_LEVEL: 'loud' });
    expect((await refused.exit).code).toBe(1);
    expect(refused.output()).toMatch(/^ {2}AUTH_JWKS_URL: must be set in production/m);
    expect(refused.output()).toMatch(/^ {2}LOG_LEVEL: /m);
  }
});
