import type { ClientBase } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import type { Relation } from '../catalogue/relation.ts';
import { sameTable } from '../catalogue/relation.ts';
import { type Definition, readDefinition } from './definition.ts';
import { CREATE_RECORD, recordSql } from './made.ts';
import { isMade, obstaclesIn, typesToMake } from './obstacles.ts';
import { grants, type Making, makeExtension, makeSchema, makeSequence, makeTable, makeType } from './statements.ts';
import { missingExtensions, neededSchemas, readTargetState, type TargetState } from './target.ts';

/**
 * Makes a table that no service owns in a service's database as it is in the source, a partitioned one as a plain
 * table, with what it needs: schema, extensions that the owner may create, types, sequences, constraints that hold
 * for every row, indexes, comments, and the runtime role's right to its rows. `finishAssigned` makes the rest when
 * the rows are there.
 *
 * Works in the caller's transaction on the target. What is made is written down there for `dropAssigned`; a table that
 * was made before is left as it is. Both connections have the separation's settings.
 *
 * @throws StartupError with what stands in the way; nothing is made then.
 */
export async function createAssigned(
  source: ClientBase,
  target: ClientBase,
  relation: Relation,
  options: { runtimeRole: string },
): Promise<void> {
  const definition = await readDefinition(source, relation);
  const state = await readTargetState(target, definition);
  if (isMade(definition, state)) {
    return;
  }
  const obstacles = obstaclesIn(definition, state);
  if (obstacles.length > 0) {
    throw new StartupError(obstacles.join('\n'));
  }
  await target.query(CREATE_RECORD);
  for (const { made, statements } of makings(definition, state)) {
    for (const statement of [...statements, recordSql(made)]) {
      await target.query(statement);
    }
  }
  for (const statement of grants(definition, neededSchemas(definition, state), options.runtimeRole)) {
    await target.query(statement);
  }
}

/** All that is missing, each thing after those that it stands on. Sequences of identities come with the table. */
function makings(definition: Definition, state: TargetState): Making[] {
  const missingSchemas = [...neededSchemas(definition, state)].filter((name) => !state.schemas.has(name));
  const missingSequences = definition.sequences.filter(
    (sequence) => !sequence.identity && !state.taken.some((each) => sameTable(each, sequence)),
  );
  return [
    ...missingSchemas.map(makeSchema),
    ...missingExtensions(definition, state).map(makeExtension),
    ...typesToMake(definition, state).map(makeType),
    ...missingSequences.map(makeSequence),
    makeTable(definition, state.version),
  ];
}
