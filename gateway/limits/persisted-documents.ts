import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { resolve } from 'node:path';
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { parse } from 'graphql';
import { z } from 'zod';
import { StartupError } from '../../platform/errors/startup-error.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Listed } from './admission.ts';
import { boundedTexts } from './bounded-texts.ts';
import type { PersistedDocumentsSettings } from './settings.ts';

type PersistedQueries = Exclude<ApolloServerOptions<BaseContext>['persistedQueries'], false | undefined>;
type Cache = NonNullable<PersistedQueries['cache']>;

export type PersistedDocuments = {
  /** For Apollo Server, which looks up what a client names by its id. */
  persistedQueries: PersistedQueries;
  /** All that may be executed; undefined where anything may. */
  listed: Listed | undefined;
  close(): void;
};

/** Polled, as the supergraph is. */
const LOOK_EVERY_MS = 500;

/** As Apollo's tools write it; what is not needed here is not looked at. */
const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().refine(isGraphQL, 'is no GraphQL') })),
});

type Manifest = { byId: ReadonlyMap<string, string>; texts: ReadonlySet<string> };

/**
 * The documents of a manifest, which is read again when it changes: besides those that clients bring along, or instead
 * of them. A manifest that cannot be used stops the start; later the last good one stays in force.
 */
export function persistedDocuments({ only, path }: PersistedDocumentsSettings, log: Log): PersistedDocuments {
  if (path === undefined) {
    return { persistedQueries: { cache: boundedTexts() }, listed: undefined, close: () => undefined };
  }
  const file = resolve(path);
  let manifest = readManifest(file);
  const reread = (): void => {
    try {
      manifest = readManifest(file);
      log.info({ path: file, operations: manifest.byId.size }, 'persisted documents read');
    } catch (error) {
      log.error({ reason: (error as Error).message }, 'the new manifest is broken, the last good one stays');
    }
  };
  watchFile(file, { interval: LOOK_EVERY_MS }, reread);
  return {
    persistedQueries: { cache: before(() => manifest, only ? undefined : boundedTexts()) },
    listed: only ? { has: (text) => manifest.texts.has(text) } : undefined,
    close: () => unwatchFile(file, reread),
  };
}

function readManifest(path: string): Manifest {
  const content = read(path);
  const { success, data, error } = manifestSchema.safeParse(content);
  if (!success) {
    const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StartupError(`PERSISTED_DOCUMENTS_PATH ${path} is no manifest of operations: ${problems.join('; ')}.`);
  }
  return {
    byId: new Map(data.operations.map(({ id, body }) => [id, body])),
    texts: new Set(data.operations.map(({ body }) => body)),
  };
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartupError(`PERSISTED_DOCUMENTS_PATH ${path} cannot be read: ${code ?? message}.`, { cause: error });
  }
}

function isGraphQL(text: string): boolean {
  try {
    return parse(text, { noLocation: true }).definitions.length > 0;
  } catch {
    return false;
  }
}

/** Apollo Server prefixes what it looks up. */
const idOf = (key: string): string => key.replace(/^apq:/, '');

/** The manifest's documents before those of another cache. Without one nothing is kept that clients bring along. */
const before = (manifest: () => Manifest, others: Cache | undefined): Cache => ({
  get: async (key) => {
    const { byId } = manifest();
    return byId.get(idOf(key)) ?? byId.get(`sha256:${idOf(key)}`) ?? (await others?.get(key));
  },
  set: async (key, text, options) => others?.set(key, text, options),
  delete: async (key) => others?.delete(key),
});
