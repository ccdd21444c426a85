/**
 * `npm run start:distributed`: the distributed topology for development. An embedded PostgreSQL, and a process for
 * each service and for the gateway, connected over HTTP. When one of them ends, all do.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { childEnvironment, readSingleConfig, type SingleConfig } from '../config.ts';
import { seedDemonstration } from '../demo/seed.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { httpUrl } from '../platform/http/listen.ts';
import { createLog } from '../platform/log/log.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import type { ServiceDefinition } from '../platform/service/definition.ts';
import { openService } from '../platform/service/open.ts';
import { provideSecrets } from '../platform/service/secrets.ts';
import { services } from '../subgraphs/index.ts';
import { banner } from './banner.ts';
import { type ProvidedDatabases, provideDatabases } from './databases.ts';

let config: SingleConfig;
try {
  config = readSingleConfig();
} catch (error) {
  refuse(error);
}
const log = createLog({ level: config.logLevel, name: 'distributed' });

await runProcess(log, async (opened) => {
  const started = performance.now();
  const databases = await provideDatabases(services, config, opened, log);
  await prepare(databases);
  const ports = new Map<string, number>();
  const urls = (): Record<string, string> =>
    Object.fromEntries(
      [...ports].map(([name, port]) => [
        `${name.toUpperCase()}_URL`,
        httpUrl(config.host, port, '/graphql', config.tls?.cert !== undefined),
      ]),
    );
  const startService = async (service: ServiceDefinition): Promise<void> => {
    const prefix = service.name.toUpperCase();
    const { dbUrl, ownerUrl } = databases.urlsOf(service);
    const variables = { ...urls(), [`${prefix}_DB_URL`]: dbUrl, [`${prefix}_DB_OWNER_URL`]: ownerUrl ?? '' };
    ports.set(service.name, await startProcess(opened, service.name, `subgraphs/${service.name}/server.ts`, variables));
  };
  // The others have to be told where those are to whom they send their events.
  const [subscribers, rest] = [true, false].map((isOne) =>
    services.filter(({ takeIn }) => isOne === (takeIn !== undefined)),
  );
  for (const some of [subscribers, rest]) {
    await Promise.all((some ?? []).map(startService));
  }
  const port = await startProcess(opened, 'gateway', 'gateway/server.ts', urls());
  process.stdout.write(banner({ config, port, subgraphPorts: ports, seconds: (performance.now() - started) / 1000 }));
});

/** Migrates, and writes the demonstration lab where it is due, before the services open their doors. */
async function prepare(databases: ProvidedDatabases): Promise<void> {
  const { lab, production } = config;
  const open = await Promise.all(
    services.map(async (definition) =>
      openService(
        definition,
        { ...databases.urlsOf(definition), replicaUrls: [], pool: { min: 0, max: 2 } },
        { mayMigrate: !production, lab, secrets: await provideSecrets(definition, config), log },
      ),
    ),
  );
  try {
    if (databases.seed) {
      await seedDemonstration(open, log);
      await databases.seeded();
    }
  } finally {
    await Promise.all(open.map((service) => service.close()));
  }
}

/** Starts one process in a group of its own, so that it is we who stop it, and returns the port it says it got. */
async function startProcess(
  opened: Opened,
  name: string,
  file: string,
  variables: Record<string, string>,
): Promise<number> {
  const child = spawn(process.execPath, [file], {
    cwd: new URL('..', import.meta.url),
    // The folder by its whole path: the child is at home elsewhere, trusts the same issuer and knows the others from it.
    env: childEnvironment({ ...variables, DATA_DIR: config.dataDir }),
    // The channel says nothing; when it breaks, the child knows that we are gone.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  });
  let stopping = false;
  opened.add(name, async () => {
    stopping = true;
    await stopChild(child);
  });
  child.once('exit', (code) => {
    if (!stopping) {
      opened.fail(new StartupError(`The ${name} process ended (exit code ${code}); the others are stopped.`));
    }
  });
  const lines = createInterface({ input: child.stdout as Readable });
  for await (const text of lines) {
    const port = /https?:\/\/\S+:(\d+)\//.exec(text)?.[1];
    if (port !== undefined) {
      child.stdout?.resume();
      return Number(port);
    }
  }
  throw new StartupError(`The ${name} process did not start; its own words are above.`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}
