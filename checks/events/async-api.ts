import { createOrm } from '../../platform/database/orm.ts';
import { dataSchema, type JsonSchema, type RowSchemas, rowSchemas } from '../../platform/events/data-schema.ts';
import { type EventType, eventTypesOf, sourceOf } from '../../platform/events/registry.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';

/** https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
const VERSION = '3.0.0';

const text = (description: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', ...more, description });

/** CloudEvents 1.0 as JSON, with the extensions that all our events have. */
const CLOUD_EVENT: JsonSchema = {
  type: 'object',
  required: [
    'specversion',
    'id',
    'source',
    'type',
    'subject',
    'time',
    'datacontenttype',
    'roottype',
    'rootid',
    'actorkind',
    'actorname',
    'data',
  ],
  properties: {
    specversion: { const: '1.0' },
    id: text('The same however often the event is delivered.', { format: 'uuid' }),
    source: text('The service whose database changed.'),
    type: text('What was changed, and how.'),
    subject: text('What was changed: its type and its id.'),
    time: text('When it was changed.', { format: 'date-time' }),
    datacontenttype: { const: 'application/json' },
    roottype: text('Of what the changed thing is a part; its own type where it is a part of nothing.'),
    rootid: text('The id of that.'),
    actorkind: text('What the actor is.', { enum: ['person', 'service', 'anonymous'] }),
    actorname: text('The name of the actor at that time.'),
    actoruserid: text('The id of the person in the directory.', { format: 'uuid' }),
    requestid: text('The request that led to the change, as in all logs.'),
    clientaddress: text('Where the request came from.'),
    useragent: text('What the request came from.'),
    sequence: text('The place of the event among those of its source.'),
    data: {
      type: 'object',
      description: 'The row before and after: whole where it comes or goes, else what changed of it.',
    },
  },
};

/** What a service says, and how the rows look that it says something of, by what they are. */
type Said = { types: EventType[]; rows: Map<string, RowSchemas> };

async function saidBy(service: ServiceDefinition): Promise<Said> {
  // Of the ORM only its view of the tables is wanted: nothing is ever opened.
  const orm = await createOrm(service, { url: 'postgresql://nowhere/none', pool: { min: 0, max: 1 } });
  try {
    const entities = [...orm.getMetadata().getAll().values()];
    const rows = service.events.tables.map((table) => {
      const entity = entities.find(({ tableName }) => tableName === table.table);
      if (entity === undefined) {
        throw new Error(`${service.name} has no entity of the table ${table.table}, whose changes are events.`);
      }
      return [table.resource, rowSchemas(table, entity)] as const;
    });
    return { types: eventTypesOf(service.name, service.events), rows: new Map(rows) };
  } finally {
    await orm.close(true);
  }
}

const schema = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

const messageOf = (event: EventType): JsonSchema => ({
  name: event.type,
  contentType: 'application/cloudevents+json',
  payload: {
    allOf: [
      schema('CloudEvent'),
      {
        properties: {
          source: { const: sourceOf(event.service) },
          type: { const: event.type },
          subject: { pattern: `^${event.table.resource}/` },
          roottype: { enum: event.roots },
          data: dataSchema(event, {
            whole: schema(event.table.resource),
            part: schema(`${event.table.resource}.part`),
          }),
        },
      },
    ],
  },
});

/** The AsyncAPI document of everything that the services' databases say. */
export async function asyncApi(services: readonly ServiceDefinition[]): Promise<JsonSchema> {
  const all = new Map<string, Said>();
  for (const service of services) {
    all.set(service.name, await saidBy(service));
  }
  const named = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> => Object.fromEntries(entries);
  const rows = [...all.values()].flatMap((said) => [...said.rows]);
  return {
    asyncapi: VERSION,
    info: {
      title: 'Events of the nanopore services',
      version: '1.0.0',
      description: 'What changes in the databases of the services, as docs/events.md describes it.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: named(
      [...all].map(([name, { types }]) => [
        name,
        {
          address: null,
          description: `The events of the ${name} service, in the order of their subjects; how they travel is the deployment's choice.`,
          messages: named(types.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
        },
      ]),
    ),
    operations: named(
      [...all.keys()].map((name) => [`${name}Changes`, { action: 'send', channel: { $ref: `#/channels/${name}` } }]),
    ),
    components: {
      schemas: {
        CloudEvent: CLOUD_EVENT,
        ...named(
          rows.flatMap(
            ([name, { whole, part }]) =>
              [
                [name, whole],
                [`${name}.part`, part],
              ] as const,
          ),
        ),
      },
      messages: named(
        [...all.values()].flatMap(({ types }) => types.map((each) => [each.type, messageOf(each)] as const)),
      ),
    },
  };
}
