import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Who asked, as they say of themselves. */
const client = z.object({
  name: z.string(),
  version: z.string(),
  /** How often. */
  count: z.number().int().nonnegative(),
  lastSeen: z.iso.datetime(),
});

const operation = z.object({
  /** SHA-256 of the body, in hexadecimal. */
  id: z.string(),
  name: z.string(),
  /** The document, with the values in it left out. */
  body: z.string(),
  clients: z.array(client),
});

const usageFile = z.object({
  format: z.literal('graph-usage'),
  version: z.literal(1),
  /** Since when it was recorded. */
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Requests that found no room. Above 0 the file does not know all that is asked for. */
  dropped: z.number().int().nonnegative(),
  operations: z.array(operation),
});

export type UsedBy = z.output<typeof client>;
export type UsedOperation = z.output<typeof operation>;
export type Usage = z.output<typeof usageFile>;

/** @throws Error with a sentence that names the file */
export function readUsage(path: string): Usage {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`The usage file ${path} cannot be read: ${code ?? message}.`, { cause: error });
  }
  const { success, data, error } = usageFile.safeParse(content);
  if (!success) {
    const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${path} is no usage file: ${problems.join('; ')}.`);
  }
  return data;
}

export const usageText = (usage: Usage): string => `${JSON.stringify(usage, null, 2)}\n`;

/** What several gateways recorded, or one of them one time after the other. */
export function mergedUsage(all: readonly [Usage, ...Usage[]]): Usage {
  const operations = new Map<string, UsedOperation>();
  for (const each of all.flatMap((usage) => usage.operations)) {
    const known = operations.get(each.id);
    operations.set(each.id, known === undefined ? each : { ...known, clients: mergedClients(known, each) });
  }
  return {
    ...all[0],
    since: earliest(all.map(({ since }) => since)),
    until: latest(all.map(({ until }) => until)),
    dropped: all.reduce((sum, { dropped }) => sum + dropped, 0),
    operations: [...operations.values()].sort((a, b) => times(b) - times(a) || (a.name < b.name ? -1 : 1)),
  };
}

/** How often an operation was asked, by all together. */
export const times = ({ clients }: UsedOperation): number => clients.reduce((sum, { count }) => sum + count, 0);

function mergedClients(...operations: UsedOperation[]): UsedBy[] {
  const clients = new Map<string, UsedBy>();
  for (const each of operations.flatMap((operation) => operation.clients)) {
    const key = JSON.stringify([each.name, each.version]);
    const known = clients.get(key);
    clients.set(
      key,
      known === undefined
        ? each
        : { ...each, count: known.count + each.count, lastSeen: latest([known.lastSeen, each.lastSeen]) },
    );
  }
  return [...clients.values()];
}

// All are written in one format, so that the order of the texts is that of the times.
const earliest = (all: readonly string[]): string => all.toSorted()[0] as string;
const latest = (all: readonly string[]): string => all.toSorted().at(-1) as string;
