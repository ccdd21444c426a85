/** Starts the audit service alone. */
import { serveAlone } from '../../platform/service/serve.ts';
import { audit } from './service.ts';

await serveAlone(audit);
