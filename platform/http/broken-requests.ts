import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

type Answer = { status: number; code: string; message: string };

const ANSWERS: Record<string, Answer> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'REQUEST_TIMEOUT',
    message: 'The request did not arrive in time.',
  },
  HPE_HEADER_OVERFLOW: { status: 431, code: 'BAD_REQUEST', message: 'The headers are too large.' },
};
const NO_HTTP: Answer = { status: 400, code: 'BAD_REQUEST', message: 'The request is no HTTP.' };

/** So long a client has to read why, before its connection is cut: what it still sends would cut off the answer as well. */
const LINGER_MS = 500;
const ending = new WeakSet<Socket>();

/** Says what was wrong with a request that never came to be one, and ends the connection. */
export function answerBrokenRequests(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || ending.has(socket)) {
    return;
  }
  ending.add(socket);
  const { status, code, message } = ANSWERS[error.code ?? ''] ?? NO_HTTP;
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  if (socket.writable) {
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  const cut = setTimeout(() => socket.destroy(error), LINGER_MS);
  socket.once('close', () => clearTimeout(cut));
}
