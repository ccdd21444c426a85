import { existsSync } from 'node:fs';
import type { DocumentNode } from 'graphql';
import { StartupError } from '../../platform/errors/startup-error.ts';
import type { Log } from '../../platform/log/log.ts';
import { writePrivateFile } from '../../platform/postgres/durable-file.ts';
import type { ClientName } from '../../platform/request/scope.ts';
import { readUsage, type Usage, type UsedBy, type UsedOperation, usageText } from '../../schema/usage-file.ts';
import type { UsageSettings } from './settings.ts';
import { signatureOf } from './signature.ts';

/** So much is kept; what finds no room is counted, and checks say that they do not know everything. */
const MOST_OPERATIONS = 2_000;
const MOST_CLIENTS = 50;
const LONGEST_BODY = 16_384;
/** Texts whose operation is known without looking at them again; longer ones would take too much room. */
const MOST_TEXTS = 1_000;
const LONGEST_TEXT = 16_384;

/** Writes down which operations clients ask for, who they say they are, how often and when last. Never who the caller is. */
export type UsageRecorder = {
  /** @param document asked for where the text was not seen before */
  record(text: string, operationName: string | undefined, client: ClientName, document: () => DocumentNode): void;
  close(): Promise<void>;
};

type Kept = Omit<UsedOperation, 'clients'> & { clients: Map<string, UsedBy> };

/**
 * Goes on where the file ends. It is replaced as a whole, every so often and at the end; that it cannot be written is
 * logged, and no matter to clients.
 */
export function usageRecorder({ path, flushMs }: UsageSettings, log: Log, now = () => new Date()): UsageRecorder {
  const before = readBefore(path);
  const operations = new Map((before?.operations ?? []).map((each) => [each.id, kept(each)]));
  const find = finding(operations);
  const since = before?.since ?? now().toISOString();
  let dropped = before?.dropped ?? 0;
  let isWritten = before !== undefined;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    if (isWritten) {
      return;
    }
    isWritten = true;
    const all = [...operations.values()].map((each) => ({ ...each, clients: [...each.clients.values()] }));
    const usage: Usage = {
      format: 'graph-usage',
      version: 1,
      since,
      until: now().toISOString(),
      dropped,
      operations: all,
    };
    try {
      await writePrivateFile(path, usageText(usage));
    } catch (error) {
      isWritten = false;
      log.error({ path, reason: (error as Error).message }, 'the record of what clients ask for cannot be written');
    }
  };
  const flush = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  const timer = setInterval(() => void flush(), flushMs).unref();
  return {
    record: (text, operationName, client, document) => {
      const operation = find(text, operationName, document);
      isWritten = false;
      if (operation === undefined || !counted(operation, client, now)) {
        dropped += 1;
      }
    },
    close: () => {
      clearInterval(timer);
      return flush();
    },
  };
}

type Find = (text: string, operationName: string | undefined, document: () => DocumentNode) => Kept | undefined;

/** Finds what an operation is counted under, or makes room for it; undefined where there is none. */
function finding(operations: Map<string, Kept>): Find {
  const known = new Map<string, Kept | undefined>();
  return (text, operationName, document) => {
    const key = `${operationName ?? ''}\n${text}`;
    if (known.has(key)) {
      return known.get(key);
    }
    const signature = signatureOf(document(), operationName);
    const isRoom = operations.size < MOST_OPERATIONS && signature.body.length <= LONGEST_BODY;
    const operation = operations.get(signature.id) ?? (isRoom ? { ...signature, clients: new Map() } : undefined);
    if (operation !== undefined) {
      operations.set(signature.id, operation);
    }
    if (known.size >= MOST_TEXTS) {
      known.clear();
    }
    if (text.length <= LONGEST_TEXT) {
      known.set(key, operation);
    }
    return operation;
  };
}

const kept = (operation: UsedOperation): Kept => ({
  ...operation,
  clients: new Map(operation.clients.map((each) => [keyOf(each), each])),
});

const keyOf = ({ name, version }: ClientName): string => `${name}\n${version}`;

function counted({ clients }: Kept, client: ClientName, now: () => Date): boolean {
  const key = keyOf(client);
  const known = clients.get(key);
  if (known === undefined && clients.size >= MOST_CLIENTS) {
    return false;
  }
  const { name, version } = client;
  clients.set(key, { name, version, count: (known?.count ?? 0) + 1, lastSeen: now().toISOString() });
  return true;
}

function readBefore(path: string): Usage | undefined {
  if (!existsSync(path)) {
    return undefined;
  }
  try {
    return readUsage(path);
  } catch (error) {
    throw new StartupError(`USAGE_PATH: ${(error as Error).message} Name another file, or move this one away.`, {
      cause: error,
    });
  }
}
