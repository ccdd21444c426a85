import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ProcessConfig } from './process.ts';

/*
 * Settings that are allowed and weak: each is a line `VARIABLE: what it opens, and what to do`. They are looked at when
 * a process of production starts; what production must never have is refused by the configuration instead.
 */

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;
const ADJUSTABLE = ['debug', 'trace'];

/** Whether what is sent to this host leaves the machine. A path is a Unix socket. */
export const isElsewhere = (host: string): boolean => host !== '' && !host.startsWith('/') && !LOOPBACK.test(host);

/** What any process may have that is weak. */
export function weakInProcess(
  { exposure, logLevel, host }: Pick<ProcessConfig, 'exposure' | 'logLevel'> & { host: string },
  environment: NodeJS.ProcessEnv,
): string[] {
  return [
    ...when(exposure.introspection, 'INTROSPECTION: on shows everybody the whole schema; leave it out'),
    ...when(
      exposure.metrics.token === undefined && !isElsewhere(host),
      'METRICS_TOKEN: not set, so a proxy on this machine that adds no x-forwarded-for reads /metrics for anybody; set it',
    ),
    ...when(
      ADJUSTABLE.includes(logLevel),
      `LOG_LEVEL: ${logLevel} writes each statement into the log; info is for production`,
    ),
    ...when(
      environment.NODE_TLS_REJECT_UNAUTHORIZED === '0',
      'NODE_TLS_REJECT_UNAUTHORIZED: 0 takes every certificate for good; name the authority in TLS_CA instead',
    ),
    ...when(
      /--inspect/.test(environment.NODE_OPTIONS ?? ''),
      'NODE_OPTIONS: --inspect lets a debugger read everything; leave it out',
    ),
    ...['ENV_FILE', 'TLS_KEY'].flatMap((variable) =>
      when(
        isOpenToOthers(environment[variable]),
        `${variable}: every user of the machine may read ${environment[variable]}; chmod 600`,
      ),
    ),
  ];
}

/** One line, if it is so. */
export const when = (isSo: boolean, line: string): string[] => (isSo ? [line] : []);

function isOpenToOthers(path: string | undefined): boolean {
  return (
    path !== undefined && path !== '' && ((statSync(resolve(path), { throwIfNoEntry: false })?.mode ?? 0) & 0o007) !== 0
  );
}

/** Whether a value holds a key that development has made in the data folder, where whoever tried the lab may have seen it. */
export function isOfDevelopment(value: string | undefined, dataDir: string): boolean {
  const files = [...keyFiles(dataDir), ...keyFiles(join(dataDir, 'identities'))];
  return value !== undefined && files.some((path) => value.includes(readFileSync(path, 'utf8').trim()));
}

function keyFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => /[.-]key$/.test(file))
      .map((file) => join(folder, file));
  } catch {
    return []; // nobody has tried the lab from here
  }
}
