/**
 * `relay-process.ts <samples> <audit> <step> <time> <refused>`: a relay and its consumer in one process, which is killed
 * when it comes to that step for that time. Events with the name `<refused>` are refused, if there is one.
 */
import { createOrm } from '../../../platform/database/orm.ts';
import type { DeliveryStep } from '../../../platform/events/careful-delivery.ts';
import { createInbox } from '../../../platform/events/inbox/inbox.ts';
import { RefusedEvent } from '../../../platform/events/inbox/refused-event.ts';
import { startRelay } from '../../../platform/events/relay/relay.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { audit } from '../../../subgraphs/audit/service.ts';
import { logEvents } from '../../../subgraphs/audit/services/log-events.ts';
import { FAST } from './settings.ts';

const [samplesUrl, auditUrl, last, time, refused] = process.argv.slice(2) as [string, string, string, string, string];
let times = 0;
const at = (step: DeliveryStep | 'taking in' | 'taken in'): void => {
  if (step === last && ++times === Number(time)) {
    process.kill(process.pid, 'SIGKILL');
  }
};
const orm = await createOrm(audit, { url: auditUrl, pool: { min: 0, max: 2 } });
const inbox = createInbox(orm, 'audit', async (em, events) => {
  at('taking in');
  if (events.some(({ data }) => (data.after as { name?: string } | null)?.name === refused)) {
    throw new RefusedEvent('refused for now');
  }
  await logEvents(em, events);
  at('taken in');
});
startRelay({
  service: 'samples',
  url: samplesUrl,
  subscribers: [{ name: 'audit', wants: () => true, deliver: (batch) => inbox.receive(batch) }],
  settings: { ...FAST, pageSize: 5 },
  log: silentLog(),
  onStep: at,
});
