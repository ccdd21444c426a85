/** Starts the ai service alone. */
import { serveAlone } from '../../platform/service/serve.ts';
import { events } from '../../schema/events.ts';
import { ai } from './service.ts';

await serveAlone(ai, events);
