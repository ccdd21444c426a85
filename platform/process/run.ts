import { StartupError } from '../errors/startup-error.ts';
import type { Log } from '../log/log.ts';

/** What a start opened, closed in the reverse order, each once, whatever the others do. */
export type Opened = {
  add(name: string, close: () => Promise<void>): void;
  close(): Promise<void>;
  /** What must not outlive the process even if it cannot close: at once, without waiting. */
  addLastResort(end: () => void): void;
  endAtOnce(): void;
  /** Something the process cannot go on without has failed: everything is closed, the exit code is 1. */
  fail(error: Error): void;
  /** From now on SIGHUP does this and no longer stops the process; `undefined` leaves it as it is. */
  onHangUp(reread: (() => void) | undefined): void;
  /** Aborted when the process is told to stop, for starts that take long. */
  signal: AbortSignal;
};

type Running = Opened & { hangUp(): (() => void) | undefined };

function opened(log: Log, signal: AbortSignal, fail: (error: Error) => void): Running {
  const lastResorts: (() => void)[] = [];
  let reread: (() => void) | undefined;
  const stack: { name: string; close: () => Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const { name, close } of stack.splice(0).reverse()) {
      try {
        await close();
        log.debug(`${name} closed`);
      } catch (error) {
        // The others must be closed all the same.
        log.error({ err: error }, `${name} did not close`);
      }
    }
  };
  return {
    add: (name, close) => stack.push({ name, close }),
    close,
    addLastResort: (end) => lastResorts.push(end),
    endAtOnce: () => {
      for (const end of lastResorts.splice(0)) {
        end();
      }
    },
    fail,
    onHangUp: (given) => {
      reread = given;
    },
    hangUp: () => reread,
    signal,
  };
}

const SHUTDOWN_LIMIT_MS = 30_000;
/** Below npm a Ctrl-C arrives twice, from the terminal and from npm; only later ones mean "now". */
const SAME_SIGNAL_MS = 1_000;

/**
 * Runs a process: `start` opens things, SIGTERM and SIGINT close them. A start that fails closes what it had
 * opened, says why in one sentence and exits with 1. A signal during the start ends it as well, and loses nothing
 * of what was opened by then.
 */
export async function runProcess(log: Log, start: (opened: Opened) => Promise<void>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    // As for the log: nobody reads it any more, which is no reason to fall.
    stream.on('error', () => undefined);
  }
  const stopping = new AbortController();
  const things = opened(log, stopping.signal, (error) => {
    if (stoppingSince === undefined) {
      process.stderr.write(`${error.message}\n`);
      void stop('a failure', 1);
    }
  });
  let stoppingSince: number | undefined;
  let starting: Promise<void> | undefined;
  const stop = async (reason: string, exitCode: number): Promise<void> => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) {
        log.warn(`${reason} again, leaving at once`);
        things.endAtOnce();
        process.exit(1);
      }
      return;
    }
    stoppingSince = performance.now();
    log.info(`${reason}: stopping`);
    setTimeout(() => {
      log.error(`not closed within ${SHUTDOWN_LIMIT_MS / 1000} s, leaving`);
      things.endAtOnce();
      process.exit(1);
    }, SHUTDOWN_LIMIT_MS).unref();
    stopping.abort(new StartupError(`Stopped by ${reason}.`));
    // Its failure was caused by the abort, or is of no interest any more.
    await starting?.catch(() => undefined);
    await things.close();
    process.exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop(signal, 0));
  }
  // Without anything to reread it means that the terminal was closed.
  process.on('SIGHUP', () => {
    const reread = things.hangUp();
    if (reread === undefined || stoppingSince !== undefined) {
      void stop('SIGHUP', 0);
      return;
    }
    try {
      reread();
    } catch (error) {
      log.error({ reason: (error as Error).message }, 'the configuration cannot be used, the last good one stays');
    }
  });
  // Started by another process of ours, which died without stopping this one.
  process.once('disconnect', () => void stop('the end of the parent process', 0));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error nobody caught');
    void stop('uncaughtException', 1);
  });
  starting = start(things);
  try {
    await starting;
  } catch (error) {
    if (stoppingSince === undefined) {
      await things.close();
      refuse(error);
    }
  }
}

/** One sentence for what the operator can mend; a stack only for what nobody foresaw. */
export function refuse(error: unknown): never {
  const expected = error instanceof StartupError;
  process.stderr.write(
    `${expected ? error.message : `The start failed: ${error instanceof Error ? error.stack : error}`}\n`,
  );
  process.exit(1);
}
