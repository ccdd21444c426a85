import type { ClientBase } from 'pg';
import { type Signer, signCheckpoint } from '../../../platform/transparency/signed-note.ts';
import { treeOf } from './seal.ts';

export type SignedCheckpoint = { size: number; note: string; signedAt: Date };

type Row = { size: string; note: string; signed_at: Date };

const signed = ({ size, note, signed_at }: Row): SignedCheckpoint => ({
  size: Number(size),
  note,
  signedAt: signed_at,
});

const SOME = 1_000;

/** Of trees larger than that, the smallest first. */
export async function checkpointsAfter(client: ClientBase, size: number): Promise<SignedCheckpoint[]> {
  const { rows } = await client.query<Row>(
    `select size, note, signed_at from audit_checkpoints where size > $1 order by size limit ${SOME}`,
    [size],
  );
  return rows.map(signed);
}

export async function checkpointOf(client: ClientBase, size: number): Promise<SignedCheckpoint | undefined> {
  const { rows } = await client.query<Row>('select size, note, signed_at from audit_checkpoints where size = $1', [
    size,
  ]);
  return rows.map(signed)[0];
}

export async function newestCheckpoint(client: ClientBase): Promise<SignedCheckpoint | undefined> {
  const { rows } = await client.query<Row>(
    'select size, note, signed_at from audit_checkpoints order by size desc limit 1',
  );
  return rows.map(signed)[0];
}

/**
 * Signs the tree as it is if it has grown since it was last signed. Leaves only come, each batch with all of its nodes, so
 * that whatever size is read has its root, whoever adds to it meanwhile; of two who sign the same size, one is kept.
 */
export async function signGrown(client: ClientBase, signer: Signer): Promise<SignedCheckpoint | undefined> {
  const { rows } = await client.query<{ size: string }>(
    'select coalesce(max(seq) + 1, 0)::text as size from audit_leaves',
  );
  const size = Number(rows[0]?.size);
  const newest = await newestCheckpoint(client);
  if (size <= (newest?.size ?? 0)) {
    return newest;
  }
  const root = (await treeOf(client, size)).root();
  const note = signCheckpoint(signer, { origin: signer.name, size, root });
  await client.query(
    'insert into audit_checkpoints (size, root, note) values ($1, $2, $3) on conflict (size) do nothing',
    [size, root, note],
  );
  return checkpointOf(client, size);
}
