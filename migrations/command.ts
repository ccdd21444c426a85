/** `npm run migrate -- status|up|diff|keeper [service]`: brings service databases up to date, as their owners. */
import { Command } from 'commander';
import { type MigrationState, migrateUp, migrationStates, schemaDrift } from '../platform/database/migrate.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { createLog } from '../platform/log/log.ts';
import { keeperOf, keeperScript } from '../platform/postgres/index.ts';
import { refuse } from '../platform/process/run.ts';
import { readServicesConfig } from '../platform/service/config.ts';
import type { ServiceDefinition } from '../platform/service/definition.ts';
import { type ReachedDatabase, withDatabases } from '../platform/service/reach-databases.ts';
import { BACKUP_READER, services } from '../subgraphs/index.ts';

function chosen(name: string | undefined): readonly ServiceDefinition[] {
  const found = services.filter((service) => name === undefined || service.name === name);
  if (found.length === 0) {
    throw new StartupError(`There is no service ${name}: it is one of ${services.map((s) => s.name).join(', ')}.`);
  }
  return found;
}

const ownerOf = (service: ServiceDefinition, ownerUrl: string | undefined): string => {
  if (ownerUrl === undefined) {
    throw new StartupError(
      `Set ${service.name.toUpperCase()}_DB_OWNER_URL: migrations run as the owner of the database.`,
    );
  }
  return ownerUrl;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const line = (service: ServiceDefinition, { name, executedAt }: MigrationState): string =>
  `${service.name.padEnd(8)} ${name.padEnd(32)} ${executedAt === null ? 'pending' : `executed ${executedAt.toISOString()}`}`;

const VERBS: Record<string, (service: ServiceDefinition, urls: ReachedDatabase) => Promise<void>> = {
  status: async (service, { dbUrl }) => {
    for (const state of await migrationStates(service, dbUrl)) {
      say(line(service, state));
    }
  },
  up: async (service, { dbUrl, ownerUrl }) => {
    const runtimeRole = decodeURIComponent(new URL(dbUrl).username);
    const executed = await migrateUp(service, ownerOf(service, ownerUrl), runtimeRole);
    say(`${service.name.padEnd(8)} ${executed.length === 0 ? 'up to date' : `executed ${executed.join(', ')}`}`);
  },
  keeper: async (service, { dbUrl, ownerUrl }) => {
    if (service.kept) {
      const [runtime, owner] = [dbUrl, ownerOf(service, ownerUrl)].map((url) => new URL(url));
      const [name, ...users] = [runtime?.pathname.slice(1), owner?.username, runtime?.username];
      const [database = '', ownerRole = '', runtimeRole = ''] = [name, ...users].map((each) =>
        decodeURIComponent(each ?? ''),
      );
      const roles = { owner: { user: ownerRole, password: '' }, runtime: { user: runtimeRole, password: '' } };
      say(keeperScript({ name: database, ...roles, keeper: keeperOf(database) }));
    }
  },
  diff: async (service, { ownerUrl }) => {
    const drift = await schemaDrift(service, ownerOf(service, ownerUrl));
    say(drift === '' ? `-- ${service.name}: the database is what the entities say` : `-- ${service.name}\n${drift}`);
  },
};

async function run(verb: string, name: string | undefined): Promise<void> {
  const wanted = chosen(name);
  const config = readServicesConfig(services, undefined, 'migrate');
  const embedded = { all: services, reader: BACKUP_READER, log: createLog({ level: 'warn', name: 'migrate' }) };
  await withDatabases(config, wanted, embedded, async (urls) => {
    for (const service of wanted) {
      await VERBS[verb]?.(service, urls(service));
    }
  });
}

const program = new Command('migrate').description('Migrations of the service databases.');
const verb = (name: string, description: string): void => {
  program
    .command(name)
    .argument('[service]', 'one service; all of them when left out')
    .description(description)
    .action((service: string | undefined) => run(name, service));
};
verb('status', 'which migrations have been executed');
verb('up', 'execute what is pending');
verb('keeper', 'the SQL by which an administrator makes the keeper of a database that was provisioned by hand');
verb('diff', 'the SQL that is missing between database and entities');

await program.parseAsync().catch(refuse);
