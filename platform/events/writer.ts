import { AsyncLocalStorage } from 'node:async_hooks';
import { isIP } from 'node:net';
import { escapeLiteral } from 'pg';
import type { Actor, RequestIdentity } from '../identity/actor.ts';

/** On whose behalf rows are written, and on which occasion: what events say of a change besides the change. */
export type Writer = {
  actor: Pick<Actor, 'kind' | 'name' | 'userId' | 'account'>;
  /** What is done, as declarations of tables name it (`startStep`); undefined where only the rows tell. */
  action?: string;
} & Partial<Omit<RequestIdentity, 'actor'>>;

const writers = new AsyncLocalStorage<Writer>();

/** Does work whose transactions are the writer's. Without one, changes that would be events are refused. */
export const writingAs = <T>(writer: Writer, work: () => T): T => writers.run(writer, work);

/** Work of the system itself. */
export const serviceWriter = (name: string): Writer => ({ actor: { kind: 'service', name, userId: null } });

const BEGIN = /^\s*(?:begin|start transaction)\b[^;]*$/i;

/**
 * The text that begins a transaction, which says along with it who writes: one message to the server, whatever the
 * transaction does later. Undefined for every other text, and where nobody writes.
 */
export function beginningAs(text: string): string | undefined {
  const writer = writers.getStore();
  return writer !== undefined && BEGIN.test(text) ? `${text}; ${settingWriter(writer)}` : undefined;
}

/** The statement that sets the variables of a transaction which the triggers read. */
export function settingWriter({ actor, action, requestId, address, userAgent }: Writer): string {
  const { kind, name, userId, account } = actor;
  const variables = {
    'app.actor': JSON.stringify({ kind, name, userId, ...(account && { account }) }, (_key, value) => clean(value)),
    'app.action': action,
    'app.request_id': requestId,
    'app.client_address': addressOf(address),
    'app.user_agent': userAgent,
  };
  const settings = Object.entries(variables)
    .filter(([, value]) => value != null)
    .map(([variable, value]) => `set_config('${variable}', ${escapeLiteral(clean(value as string))}, true)`);
  return `select ${settings.join(', ')}`;
}

/** PostgreSQL takes neither zeros nor halves of characters, and a name that somebody chose must not cost a change. */
const clean = <T>(value: T): T | string =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;

/** Without the interface of a link-local address, which means nothing elsewhere. */
function addressOf(address: string | null | undefined): string | null {
  const [bare = ''] = (address ?? '').split('%');
  return isIP(bare) === 0 ? null : bare;
}
