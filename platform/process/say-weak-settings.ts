import type { Log } from '../log/log.ts';

/** Tells the operator, in the log and for whoever looks on, what of the settings is weak; nothing where nothing is. */
export function sayWeakSettings(lines: readonly string[], log: Log): void {
  const settings = [...new Set(lines)];
  if (settings.length > 0) {
    log.warn({ settings }, 'settings are weak for production');
    process.stdout.write(`Weak for production:\n${settings.map((line) => `  ${line}\n`).join('')}`);
  }
}
