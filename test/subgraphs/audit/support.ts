import { demoId, SUBMITTED_AT } from '../../../demo/lab.ts';
import { createInbox } from '../../../platform/events/inbox/inbox.ts';
import { sourceOf } from '../../../platform/events/registry.ts';
import { events } from '../../../schema/events.ts';
import { AuditLog } from '../../../subgraphs/audit/entities/audit-log.entity.ts';
import { audit } from '../../../subgraphs/audit/service.ts';
import { logEvents } from '../../../subgraphs/audit/services/log-events.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

export const auditService = (): Promise<ServiceUnderTest> => serviceUnderTest(audit);

export const sampleId = (n: number): string => demoId('sample', n);
export const stepId = (n: number): string => demoId('step', n);
export const personId = (n: number): string => demoId('user', n);

export const minute = (n: number): Date => new Date(SUBMITTED_AT.getTime() + n * 60_000);

export type Entry = Partial<Omit<AuditLog, symbol>>;

/** Puts entries into the log as if they had happened a minute after each other, the first one in minute 1. */
export async function happened(service: ServiceUnderTest, ...entries: Entry[]): Promise<void> {
  const rows = entries.map((entry, i) => ({
    eventType: 'sample.updated',
    action: 'update',
    resourceType: 'sample',
    outcome: 'success' as const,
    actorName: 'Dana Reyes',
    timestamp: minute(i + 1),
    ...entry,
  }));
  for (const row of rows) {
    await service.em().insert(AuditLog, row);
  }
}

/** The same entry about a sample and about one of its steps. */
export const aboutSample = (n: number, entry: Entry = {}): Entry => ({ resourceId: sampleId(n), ...entry });
export const aboutStepOf = (n: number, step: number, entry: Entry = {}): Entry => ({
  resourceType: 'processing_step',
  resourceId: stepId(step),
  rootType: 'sample',
  rootId: sampleId(n),
  eventType: 'processing_step.started',
  action: 'start',
  ...entry,
});

export const entryCount = (service: ServiceUnderTest): Promise<number> => service.em().count(AuditLog);

/** Asks for fields of an entity as the gateway does. */
export const entities = (type: string, fields: string): string => {
  const page = ['$first: Int', '$after: String'].filter((variable) =>
    fields.includes(variable.split(':')[0] as string),
  );
  return `query (${['$of: [_Any!]!', ...page].join(', ')}) {
    _entities(representations: $of) { ... on ${type} { ${fields} } }
  }`;
};
export const references = (__typename: string, ids: readonly string[]) => ids.map((id) => ({ __typename, id }));

/** A value can be wrong in two ways, but no other field is to be blamed. */
export const onlyAbout = (field: string, userErrors: readonly { field: string[] }[]): boolean =>
  userErrors.every((error) => error.field.join('.') === field);

/** Every service, or those that are named, says that all its events from before now have been delivered. */
export async function allDelivered(
  service: ServiceUnderTest,
  options: { until?: Date; by?: readonly string[]; secondsAgo?: number } = {},
): Promise<void> {
  const { until = new Date(), by = events.services.map(({ name }) => name), secondsAgo = 2 } = options;
  const inbox = createInbox(service.orm, 'audit', logEvents);
  for (const name of by) {
    await inbox.receive({ source: sourceOf(name), events: [], completeUntil: until.toISOString() });
  }
  await service.em().execute(`update event_sources set received_at = received_at - interval '${secondsAgo} seconds'`);
}
