import type { FastifyRequest } from 'fastify';
import type { MetricsAccess } from '../config/process.ts';
import { Fault } from '../errors/fault.ts';
import { isSameSecret } from '../identity/same-secret.ts';

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;
/** What proxies add: from the same machine they come with the questions of others. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/**
 * Lets those read `/metrics` who may.
 * @throws Fault for everybody else
 */
export function insistOnMetricsAccess({ token, everybody }: MetricsAccess, request: FastifyRequest): void {
  if (token === undefined ? everybody || isOfThisMachine(request) : isSameSecret(bearerOf(request), token)) {
    return;
  }
  throw new Fault('UNAUTHENTICATED', 'Metrics are for those who have the token of METRICS_TOKEN.');
}

const bearerOf = ({ headers }: FastifyRequest): string =>
  /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? '';

const isOfThisMachine = ({ headers, socket }: FastifyRequest): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') && FORWARDED.every((name) => headers[name] === undefined);
