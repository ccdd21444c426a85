/** Where a service's database keeps the events of its changes until they are relayed, and those that it has taken in. */
export const OUTBOX = 'event_outbox';
export const INBOX = 'event_inbox';

/** The channel on which a commit says that there is something in the outbox. */
export const OUTBOX_CHANNEL = 'event_outbox';

/** Tables of the events themselves, in every service: no entities, and nothing that changes of them is an event. */
export const EVENT_TABLES: readonly string[] = [OUTBOX, INBOX];
