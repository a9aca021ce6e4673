import { createHash, hash as hashOnce } from 'node:crypto';

// In one call: of something so small, a hash object costs more than the hash.
const sha256 = (...parts: readonly Buffer[]): Buffer => hashOnce('sha256', Buffer.concat(parts), 'buffer');
const [leaf_mark, node_mark] = [Buffer.from([0]), Buffer.from([1])];

const leafOf = (hash: Buffer): Buffer => sha256(leaf_mark, hash);
const nodeOf = (left: Buffer, right: Buffer): Buffer => sha256(node_mark, left, right);

/**
 * The Merkle root over event hashes in order (RFC 6962 §2.1: leaves and nodes are told apart by a first byte; the left
 * subtree is the largest complete one). One changed, missing or added leaf gives another root.
 */
export function merkleRoot(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return createHash('sha256').digest();
  let level = hashes.map(leafOf);
  // Pairing from the left and carrying an odd last one up gives the same tree as splitting at powers of two.
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1];
      next.push(right === undefined ? level[i]! : nodeOf(level[i]!, right));
    }
    level = next;
  }
  return level[0]!;
}

export interface SealedTree {
  readonly authority_id: string;
  readonly seq: number;
  readonly previous_root: Buffer | null;
  readonly hashes: readonly Buffer[];
}

/** A seal: its tree bound to its place and to the seal before it, so that none can be taken out of the row. */
export function sealRoot({ hashes, ...place }: SealedTree): Buffer {
  return sealOver({ ...place, leaves: hashes.length, tree: merkleRoot(hashes) });
}

/** The same where the root of the tree and the number of its leaves are known already. */
export function sealOver({
  authority_id,
  seq,
  previous_root,
  leaves,
  tree,
}: Omit<SealedTree, 'hashes'> & { readonly leaves: number; readonly tree: Buffer }): Buffer {
  return createHash('sha256')
    .update(Buffer.from([2]))
    .update(`${authority_id}/${seq}/${leaves}/`)
    .update(previous_root ?? Buffer.alloc(32))
    .update(tree)
    .digest();
}
