/** What is looked at; rows and entities both fit. */
type StartedBackup = { startedAt?: string | Date | null };

/**
 * Whether a backup contains what was last changed at an instant: it contains what was committed before it started.
 * Both are compared in whole milliseconds, to which the graph cuts its instants, and have to differ: in the same
 * millisecond nobody can tell which came first, and a backup must not promise what it may not hold.
 */
export const contains = (backup: StartedBackup, changedAt: Date): boolean =>
  backup.startedAt != null && new Date(backup.startedAt) > changedAt;
