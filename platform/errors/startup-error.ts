/** A process that cannot start. The message is one sentence that says what to do; the exit code is 1. */
export class StartupError extends Error {
  readonly code: string;

  constructor(message: string, options: { cause?: unknown; code?: string } = {}) {
    super(message, { cause: options.cause });
    this.name = 'StartupError';
    this.code = options.code ?? 'START_REFUSED';
  }
}
