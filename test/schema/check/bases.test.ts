import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { printSchema } from 'graphql';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { buildGatewayServer } from '../../../gateway/http.ts';
import { listen } from '../../../platform/http/listen.ts';
import { EVERYBODY } from '../../../platform/identity/actor.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { schemaIn } from '../../../schema/check/base/file.ts';
import { CannotRun } from '../../../schema/check/cannot-run.ts';
import { checkSchema } from '../../../schema/check/check.ts';
import { type Options, readOptions } from '../../../schema/check/options.ts';
import { temporaryFolder } from '../../support/process.ts';

const SUPERGRAPH = fileURLToPath(new URL('../../../schema/supergraph.graphql', import.meta.url));
const checked = (...args: string[]) => checkSchema(readOptions(args) as Options);
const changesIn = (report: Awaited<ReturnType<typeof checked>>) =>
  report.findings.filter(({ check }) => check === 'changes').map(({ rule, coordinate }) => `${rule} ${coordinate}`);

test('a supergraph file and a file with what clients see of it are bases', async () => {
  await using folder = await temporaryFolder();
  expect(changesIn(await checked('--base', SUPERGRAPH))).toEqual([]);
  const file = join(folder.path, 'api.graphql');
  const sdl = printSchema(schemaIn(SUPERGRAPH).apiSchema);
  await writeFile(file, sdl.replace('priority: Priority!', 'priority: Priority! colour: Int'));
  expect(changesIn(await checked('--base', file))).toEqual(['FIELD_REMOVED PlannedSample.colour']);
});

async function endpoint(environment: Record<string, string>) {
  const server = await buildGatewayServer({
    config: readGatewayConfig(environment),
    identify: ({ headers }) => {
      if (headers.authorization !== 'Bearer mine') {
        throw new Error('Nobody.');
      }
      return EVERYBODY;
    },
    transport: () => async () => ({ data: {} }),
    askReadiness: async () => ({ healthy: true, latencyMs: 0 }),
    log: silentLog(),
    metrics: createMetrics(),
  });
  const port = await listen(server.fastify, { host: '127.0.0.1', port: 0, variable: 'PORT', mayMove: false });
  return { url: `http://127.0.0.1:${port}/graphql`, [Symbol.asyncDispose]: () => server.close() };
}

test('a running endpoint is a base, for whoever it believes', async () => {
  await using running = await endpoint({});
  const report = await checked('--base', running.url, '--header', 'authorization: Bearer mine');
  expect(report.base).toBe(running.url);
  expect(changesIn(report)).toEqual([]);
  await expect(checked('--base', running.url)).rejects.toThrow(CannotRun);
});

test('an endpoint that does not say what its schema is, is none', async () => {
  await using running = await endpoint({ INTROSPECTION: 'off' });
  await expect(checked('--base', running.url, '--header', 'authorization: Bearer mine')).rejects.toThrow(
    /does not say what its schema is: .*Introspection may be off there/s,
  );
});

test.each([
  [['--base', 'http://127.0.0.1:9/graphql'], 'http://127.0.0.1:9/graphql cannot be asked'],
  [['--sdl', 'x'], 'Say whose SDL x is: --subgraph samples|ai|audit|backup|config.'],
  [['--subgraph', 'lims'], 'There is no subgraph lims: there are samples, ai, audit, backup, config.'],
  [['--subgraph', 'ai', '--sdl', 'nowhere.graphql'], 'nowhere.graphql cannot be read (ENOENT).'],
  [['--usage', 'package.json'], 'package.json is no usage file'],
  [['--since', 'yesterday'], '--since takes a day such as 2026-11-01, not yesterday.'],
  [['--header', 'secret'], '--header takes a name and a text'],
  [['--json', '--annotations'], 'Give --json or --annotations, not both.'],
])('%j cannot be checked', async (args, said) => {
  const refused = await Promise.resolve()
    .then(() => checked(...args))
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(CannotRun);
  expect((refused as Error).message).toContain(said);
});
