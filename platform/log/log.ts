import { type Logger, pino } from 'pino';
import { currentRequest } from '../request/scope.ts';

export type Log = Logger;

/**
 * JSON lines on standard error: standard output stays free for what a command answers. What is logged on behalf of a
 * request says so, whoever logs it.
 */
export function createLog(options: { level: string; name: string }): Log {
  const destination = pino.destination({ fd: 2, sync: true });
  // A terminal that was closed takes no more lines; whoever still has to stop cleanly must not fail over that.
  destination.on('error', () => undefined);
  return pino(
    {
      name: options.name,
      level: options.level,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      mixin: () => {
        const request = currentRequest();
        return request === undefined ? {} : { requestId: request.requestId, operation: request.operation };
      },
    },
    destination,
  );
}

export function rereadLevel({ logLevel }: { logLevel: string }, log: Log): void {
  log.level = logLevel;
  log.info({ logLevel }, 'configuration reread');
}

export const silentLog = (): Log => pino({ level: 'silent' });

/** The chatter of Apollo's libraries, two levels down: it is for whoever debugs them. */
export const apolloLogger = (log: Log) => ({
  debug: (message?: string) => log.trace(message),
  info: (message?: string) => log.debug(message),
  warn: (message?: string) => log.warn(message),
  error: (message?: string) => log.error(message),
});
