/**
 * `dying-copy.ts <settings> <rows of a chunk> <chunks>`: a copy with two workers that is killed as soon as so many
 * chunks are committed. The environment is the command's; runtime roles are those of the tests.
 */
import { readFile } from 'node:fs/promises';
import { SILENT } from '../../../migrations/separation/report/progress.ts';
import { openServer, type Server } from '../../../migrations/separation/session.ts';
import { parseSettings } from '../../../migrations/separation/settings.ts';
import { alone } from '../../../migrations/separation/verbs/context.ts';
import { copy } from '../../../migrations/separation/verbs/copy.ts';

const [file, chunkRows, chunks] = process.argv.slice(2) as [string, string, string];
const open = (name: string, variable: string): Promise<Server> =>
  openServer(name, process.env[variable] as string, variable);
const targets = new Map<string, Server>();
const runtimeRoles = new Map<string, string>();
for (const name of ['samples', 'ai', 'audit', 'backup', 'config']) {
  targets.set(name, await open(name, `${name.toUpperCase()}_DB_OWNER_URL`));
  runtimeRoles.set(name, new URL(process.env[`${name.toUpperCase()}_DB_URL`] as string).username);
}
const servers = { source: await open('source', 'DATABASE_URL'), targets, runtimeRoles };
const settings = parseSettings(await readFile(file, 'utf8'));
let committed = 0;
await alone(servers, { workers: 2, chunkRows: Number(chunkRows), progress: SILENT }, (separation) =>
  copy(separation, settings, {
    onChunk: () => {
      committed++;
      if (committed >= Number(chunks)) {
        process.kill(process.pid, 'SIGKILL');
      }
    },
  }),
);
