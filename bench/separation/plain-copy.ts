import { pipeline } from 'node:stream/promises';
import { Client, escapeIdentifier } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { takeBack } from '../../migrations/separation/freeze/keeper.ts';

/** The tables that are compared, parents first, and whose databases they belong to. */
const TABLES = [
  ['users', 'samples'],
  ['projects', 'samples'],
  ['submissions', 'samples'],
  ['nanopore_samples', 'samples'],
  ['nanopore_sample_details', 'samples'],
  ['nanopore_processing_steps', 'samples'],
  ['ai_extraction_results', 'ai'],
  ['audit_logs', 'audit'],
] as const;

const COLUMNS = `
  select column_name as name from information_schema.columns
  where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`;

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`set timezone = 'UTC'`);
  return client;
}

const columnsOf = async (client: Client, name: string): Promise<string[]> =>
  (await client.query<{ name: string }>(COLUMNS, [name])).rows.map((row) => row.name);

/** Names of the columns that both sides have: whatever else the source has, this way loses. */
async function shared(source: Client, target: Client, name: string): Promise<string[]> {
  const there = new Set(await columnsOf(target, name));
  return (await columnsOf(source, name)).filter((each) => there.has(each));
}

/** Runs work for each table with one connection to either side. Triggers of the services are off. */
async function eachTable(
  sourceUrl: string,
  targetUrls: ReadonlyMap<string, string>,
  work: (source: Client, target: Client, name: string, columns: string) => Promise<void>,
): Promise<void> {
  for (const [name, service] of TABLES) {
    const source = await connect(sourceUrl);
    const target = await connect(targetUrls.get(service) as string);
    try {
      await takeBack(target, service === 'audit' ? [{ schema: 'public', name }] : []);
      await target.query(`alter table ${name} disable trigger user`);
      const columns = (await shared(source, target, name)).map((each) => escapeIdentifier(each)).join(', ');
      await work(source, target, name, columns);
      await target.query(`alter table ${name} enable trigger user`);
    } finally {
      await Promise.all([source.end(), target.end()]);
    }
  }
}

/** `COPY … TO STDOUT` into `COPY … FROM STDIN`, one table after the other. Returns seconds. */
export async function plainCopy(sourceUrl: string, targetUrls: ReadonlyMap<string, string>): Promise<number> {
  const started = performance.now();
  await eachTable(sourceUrl, targetUrls, (source, target, name, columns) =>
    pipeline(
      source.query(copyTo(`copy ${name} (${columns}) to stdout`)),
      target.query(copyFrom(`copy ${name} (${columns}) from stdin`)),
    ),
  );
  return (performance.now() - started) / 1000;
}

export type RowByRow = { rows: number; seconds: number };

const insertion = (name: string, columns: string, count: number): string =>
  `insert into ${name} (${columns}) values (${Array.from({ length: count }, (_, i) => `$${i + 1}`).join(', ')})`;

/** The column by which the rows of a sample are found, as text; other tables are there once, whatever the number of samples. */
const SAMPLE_OF: Readonly<Record<string, string>> = {
  nanopore_samples: 'id',
  nanopore_sample_details: 'sample_id',
  nanopore_processing_steps: 'sample_id',
  ai_extraction_results: 'sample_id',
  audit_logs: 'resource_id',
};

/** The samples of one half, and so many of the other. */
const halves = (name: string, share: number): { there: string; inserted: string } => {
  const sample = `${SAMPLE_OF[name]}::text collate "C"`;
  return {
    there: `${sample} < '8'`,
    inserted: `${sample} in (select id::text from nanopore_samples where id::text collate "C" >= '8' order by id limit ${share})`,
  };
};

/**
 * The usual script: a SELECT into memory, an INSERT for each row. Of each table at most so many rows are inserted, into
 * tables that hold half of the source's rows already: so full they are on the average while all of them are inserted.
 * @param together all inserts of a table in one transaction; otherwise each is one of its own
 */
export async function rowByRow(
  sourceUrl: string,
  targetUrls: ReadonlyMap<string, string>,
  options: { share: number; together: boolean },
): Promise<RowByRow> {
  let rows = 0;
  let milliseconds = 0;
  await eachTable(sourceUrl, targetUrls, async (source, target, name, columns) => {
    const part = name in SAMPLE_OF ? halves(name, options.share) : { there: 'true', inserted: 'false' };
    await pipeline(
      source.query(copyTo(`copy (select ${columns} from ${name} where ${part.there}) to stdout`)),
      target.query(copyFrom(`copy ${name} (${columns}) from stdin`)),
    );
    await target.query(`vacuum analyze ${name}`);
    const texts = columns.split(', ').map((each) => `${each}::text`);
    const found = await source.query<unknown[]>({
      text: `select ${texts.join(', ')} from ${name} where ${part.inserted}`,
      rowMode: 'array',
    });
    const insert = insertion(name, columns, texts.length);
    const started = performance.now();
    await target.query(options.together ? 'begin' : 'select');
    for (const row of found.rows) {
      await target.query(insert, row);
    }
    await target.query(options.together ? 'commit' : 'select');
    rows += found.rows.length;
    milliseconds += performance.now() - started;
  });
  return { rows, seconds: milliseconds / 1000 };
}
