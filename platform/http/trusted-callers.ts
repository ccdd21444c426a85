import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault } from '../errors/fault.ts';
import type { RequestIdentity } from '../identity/actor.ts';
import { JsonTooLarge, jsonExcess } from './json-body.ts';

/** What a request's headers prove, before its body is read. */
export type Admission = {
  identity: RequestIdentity;
  /** Why the body is not the one that the headers speak of; undefined where it is. */
  doubt(body: Buffer): string | undefined;
};

/** Decides who is answered. A text is why somebody is not. */
export type TrustedCallers = {
  admit(request: FastifyRequest): Admission | string;
  /** Somebody was refused. */
  refused(reason: string, request: FastifyRequest): void;
};

/** They tell whether the process lives and can work, to machines that have no identity. */
const OPEN: readonly (string | undefined)[] = ['/health', '/ready', '/metrics'];

/**
 * Has a server answer trusted callers alone: on every route but those that are open, known or not, and for no body but
 * JSON, of so many values. To be called before anything else is added to the server. Returns who a request is from.
 */
export function answerOnly(
  { admit, refused }: TrustedCallers,
  fastify: FastifyInstance,
  mostValues: number,
): (request: FastifyRequest) => RequestIdentity {
  const admissions = new WeakMap<FastifyRequest, Admission>();
  const withGoodBody = new WeakSet<FastifyRequest>();
  const refuse = (reason: string, request: FastifyRequest): Fault => {
    refused(reason, request);
    return new Fault('CALLER_NOT_TRUSTED', 'Nobody who is trusted here vouches for this request.');
  };
  const isOpen = ({ routeOptions }: FastifyRequest): boolean => OPEN.includes(routeOptions.url);

  fastify.addHook('onRequest', (request, _reply, done) => {
    const admission = isOpen(request) ? undefined : admit(request);
    if (typeof admission === 'string') {
      done(refuse(admission, request));
      return;
    }
    if (admission !== undefined) {
      admissions.set(request, admission);
      request.id = admission.identity.requestId;
    }
    done();
  });
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const admission = admissions.get(request);
    const reason = admission === undefined ? 'none' : admission.doubt(body);
    if (reason !== undefined) {
      done(refuse(reason, request));
      return;
    }
    const excess = jsonExcess(body, mostValues);
    if (excess !== undefined) {
      done(new JsonTooLarge(excess, mostValues));
      return;
    }
    withGoodBody.add(request);
    parseJson(request, body.toString('utf8'), done);
  });
  // A request without a body has been looked at by nobody so far.
  fastify.addHook('preHandler', (request, _reply, done) =>
    isOpen(request) || withGoodBody.has(request) ? done() : done(refuse('other_body', request)),
  );
  return (request) => (admissions.get(request) as Admission).identity;
}
