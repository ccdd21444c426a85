/** `node fixed-subgraphs.ts`: the three subgraphs of the benchmark. They answer alike questions with the same bytes. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { entitiesAnswer, rootAnswer, SUBGRAPHS } from './scenarios.ts';

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
        const server = createServer((request, response) => {
          const chunks: Buffer[] = [];
          request.on('data', (chunk: Buffer) => chunks.push(chunk));
          request.on('end', () => send(response, answerTo(subgraph, Buffer.concat(chunks).toString())));
        });
        server.keepAliveTimeout = 60_000;
        server.listen(0, '127.0.0.1', () => resolve([subgraph, (server.address() as AddressInfo).port]));
      }),
  ),
);
process.stdout.write(`${JSON.stringify(Object.fromEntries(ports))}\n`);
