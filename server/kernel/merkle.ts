import { sha256 } from './id.ts'

// RFC 6962: leaves and nodes are hashed with different prefixes, so that a node can never pass for a leaf.
const leafHash = (content: Uint8Array) => sha256(Buffer.concat([Buffer.of(0), content]))
const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.concat([Buffer.of(1), left, right]))

/** Merkle tree root over content hashes (RFC 6962 §2.1; an odd last node moves up as it is). @throws when there are none. */
export const merkleRoot = (contents: readonly Uint8Array[]): Buffer => {
  let level = contents.map(leafHash)
  while (level.length > 1) level = pairUp(level)
  const [root] = level
  if (!root) throw new Error('a seal needs a leaf')
  return root
}

const pairUp = (level: readonly Buffer[]): Buffer[] =>
  level.flatMap((left, i) => { const right = level[i + 1]; return i % 2 ? [] : [right ? nodeHash(left, right) : left] })

/** A seal is chained to the one before it: hash(previous hash, sequence number, root). */
export const sealHash = (previous: Buffer | null, seq: number, root: Buffer): Buffer => sha256(Buffer.concat([previous ?? Buffer.alloc(32), Buffer.from(`${seq}\n`), root]))
