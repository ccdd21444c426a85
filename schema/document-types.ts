import { fileURLToPath } from 'node:url';
import { type CodegenConfig, generate } from '@graphql-codegen/cli';
import { type GraphQLSchema, getOperationAST, print, printSchema } from 'graphql';
import type { DerivedFile } from '../checks/derived-file.ts';
import type { ClientOperation } from './operations.ts';
import { persistedId } from './persisted-documents.ts';

const HEADER = '// Generated from the SDL and schema/operations by `npm run schema:generate`; do not edit.\n';

/** Each operation as a typed document, with the id that it has in the manifest. Writes nothing. */
export async function documentTypes(
  apiSchema: GraphQLSchema,
  operations: readonly ClientOperation[],
): Promise<DerivedFile> {
  const ids = new Map(operations.map((operation) => [operation.name, persistedId(operation)]));
  const config: CodegenConfig = {
    schema: printSchema(apiSchema),
    documents: operations.map(({ document }) => print(document)),
    silent: true,
    // Where the plugins are looked up.
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    generates: {
      'example/': {
        preset: 'client',
        presetConfig: {
          fragmentMasking: false,
          onExecutableDocumentNode: (document: Parameters<typeof getOperationAST>[0]) => ({
            hash: ids.get(getOperationAST(document)?.name?.value ?? ''),
          }),
        },
        config: {
          useTypeImports: true,
          enumsAsTypes: true,
          strictScalars: true,
          scalars: { DateTime: 'string', BigInt: 'string', JSON: 'unknown' },
        },
      },
    },
  };
  const files = (await generate(config, false)) as { filename: string; content: string }[];
  const types = files.find(({ filename }) => filename.endsWith('/graphql.ts'));
  return {
    url: new URL('./example/types.generated.ts', import.meta.url),
    content: `${HEADER}${types?.content.trimEnd()}\n`,
  };
}
