import type { FaultCode } from './registry.ts';

/** Something a client is told by code and message: the message is written for them and holds no internals. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: FaultCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** An argument that cannot be understood. `field` is the argument's name as the client wrote it. */
export const badInput = (field: string, message: string): Fault =>
  new Fault('BAD_USER_INPUT', `${field}: ${message}`, { details: { field } });
