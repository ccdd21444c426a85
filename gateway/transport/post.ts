import type { Dispatcher } from 'undici';
import type { Cancellation } from './attempt.ts';
import { bodyText } from './body-text.ts';

export type HttpAnswer = { status: number; text: string };

/** Posts a body and reads the answer to its end; `path` with its query string. Called off, it closes the connection. */
export const post = (
  pool: Dispatcher,
  path: string,
  headers: Record<string, string>,
  body: string,
  cancellation: Cancellation,
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    pool.dispatch({ path, method: 'POST', headers, body }, new AnswerReader(resolve, reject, cancellation));
  });

/**
 * Collects an answer. `pool.request` and its stream would do the same for a sixth more of the whole fetch's time, which
 * is much where a gateway does little else.
 */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (error: unknown) => void;
  #cancellation: Cancellation | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #chunks: Buffer[] = [];

  constructor(resolve: (answer: HttpAnswer) => void, reject: (error: unknown) => void, cancellation: Cancellation) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#cancellation = cancellation;
    cancellation.onCancel = (fault) => {
      reject(fault);
      this.#chunks = [];
      this.#controller?.abort(fault);
    };
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Called off while it waited for a connection: to throw leaves the connection alone, to abort would close it.
    if (this.#cancellation?.fault !== undefined) {
      throw this.#cancellation.fault;
    }
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const chunks = this.#chunks;
    this.#letGo();
    this.#resolve({ status: this.#status, text: bodyText(chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#letGo();
    this.#reject(error);
  }

  /** The HTTP client holds on to what is over for a while; what hangs on this need not stay with it. */
  #letGo(): void {
    if (this.#cancellation !== undefined) {
      this.#cancellation.onCancel = undefined;
      this.#cancellation = undefined;
    }
    this.#chunks = [];
  }
}
