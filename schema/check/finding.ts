/** `error` stops a merge, `warning` wants somebody to look, `info` is told. */
export type Severity = 'error' | 'warning' | 'info';

/** A file from the project's folder, with slashes. */
export type Place = { file: string; line?: number | undefined };

export type CheckName = 'composition' | 'gateway' | 'changes' | 'operations' | 'contracts' | 'lint' | 'allowances';

/** Something that a check has to say. */
export type Finding = {
  check: CheckName;
  /** What kind of thing it is, such as `FIELD_REMOVED` or `RESTY_FIELD_NAMES`. */
  rule: string;
  severity: Severity;
  /** One sentence. */
  message: string;
  /** What of the schema it is about: `Sample.status`, `Query.samples.first`, `Priority.HIGH`. */
  coordinate?: string | undefined;
  place?: Place | undefined;
  /** Whom it hits and what happens to them, a sentence each. */
  affects: readonly string[];
  /** What to do. */
  remedy?: string | undefined;
  /** Why it is all right here, as the SDL says; it stops nothing then. */
  allowed?: string | undefined;
};

export const isStopping = ({ severity, allowed }: Finding): boolean => severity === 'error' && allowed === undefined;
