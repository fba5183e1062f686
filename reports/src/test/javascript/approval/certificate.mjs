import { readFileSync } from 'node:fs';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { verifyTypedData } from 'viem';
const c = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const inTree = StandardMerkleTree.verify(c.root, c.leafEncoding, c.leaf, c.proof);
const approved = c.attestation.message.root === c.root && c.approvals.length > 0;
const signed = await Promise.all(
  c.approvals.map(({ address, signature }) => verifyTypedData({ ...c.attestation, address, signature })));
console.log(inTree && approved && signed.every(Boolean) ? 'right' : 'wrong', ...c.leaf);
