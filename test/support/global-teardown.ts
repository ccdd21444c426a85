import { rm } from 'node:fs/promises';

export default async function globalTeardown(): Promise<void> {
  const running = globalThis.testCluster;
  if (running !== undefined) {
    await running.cluster.stop();
    await rm(running.dataDir, { recursive: true, force: true });
  }
}
