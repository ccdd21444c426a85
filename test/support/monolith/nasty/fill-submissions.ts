import { id, isDeletedUser, json, localTime, presentUserId, text, USERS } from './values.ts';

/** Where the monolith keeps submissions. */
export type SubmissionsTable = 'nanopore_submissions' | 'submissions' | 'none';

/** Samples of one submission. */
export const PER_SUBMISSION = 20;
/** One whose status means nothing today; the samples 41 to 43 are of it. */
export const CANCELLED = 1_000_000;

/** Users, projects, submissions: what samples refer to. */
export const fillSubmissions = (table: SubmissionsTable, samples: number): string => `
  insert into users
  select ${id('user', 'n')}, 'user' || n, 'User' || n || '@Example.org', coalesce(${text('n')}, 'User ' || n),
    (array['user', 'admin', 'technician'])[1 + n % 3], '$2b$10$' || md5('password' || n), n % 5 <> 0,
    ${localTime('n * 3')}, ${json('n')}, case when n % 9 <> 4 then ${localTime('n')} end
  from generate_series(1, ${USERS}) n where not ${isDeletedUser('n')};
  insert into projects
  select ${id('project', 'n')}, 'Project ' || n, ${text('n')}, 'Owner ' || n,
    (array['active', 'archived', 'completed'])[1 + n % 3], 'R01-' || n, (n * 1000)::numeric(12,2), ${localTime('n')}
  from generate_series(1, 5) n;
  ${table === 'none' ? '' : FILLS[table](Math.ceil(samples / PER_SUBMISSION))}`;

const NUMBERS = (count: number): string =>
  `(select generate_series(1, ${count}) union all select ${CANCELLED}) as numbers(n)`;
const STATUS = `case n when ${CANCELLED} then 'cancelled'
  else (array['draft', 'submitted', 'processing', 'completed', 'archived'])[1 + n % 5] end`;

const FILLS: Record<Exclude<SubmissionsTable, 'none'>, (count: number) => string> = {
  nanopore_submissions: (count) => `
    insert into nanopore_submissions
    select ${id('submission', 'n')}, 'HTSF-' || n, ${id('project', '1 + n % 5')}, ${text('n + 3')},
      'lab' || n || '@example.org', ${text('n + 5')}, '+1 919 555 ' || lpad((n % 10000)::text, 4, '0'),
      E'Building ' || n || E'\\nRoom "1"', ${text('n + 7')}, ${json('n + 1')}, 'Q-' || n, round(n * 12.5, 1 + n % 4),
      date '2017-01-01' + n % 1000, ${STATUS}, 'form-' || n || '.pdf', ${presentUserId('n')},
      ${localTime('n * 5')}, ${localTime('n')}
    from ${NUMBERS(count)};`,
  submissions: (count) => `
    insert into submissions
    select ${id('submission', 'n')}, 'HTSF-' || n, ${id('project', '1 + n % 5')}, ${text('n')}, ${text('n + 3')},
      'lab' || n || '@example.org', (array['manual', 'pdf', 'csv', 'batch'])[1 + n % 4], ${STATUS},
      (array['low', 'normal', 'high', 'urgent', null])[1 + n % 5], 'form-' || n || '.pdf', n * 1000.0,
      ${localTime('n * 5')}, ${localTime('n')}
    from ${NUMBERS(count)};`,
};
