/** `node schema/persist.ts [--check]`: writes the manifest of schema/operations, or says whether it is up to date. */
import { settle } from '../checks/derived-file.ts';
import { readOperations } from './operations.ts';
import { manifestFile } from './persisted-documents.ts';

try {
  settle([manifestFile(readOperations())], 'schema:persist');
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
