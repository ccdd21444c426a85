/** Starts the audit service alone. */
import { serveAlone } from '../../platform/service/serve.ts';
import { events } from '../../schema/events.ts';
import { audit } from './service.ts';

await serveAlone(audit, events);
