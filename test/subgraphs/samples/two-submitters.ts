import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { WORKFLOW_STEPS } from '../../../subgraphs/samples/entities/processing-step.entity.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { actorWith } from '../../support/asking-as.ts';
import { asAdmin } from '../../support/databases.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

/** Stands in every text of what is somebody else's, and of a submitter's own in what is for the staff. */
export const SECRET = 'zqsecret';

export const idOf = (kind: string, n: number): string => {
  const digest = hash('sha256', `own:${kind}:${n}`, 'hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-7${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

export const ADA = actorWith(['submitter'], { userId: idOf('user', 1), name: 'Ada', email: 'Ada@Example.org' });
export const GRACE = actorWith(['submitter'], {
  userId: idOf('user', 2),
  name: 'Grace',
  email: `${SECRET}@example.org`,
});
export const TECHNICIAN = actorWith(['technician'], {
  userId: idOf('user', 3),
  name: 'Tess',
  email: 'tess@example.org',
});

/** Whose a sample is, by number: Ada's, Grace's, or nobody's, as old rows are. */
const SUBMITTERS = [
  'ada@example.org',
  'ADA@example.org',
  'ada@example.org',
  'Ada@Example.Org',
  'ada@example.org',
  GRACE.email,
  GRACE.email,
  GRACE.email,
  GRACE.email,
  null,
  '',
  'ada@example.org.zqsecret.org',
  '%',
] as const;
const isAdas = (n: number): boolean => n <= 5;
const NUMBERS = SUBMITTERS.map((_, i) => i + 1);
export const OWN = NUMBERS.filter(isAdas).map((n) => idOf('sample', n));
export const OTHERS = NUMBERS.filter((n) => !isAdas(n)).map((n) => idOf('sample', n));
/** Marked as deleted: one of either. */
export const DELETED = { own: idOf('sample', 5), other: idOf('sample', 9) };

/** Ada's form has two tubes of Grace's, Grace's form has one of Ada's. One project has both forms, one only Grace's. */
export const FORMS = { adas: idOf('submission', 1), graces: idOf('submission', 2), graceAlone: idOf('submission', 3) };
export const PROJECTS = { shared: idOf('project', 1), graces: idOf('project', 2) };
const FORM_OF: Record<number, string> = {
  1: FORMS.adas,
  2: FORMS.adas,
  3: FORMS.graces,
  6: FORMS.adas,
  7: FORMS.adas,
  8: FORMS.graces,
  9: FORMS.graceAlone,
};

/** Texts that only certain values may stand in, or that say whose a row is. */
const NOT_FREE =
  /^(status|priority|outcome|archived_from|current_step|current_step_status|step_name|step_status|submission_type|submitter_email|owner_email|email)$/;

/** A lab with two submitters, in which everything of Grace's says so; without Grace's samples, steps and files if wanted. */
export async function twoSubmitters({ alone = false } = {}): Promise<ServiceUnderTest> {
  const service = await serviceUnderTest(samples);
  await fillTwoSubmitters(service, { alone });
  return service;
}

/** The same in a service that runs already, and is empty. */
export async function fillTwoSubmitters(service: ServiceUnderTest, { alone = false } = {}): Promise<void> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(service.em().getKysely<unknown>());
  for (const [i, name] of ['Ada', 'Grace', 'Tess', `${SECRET} Nobody`].entries()) {
    const email = i === 0 ? 'ada@example.org' : `${SECRET}${i}@example.org`;
    await run(sql`insert into users (id, name, email, aliases, legacy, created_at, updated_at)
      values (${idOf('user', i + 1)}, ${name}, ${email}, ${i === 0 ? ['A'] : [SECRET]}, ${{ SECRET }}, '2026-01-01Z', '2026-01-01Z')`);
  }
  await run(sql`insert into projects (id, name, owner_email, created_at, updated_at) values
    (${PROJECTS.shared}, 'Shared', ${GRACE.email}, '2026-01-01Z', '2026-01-01Z'),
    (${PROJECTS.graces}, 'tube', ${GRACE.email}, '2026-01-02Z', '2026-01-02Z')`);
  await run(sql`insert into submissions (id, project_id, submission_number, name, submitter_email, submitted_at, created_at, updated_at) values
    (${FORMS.adas}, ${PROJECTS.shared}, 'ADA-1', 'tube', 'ADA@example.org', '2026-01-01Z', '2026-01-01Z', '2026-01-01Z'),
    (${FORMS.graces}, ${PROJECTS.shared}, 'GRACE-1', 'tube', ${GRACE.email}, '2026-01-02Z', '2026-01-01Z', '2026-01-01Z'),
    (${FORMS.graceAlone}, ${PROJECTS.graces}, 'GRACE-2', 'tube', ${GRACE.email}, '2026-01-03Z', '2026-01-01Z', '2026-01-01Z')`);
  for (const n of alone ? NUMBERS.filter(isAdas) : NUMBERS) {
    await takeIn(service, n);
  }
  await markSecrets(service);
  await asAdmin((client) => client.query('analyze'), service.database.name);
}

async function takeIn(service: ServiceUnderTest, n: number): Promise<void> {
  const kysely = service.em().getKysely<unknown>();
  const [id, day] = [idOf('sample', n), new Date(Date.UTC(2026, 1, n))];
  const deleted = id === DELETED.own || id === DELETED.other ? day : null;
  const measured = isAdas(n) ? n : 987.654;
  await sql`insert into nanopore_samples (id, sample_name, submitter_name, submitter_email, lab_name, sample_type, concentration, volume,
      priority, submitted_at, due_at, completed_at, submission_id, sample_number, created_by, assignee_id, deleted_at, deleted_reason,
      hold_reason, created_at, updated_at)
    values (${id}, ${`tube ${n}`}, 'Somebody', ${SUBMITTERS[n - 1]}, 'Lab', 'DNA', ${measured}, ${n}, ${n % 2 === 0 ? 'urgent' : 'normal'},
      ${day}, ${day}, ${n % 3 === 0 ? new Date(day.getTime() + 3_600_000 * n) : null}, ${FORM_OF[n] ?? null}, ${n},
      ${idOf('user', isAdas(n) ? 3 : 4)}, ${idOf('user', 2)}, ${deleted}, ${deleted === null ? null : 'twice'},
      ${n % 4 === 0 ? 'wait' : null}, ${day}, ${day})`.execute(kysely);
  await sql`insert into nanopore_sample_details (id, sample_id, organism, qc_passed, created_at, updated_at)
    values (${idOf('details', n)}, ${id}, 'E. coli', ${n % 2 === 0}, ${day}, ${day})`.execute(kysely);
  for (const [i, step] of [...WORKFLOW_STEPS, 'Gel'].entries()) {
    await sql`insert into nanopore_processing_steps (id, sample_id, step_name, step_status, started_at, completed_at, results_data, created_at, updated_at)
      values (${idOf('step', n * 100 + i)}, ${id}, ${step}, ${i === 0 ? 'completed' : 'pending'}, ${day},
        ${i === 0 ? new Date(day.getTime() + 60_000 * n) : null}, ${isAdas(n) ? { n } : { SECRET }}, ${day}, ${day})`.execute(
      kysely,
    );
  }
  for (const i of [0, 1]) {
    await sql`insert into nanopore_attachments (id, sample_id, file_name, uploaded_by, uploaded_at, deleted_at, created_at)
      values (${idOf('attachment', n * 10 + i)}, ${id}, 'gel.png', ${idOf('user', 3)}, ${day}, ${i === 1 ? day : null}, ${day})`.execute(
      kysely,
    );
  }
}

/** Every free text and JSON of what is Grace's gets the secret in front; of what is Ada's, what is for the staff. */
async function markSecrets(service: ServiceUnderTest): Promise<void> {
  const theirs = `coalesce(lower(submitter_email), '') <> 'ada@example.org'`;
  const ofTheirs = `sample_id in (select id from nanopore_samples where ${theirs})`;
  const rows: [table: string, whose: string][] = [
    ['nanopore_samples', theirs],
    ['nanopore_sample_details', ofTheirs],
    ['nanopore_processing_steps', ofTheirs],
    ['nanopore_attachments', ofTheirs],
    ['submissions', theirs],
    ['projects', `id <> '${PROJECTS.shared}'`],
  ];
  await asAdmin(async (client) => {
    for (const [table, whose] of rows) {
      const { rows: columns } = await client.query<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns
         where table_name = $1 and is_generated = 'NEVER' and data_type in ('text', 'jsonb')`,
        [table],
      );
      const set = columns
        .filter(({ name }) => !NOT_FREE.test(name))
        .map(({ name, type }) =>
          // A sample with a reason is on hold, and none of them would wait in the queue.
          name === 'hold_reason'
            ? `hold_reason = hold_reason || ' ${SECRET}'`
            : type === 'jsonb'
              ? `${name} = '{"n": "${SECRET}"}'`
              : `${name} = concat_ws(' ', ${name}, '${SECRET}')`,
        );
      await client.query(`alter table ${table} disable trigger user`);
      await client.query(`update ${table} set ${set.join(', ')} where ${whose}`);
      await client.query(`update ${table} set legacy = '{"n": "${SECRET}"}'`);
      await client.query(`alter table ${table} enable trigger user`);
    }
    await client.query(`update nanopore_sample_details set internal_notes = '${SECRET}'`);
    await client.query('select recount_samples()');
  }, service.database.name);
}
