/** `node checks/events-document.ts [--check]`: writes the lists of docs/events.md and docs/asyncapi.json from the registered events. */
import { readFileSync } from 'node:fs';
import { type EventType, eventTypesOf, sourceOf } from '../platform/events/registry.ts';
import type { ServiceDefinition } from '../platform/service/definition.ts';
import { services } from '../subgraphs/index.ts';
import { settle } from './derived-file.ts';
import { asyncApi } from './events/async-api.ts';

const DOCUMENT = new URL('../docs/events.md', import.meta.url);

const code = (text: string): string => `\`${text}\``;
const KINDS: Record<string, string> = {
  created: 'a row that is added',
  updated: 'any other change of a row',
  deleted: 'a row that is gone',
};

function madeBy({ verb, actions }: EventType): string {
  const kind = KINDS[verb];
  return [...(kind === undefined ? [] : [kind]), ...actions.map(code)].join(', ');
}

const row = (event: EventType): string =>
  `| ${code(event.type)} | ${madeBy(event)} | ${code(`${event.table.resource}/<id>`)} | ${event.roots.map(code).join(', else ')} |`;

function listOf(service: ServiceDefinition): string {
  const { name, events } = service;
  const silent = Object.entries(events.silent).map(([table, why]) => `- ${code(table)} makes none: ${why}.`);
  const hidden = events.tables
    .filter(({ redacted = [] }) => redacted.length > 0)
    .map(({ resource, redacted = [] }) => `- Of ${code(resource)} no event shows ${redacted.map(code).join(', ')}.`);
  return [
    `### ${code(sourceOf(name))}`,
    '',
    '| type | made by | subject | root |',
    '| --- | --- | --- | --- |',
    ...eventTypesOf(name, events).map(row),
    ...(silent.length + hidden.length === 0 ? [] : ['', ...silent, ...hidden]),
  ].join('\n');
}

const BEGIN = "<!-- Generated from the services' events by `npm run docs:events`; do not edit between these lines. -->";
const END = '<!-- End of what is generated. -->';

function withLists(document: string): string {
  const [head, rest] = document.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) {
    throw new Error('docs/events.md has lost the lines between which its lists stand.');
  }
  return `${head}${BEGIN}\n\n${services.map(listOf).join('\n\n')}\n\n${END}${tail}`;
}

settle(
  [
    { url: DOCUMENT, content: withLists(readFileSync(DOCUMENT, 'utf8')) },
    {
      url: new URL('../docs/asyncapi.json', import.meta.url),
      content: `${JSON.stringify(await asyncApi(services), null, 2)}\n`,
    },
  ],
  'docs:events',
);
