/** Starts the backup service alone. */
import { serveAlone } from '../../platform/service/serve.ts';
import { events } from '../../schema/events.ts';
import { backup } from './service.ts';

await serveAlone(backup, events);
