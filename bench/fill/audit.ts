import { type Fill, idOf, parameters, SAMPLE_ID, SAMPLES, TECHNICIANS } from './batch.ts';

/** Three entries for each sample: taken in, updated, and one about its work; now and then a failure. */
const LOGS = `
  insert into audit_logs (event_type, action, outcome, actor_name, actor_kind, user_id, resource_type, resource_id, details, ip_address, timestamp, created_at)
  select (array['sample.created', 'sample.updated', 'sample.updated'])[entry], (array['create', 'update', 'update'])[entry],
    case when h % 97 = 0 and entry = 3 then 'failure' else 'success' end, 'Technician ' || (1 + h % ${TECHNICIANS}), 'person',
    ${idOf('9000', `(1 + h % ${TECHNICIANS})`)}, 'sample', (${SAMPLE_ID})::text, '{}', '192.0.2.1',
    submitted + entry * interval '1 hour', submitted + entry * interval '1 hour'
  from ${SAMPLES} as s cross join generate_series(1, 3) as entry`;

export const audit: Fill = {
  once: async () => undefined,
  everything: async (client, batch) => void (await client.query(LOGS, parameters(batch))),
};
