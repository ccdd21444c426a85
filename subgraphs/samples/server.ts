/** Starts the samples service alone. */
import { serveAlone } from '../../platform/service/serve.ts';
import { events } from '../../schema/events.ts';
import { samples } from './service.ts';

await serveAlone(samples, events);
