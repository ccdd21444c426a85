import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { LabCalendar } from '../../platform/config/process.ts';
import { createOrm } from '../../platform/database/orm.ts';
import type { PoolLimits } from '../../platform/database/pools.ts';
import type { DatabaseWatch } from '../../platform/database/watch.ts';
import { type GraphQLAnswer, type LocalExecutor, localExecutor } from '../../platform/graphql/in-process.ts';
import type { Subgraph } from '../../platform/graphql/subgraph.ts';
import { DEMONSTRATION_ACTOR } from '../../platform/identity/demonstration.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import type { Secrets, ServiceDefinition } from '../../platform/service/definition.ts';
import { asFixture, type TestDatabase, testDatabase } from './databases.ts';
import { statementsOf } from './statements.ts';

/** What a test reads of an answer: whatever it asked for. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
export type Answer = { data: any; errors?: GraphQLAnswer['errors'] };

export type ServiceUnderTest = AsyncDisposable & {
  definition: ServiceDefinition;
  database: TestDatabase;
  orm: MikroORM;
  subgraph: Subgraph;
  execute: LocalExecutor;
  /** To put rows there that no verb makes, as the fixture that everybody knows. The service itself has to say who writes. */
  em(): EntityManager;
  /** Asks the subgraph in process, as the demonstration user. */
  query(text: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** How many SQL statements a query costs. */
  statements(text: string, variables?: Record<string, unknown>): Promise<number>;
  close(): Promise<void>;
};

export const TEST_IDENTITY = { actor: DEMONSTRATION_ACTOR, requestId: 'test', address: '127.0.0.1', userAgent: 'jest' };
export const LAB: LabCalendar = { timeZone: 'UTC', holidays: [] };

/** What few tests choose: those of the platform itself, and those of secrets. */
export type Watched = { watch?: DatabaseWatch; metrics?: Metrics; pool?: PoolLimits; secrets?: Secrets };

const newSecrets = (definition: ServiceDefinition): Secrets =>
  Object.fromEntries((definition.secrets ?? []).map(({ variable, generate }) => [variable, generate()]));

/** One service on a database of its own, as its run-time role. */
export async function serviceUnderTest(
  definition: ServiceDefinition,
  lab = LAB,
  { watch, metrics, pool = { min: 0, max: 5 }, secrets = newSecrets(definition) }: Watched = {},
): Promise<ServiceUnderTest> {
  const database = await testDatabase(definition);
  const orm = await createOrm(definition, { url: database.dbUrl, pool }, watch);
  const fixtures = await createOrm(definition, { url: asFixture(database.dbUrl), pool: { min: 0, max: 5 } });
  const subgraph = definition.build(orm, { lab, secrets });
  const execute = localExecutor(subgraph, watch?.log ?? silentLog(), metrics?.graphql);
  const query = async (text: string, variables?: Record<string, unknown>): Promise<Answer> =>
    // Through JSON, as a client gets it: graphql-js answers with objects that have no prototype.
    JSON.parse(JSON.stringify(await execute({ query: text, variables }, TEST_IDENTITY)));
  const close = async (): Promise<void> => {
    await Promise.all([orm.close(true), fixtures.close(true)]);
    await database.drop();
  };
  return {
    definition,
    database,
    orm,
    subgraph,
    execute,
    em: () => fixtures.em.fork(),
    query,
    statements: async (text, variables) => (await statementsOf(() => query(text, variables), definition.name)).length,
    close,
    [Symbol.asyncDispose]: close,
  };
}
