import { id, isTroubled, json, jsonb, localTime, pick, presentUserId, text } from './values.ts';

/** What no service owns. */
export const fillUnowned = (samples: number): string =>
  [LEFT, COMMUNICATIONS, FREEZERS, PLATES, ODD_TYPES, EVENTS, QUOTES]
    .join('\n')
    .replaceAll('$samples', String(samples));

const LEFT = `
  insert into sessions (user_id, token, data, expires_at)
  select ${presentUserId('n')}, md5('token' || n), ${jsonb('n')}, timestamptz '2019-03-10 07:30+00' + n * interval '1 hour'
  from generate_series(1, 50) n order by n;
  insert into schema_migrations select '20170' || 100 + n, ${localTime('n')} from generate_series(1, 12) n;
  insert into mikro_orm_migrations (name, executed_at)
  select 'Migration' || n, timestamptz '2018-01-01 00:00+00' from generate_series(1, 3) n;`;

/** About samples of all kinds, those that today's schema refuses as well. */
const COMMUNICATIONS = `
  insert into nanopore_communications
  select 9007199254740993 + n, case when n % 15 <> 0 then ${id('sample', 'n')} end, ${presentUserId('n')},
    ${pick(['e-mail', 'phone', 'hallway'], 'n', 'channel')}, left(${text('n')}, 200), ${text('n / 5')}, ${localTime('n')},
    timestamptz '2018-11-04 04:00+00' + n * interval '13 minutes'
  from generate_series(1, $samples) n where n % 5 in (0, 1);`;

/** A freezer's parent may have been entered after it. */
const FREEZERS = `
  insert into lab.freezers ("Name", parent_id, "lastSample", "temperatureC", capacity, used, label, state, "Notes, with a comma")
  select 'Freezer ' || n, case when n % 10 = 1 and n + 9 <= greatest(20, $samples / 5) then n + 9
      when n % 10 > 1 then n - n % 10 + 1 end,
    case when n <= $samples and not ${isTroubled('n')} then ${id('sample', 'n')} end,
    (array[-80.00, -20.50, 4.00])[1 + n % 3], 100 + n, n % 100,
    case when n % 3 > 0 then 'F"' || n end, ${pick(['ok', 'ok', 'defrosting', 'broken; call "Sam"'], 'n', 'lab.freezer_state')},
    ${text('n')}
  from generate_series(1, greatest(20, $samples / 5)) n order by n;
  insert into lab.freezer_alarms
  select 1 + n % 20, ${localTime('n')}, ${text('n')}, array[n * 0.1::float8, null, 'NaN']
  from generate_series(1, 40) n, generate_series(1, 1 + n % 3);
  insert into lab.freezer_alarms select null, null, null, null from generate_series(1, 3);`;

const PLATES = `
  insert into lab.plate_wells
  select coalesce(${text('n / 96 * 5')}, 'null plate') || case when n / 96 > 4 then n / 96 || '' else '' end,
    chr(65 + n % 96 / 12), 1 + n % 12,
    case when n > 0 and n % 3 = 0 and not ${isTroubled('n')} then ${id('sample', 'n')} end,
    round(n * 0.125, 1 + n % 4)
  from generate_series(0, $samples) n;
  insert into lab.well_readings
  select plate, "row", col, timestamptz '2019-11-03 05:30:00.123+00' + k * interval '1 hour', col * 0.1
  from lab.plate_wells, generate_series(1, 2) k where col < 4;`;

const ODD_TYPES = `
  insert into lab.odd_types
  select n, time '23:59:59.999999', timetz '12:00:00.5-04:30', (array['0044-03-15 BC', 'infinity', '2020-02-29'])[1 + n % 3]::date,
    '[2018-11-04 01:30, infinity)', '(1, 5]', '{[1,3), [7,)}', '(1.5,-0)', '(1,1),(0,0)', '2001:db8::/32', '08:00:2b:01:02:03',
    b'10101', b'1', array[${id('odd', 'n')}, null], array['ok', 'broken; call "Sam"']::lab.freezer_state[],
    row(n, ${text('n')})::lab.position, array[row(n, 'a,"b"'), row(null, ${text('n + 1')}), null]::lab.position[], 99.50,
    'fat:2A cat:1'::tsvector, '$.a[*] ? (@ > 1)', 'x', 'name of ' || n
  from generate_series(1, 30) n;
  insert into lab.odd_types (id) values (0), (-1);`;

const EVENTS = `
  insert into instrument_events
  select n, coalesce(${localTime('n * 2')}, '2018-06-01'), 'GridION ' || n % 3, ${pick(['start', 'stop', 'mux scan'], 'n')},
    ${jsonb('n')}
  from generate_series(1, $samples) n;`;

const QUOTES = `
  insert into run_quotes (quote_number, net, vat_rate)
  select 'Q-' || n, round(n * 12.5, 1 + n % 4), case when n % 5 > 0 then 0.190 end from generate_series(1, 30) n;
  insert into "Order"
  select n, ${text('n')}, ${presentUserId('n')}, ${text('n + 1')}, ${text('n + 2')}, ${text('n + 3')}, ${text('n + 4')},
    ${json('n')}
  from generate_series(1, 60) n;`;
