/**
 * `node fixed-subgraphs.ts <own private key> <gateway's public key>`: the three subgraphs of the benchmark. They answer
 * alike questions with the same bytes. A gateway that vouches for its callers has to do so rightly.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Identity,
  type PublicIdentity,
  readIdentity,
  readPublicIdentity,
} from '../../platform/identity/service-tokens/keys.ts';
import { createReplays } from '../../platform/identity/service-tokens/once.ts';
import { SCHEME } from '../../platform/identity/service-tokens/token.ts';
import { createTokenVerifier } from '../../platform/identity/service-tokens/verify.ts';
import { entitiesAnswer, rootAnswer, SUBGRAPHS } from './scenarios.ts';

const [ownKey = '', gatewayKey = ''] = process.argv.slice(2);
const keys = {
  identities: [readIdentity(ownKey) as Identity],
  gateways: [readPublicIdentity(gatewayKey) as PublicIdentity],
};

/** Whether a request is vouched for as ours want it; one without a token is from a gateway that vouches for nobody. */
function trust(subgraph: string): (authorization: string | undefined, body: Buffer) => boolean {
  const verifier = createTokenVerifier(subgraph, keys);
  const replays = createReplays();
  return (authorization, body) => {
    if (authorization === undefined) {
      return true;
    }
    const now = Date.now() / 1000;
    const vouched = verifier.verify(authorization.slice(SCHEME.length), now);
    return typeof vouched !== 'string' && vouched.isFor(body) && replays.isFirst(vouched.mark, now);
  };
}

const answers = new Map<string, Buffer>();

/** The same for every request of a scenario: what differs is the seed alone. */
function answerTo(subgraph: string, text: string): Buffer {
  const { query, variables } = JSON.parse(text);
  const entities = variables.representations;
  const key = `${subgraph} ${query} ${entities?.length ?? variables.count}`;
  let answer = answers.get(key);
  if (answer === undefined) {
    const made = entities === undefined ? rootAnswer(query, variables.count) : entitiesAnswer(subgraph, entities);
    answer = Buffer.from(JSON.stringify(made));
    answers.set(key, answer);
  }
  return answer;
}

function send(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

const ports = await Promise.all(
  Object.keys(SUBGRAPHS).map(
    (subgraph) =>
      new Promise<[string, number]>((resolve) => {
        const isTrusted = trust(subgraph);
        const server = createServer((request, response) => {
          const chunks: Buffer[] = [];
          request.on('data', (chunk: Buffer) => chunks.push(chunk));
          request.on('end', () => {
            const body = Buffer.concat(chunks);
            if (isTrusted(request.headers.authorization, body)) {
              send(response, answerTo(subgraph, body.toString()));
            } else {
              response.writeHead(401).end();
            }
          });
        });
        server.keepAliveTimeout = 60_000;
        server.listen(0, '127.0.0.1', () => resolve([subgraph, (server.address() as AddressInfo).port]));
      }),
  ),
);
process.stdout.write(`${JSON.stringify(Object.fromEntries(ports))}\n`);
