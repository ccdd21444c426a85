import { Client } from 'pg';
import { SILENT } from '../../../migrations/separation/report/progress.ts';
import type { VerifyReport } from '../../../migrations/separation/report/verify-report.ts';
import { openServer, type Servers } from '../../../migrations/separation/session.ts';
import { parseSettings, type Settings } from '../../../migrations/separation/settings.ts';
import { alone, type Pace, type Separation } from '../../../migrations/separation/verbs/context.ts';
import { copy } from '../../../migrations/separation/verbs/copy.ts';
import { services } from '../../../subgraphs/index.ts';
import { adminUrl, asFixture, planOf, type TestDatabase, testDatabase } from '../../support/databases.ts';
import { type MonolithDatabase, monolithDatabaseOn } from '../../support/monolith/database.ts';
import { createNastySchema, fillNasty, NASTY_CONFIG } from '../../support/monolith/nasty.ts';

/** Small chunks, so that small tables have several. */
const PACE: Pace = { workers: 2, chunkRows: 100, progress: SILENT };

type Values = unknown[];
type Row = Record<string, unknown>;

/** A monolith, and the five empty databases that it is to be taken apart into. */
export type Lab = AsyncDisposable & {
  source: MonolithDatabase;
  servers: Servers;
  /** A verb, as the command line runs it: nobody else does meanwhile. */
  run<T>(verb: (separation: Separation) => Promise<T>): Promise<T>;
  /** The same with another database in the source's place. */
  runOver<T>(source: MonolithDatabase, verb: (separation: Separation) => Promise<T>): Promise<T>;
  /** Several statements on one connection to a service's database, as the owner who migrates. */
  connected<T>(service: string, work: (client: Client) => Promise<T>): Promise<T>;
  /** SQL in a service's database, as the role that the service runs as. */
  asService(service: string, text: string, values?: Values): Promise<Row[]>;
  /** The same as the superuser, whom no trigger and no foreign key stops. */
  byHand(service: string, text: string): Promise<Row[]>;
};

async function connectedTo(url: string): Promise<Client & AsyncDisposable> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** New service databases beside a monolith, which goes with them. */
export async function labOver(source: MonolithDatabase): Promise<Lab> {
  const opened = await Promise.all(
    services.map(async (definition) => {
      const database = await testDatabase(definition);
      return { name: definition.name, database, server: await openServer(definition.name, database.ownerUrl, 'X') };
    }),
  );
  const databases = new Map(opened.map(({ name, database }) => [name, database]));
  const targets = new Map(opened.map(({ name, server }) => [name, server]));
  const runtimeRoles = new Map(services.map((each) => [each.name, planOf(each).runtime.user]));
  const openSource = (monolith: MonolithDatabase) => openServer('source', monolith.url, 'DATABASE_URL');
  const servers: Servers = { source: await openSource(source), targets, runtimeRoles };
  const of = (service: string): TestDatabase => databases.get(service) as TestDatabase;
  return {
    source,
    servers,
    run: (verb) => alone(servers, PACE, verb),
    runOver: async (monolith, verb) => alone({ ...servers, source: await openSource(monolith) }, PACE, verb),
    connected: async (service, work) => {
      await using client = await connectedTo(of(service).ownerUrl);
      return await work(client);
    },
    asService: async (service, text, values) => {
      await using client = await connectedTo(asFixture(of(service).dbUrl));
      return (await client.query<Row>(text, values)).rows;
    },
    byHand: async (service, text) => {
      const url = new URL(adminUrl());
      url.pathname = `/${of(service).name}`;
      await using client = await connectedTo(url.href);
      await client.query('set session_replication_role = replica');
      return (await client.query<Row>(text)).rows;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...databases.values()].map((database) => database.drop()));
      await source.drop();
    },
  };
}

export type NastyOptions = Parameters<typeof createNastySchema>[1] & Parameters<typeof fillNasty>[1];

/** The nasty monolith; on the server of the tests, unless another one's superuser is given. */
export async function nastyMonolith(options: NastyOptions = {}, admin = adminUrl()): Promise<MonolithDatabase> {
  const monolith = await monolithDatabaseOn(admin);
  await createNastySchema(monolith, options);
  await fillNasty(monolith, options);
  return monolith;
}

export const NASTY_SETTINGS: Settings = parseSettings(NASTY_CONFIG);

/** The nasty monolith with five databases that hold a copy of it. */
export async function copiedLab(options: NastyOptions = { samples: 60 }): Promise<Lab> {
  const lab = await labOver(await nastyMonolith(options));
  await lab.run((separation) => copy(separation, NASTY_SETTINGS));
  return lab;
}

/** What a verification has against a copy, in short lines; none when everything is equal. */
export function objections({ tables, references, sequences }: VerifyReport): string[] {
  return [
    ...tables.flatMap(({ name, differences }) =>
      differences.map(({ kind, key, columns }) =>
        [name, 'hash' in key ? 'a row without a key' : JSON.stringify(Object.values(key)), kind, ...columns].join(' '),
      ),
    ),
    ...tables
      .filter((each) => each.sourceRows !== each.targetRows + each.quarantinedRows)
      .map((each) => `${each.name}: off by ${each.targetRows + each.quarantinedRows - each.sourceRows}`),
    ...references.flatMap(({ from, differing }) =>
      differing.map(({ value, side }) => `${from} ${value} dangles in the ${side}`),
    ),
    ...sequences
      .filter(({ source, target }) => source !== target)
      .map(({ name, source, target }) => `${name} is at ${source}, and at ${target} in the target`),
  ];
}
