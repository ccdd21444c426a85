import type { Move } from '../move.ts';
import { dialect, type Server } from '../session.ts';
import { table } from '../sql.ts';
import { sourceFace, sourceTexts, targetFace, targetTexts } from './face.ts';
import type { Writing } from './stage.ts';

/** From the source into the service's database. */
export const forward = (move: Move, source: Server, target: Server): Writing => ({
  from: sourceFace(dialect(move, source)),
  to: targetFace(dialect(move, target)),
  into: table(move.target),
  columns: [
    ...move.columns.map((each) => ({ name: each.target, type: each.type })),
    ...(move.legacyColumn === null ? [] : [{ name: move.legacyColumn, type: 'jsonb' }]),
  ],
  keyColumns: move.key.map(({ name }) => name),
  binary: move.binary,
});

/** From the service's database into the source: all values travel as texts. */
export const backward = (move: Move, source: Server, target: Server): Writing => ({
  from: targetTexts(dialect(move, target)),
  to: sourceTexts(dialect(move, source)),
  into: table(move.source),
  columns: move.sourceColumns.filter((each) => !each.generated).map(({ name, type }) => ({ name, type })),
  keyColumns: move.keyColumns,
  binary: false,
});
