import { type EmittingTable, GENERIC_VERBS } from './emitting-table.ts';

/** What a service's database says of its changes, and what it does not. */
export type ServiceEvents = {
  tables: readonly EmittingTable[];
  /** Tables whose changes are no events, and why. */
  silent: Readonly<Record<string, string>>;
};

/** The `source` of all events of a service. */
export const sourceOf = (service: string): string => `/services/${service}`;

/** A type of event that a service's database can make. */
export type EventType = {
  type: string;
  service: string;
  table: EmittingTable;
  verb: string;
  /** The mutations and other actions that it is made by; none where any change of that kind makes it. */
  actions: readonly string[];
  /** Of what resources' trails an event of this type may be a part. */
  roots: readonly string[];
};

/** Every type that a service registers, tables in their order, generic verbs first. */
export const eventTypesOf = (service: string, { tables }: ServiceEvents): EventType[] =>
  tables.flatMap((table) => {
    const { resource, verbs = {}, roots = [] } = table;
    return [...new Set([...GENERIC_VERBS, ...Object.values(verbs)])].map((verb) => ({
      type: `${resource}.${verb}`,
      service,
      table,
      verb,
      actions: Object.keys(verbs).filter((action) => verbs[action] === verb),
      roots: [...roots.map(({ type }) => type), resource],
    }));
  });
