import type { Sql } from '../../support/monolith/database.ts';

/** What people do to a monolith meanwhile: rows are added, changed and deleted all over the keys. `n` varies which. */
export const changeSource = (monolith: Sql, n: number): Promise<unknown> =>
  monolith.query(`
    update nanopore_processing_steps set step_name = 'changed ${n}' where id in (
      select id from nanopore_processing_steps where hashtext(id::text) % 7 = ${n % 7});
    delete from nanopore_processing_steps where id = (
      select id from nanopore_processing_steps order by md5(id::text || ${n}) limit 1);
    insert into nanopore_processing_steps (id, sample_id, step_name, step_status)
      select md5('${n} ' || i)::uuid, s.id, 'added ${n}', 'pending'
      from generate_series(1, 3) i, (select id from nanopore_samples order by id limit 1 offset ${n % 20}) s;
    update nanopore_samples set sample_name = sample_name || ' (${n})' where id in (
      select id from nanopore_samples where hashtext(id::text) % 11 = ${n % 11});`);
