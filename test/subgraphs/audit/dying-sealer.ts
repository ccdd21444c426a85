/** Seals and signs a log, and kills itself before the n-th statement: `node dying-sealer.ts <url> <n>`. */

import { signGrown } from '../../../subgraphs/audit/sealing/checkpoints.ts';
import { openOutsideCopy } from '../../../subgraphs/audit/sealing/outside.ts';
import { sealBatch } from '../../../subgraphs/audit/sealing/seal.ts';
import { SIGNER, sealingClient } from './sealing-support.ts';

const [url = '', before = '', file = ''] = process.argv.slice(2);
const client = await sealingClient(url);
const query = client.query.bind(client);
let statements = 0;
client.query = ((...args: unknown[]) => {
  statements += 1;
  if (statements === Number(before)) {
    process.kill(process.pid, 'SIGKILL');
  }
  return (query as (...given: unknown[]) => unknown)(...args);
}) as typeof client.query;

await sealBatch(client, 5);
await signGrown(client, SIGNER);
const outside = await openOutsideCopy(file);
await outside.catchUp(client);
await outside.close();
await client.end();
process.stdout.write(`done after ${statements} statements\n`);
