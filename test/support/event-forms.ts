import { z } from 'zod';
import { dataSchema, rowSchemas } from '../../platform/events/data-schema.ts';
import { type EventType, eventTypesOf } from '../../platform/events/registry.ts';
import type { OutboxRow } from './outbox.ts';
import type { ServiceUnderTest } from './service.ts';

export type EventForm = EventType & { data: z.ZodType };

/** The types that a service registers, with the forms that their data have to have. */
export function formsOf({ definition, orm }: ServiceUnderTest): Map<string, EventForm> {
  const entities = [...orm.getMetadata().getAll().values()];
  return new Map(
    eventTypesOf(definition.name, definition.events).map((event) => {
      const entity = entities.find(({ tableName }) => tableName === event.table.table);
      if (entity === undefined) {
        throw new Error(`There is no entity of ${event.table.table}.`);
      }
      return [event.type, { ...event, data: z.fromJSONSchema(dataSchema(event, rowSchemas(event.table, entity))) }];
    }),
  );
}

/** What an event has against the form of its type; nothing when it fits. */
export function objectionsTo(event: OutboxRow, forms: ReadonlyMap<string, EventForm>): string[] {
  const form = forms.get(event.type);
  if (form === undefined) {
    return [`${event.type} is not registered`];
  }
  const { resource } = form.table;
  const { error } = form.data.safeParse(event.data);
  const { id } = event.data.after ?? event.data.before;
  return [
    ...(error === undefined ? [] : [`${event.type}: ${z.prettifyError(error)}`]),
    ...(event.subject === `${resource}/${id}` ? [] : [`${event.type}: ${event.subject} is not ${id}`]),
    ...(form.roots.includes(event.root_type) ? [] : [`${event.type}: ${event.root_type} is no root`]),
    ...(event.root_type !== resource || event.root_id === id ? [] : [`${event.type}: ${event.root_id} is not ${id}`]),
  ];
}
