/** Starts the config service alone. */
import { serveAlone } from '../../platform/service/serve.ts';
import { events } from '../../schema/events.ts';
import { config } from './service.ts';

await serveAlone(config, events);
