import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** Memory, CPU, garbage collection and event-loop lag of this process, and the room left on its data folder's disk. */
export function processMetrics(registry: Registry, dataDir: string): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'nanopore_data_dir_free_bytes',
    help: 'Bytes that this process may still write on the disk of DATA_DIR.',
    registers: [registry],
    async collect() {
      this.set(await freeBytes(dataDir));
    },
  });
}

/** A folder that is not there yet will be made on the disk of the nearest one that is. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) {
      throw error;
    }
    return freeBytes(parent);
  }
}
