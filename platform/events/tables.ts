/** Where a service's database keeps the events of its changes until they are relayed, and those that it has taken in. */
export const OUTBOX = 'event_outbox';
export const INBOX = 'event_inbox';
/** How far each subscriber has got. */
export const SUBSCRIPTIONS = 'event_subscriptions';
/** Events that were refused, with those of their subjects that wait for them. */
export const DEFERRALS = 'event_deferrals';
/** Up to when the events of each source have arrived here. */
export const SOURCES = 'event_sources';
/** How far streams of a message broker are read here. */
export const STREAMS = 'event_streams';

/** The channel on which a commit says that there is something in the outbox. */
export const OUTBOX_CHANNEL = 'event_outbox';

/** Tables of the events themselves, in every service: no entities, and nothing that changes of them is an event. */
export const EVENT_TABLES: readonly string[] = [OUTBOX, INBOX, SUBSCRIPTIONS, DEFERRALS, SOURCES, STREAMS];
