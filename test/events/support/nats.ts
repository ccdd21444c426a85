import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { eventually } from '../../platform/postgres/support.ts';
import { temporaryFolder } from '../../support/process.ts';

/** In CI it is there, or the tests fail; elsewhere they say loudly that they do nothing. */
export const HAS_NATS = spawnSync('nats-server', ['--version']).status === 0;
if (!HAS_NATS) {
  process.stderr.write('There is no nats-server (Debian: apt install nats-server): events over NATS are NOT TESTED.\n');
}
export const WITH_NATS = HAS_NATS || process.env.CI !== undefined;

export type Nats = AsyncDisposable & { url: string; kill(): Promise<void>; start(): Promise<void> };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A server with JetStream, which may be killed and started again on what it has stored. */
export async function natsServer(): Promise<Nats> {
  const folder = await temporaryFolder();
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn('nats-server', ['-js', '-sd', folder.path, '-a', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
    });
    await eventually(() => answers(port), 'NATS answers');
  };
  const kill = async (): Promise<void> => {
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  };
  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    kill,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}
