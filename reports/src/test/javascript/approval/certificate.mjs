import { readFileSync } from 'node:fs';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { parseAbiParameters, verifyTypedData } from 'viem';
const c = JSON.parse(readFileSync(process.argv[2], 'utf8')), { domain, message } = c.attestation, primaryType = 'Settlement';
const types = { [primaryType]: parseAbiParameters('bytes32 root, bytes32 manifestHash, uint64 periodEnd, address token, uint256 total') };
const fits = StandardMerkleTree.verify(c.root, ['address', 'address', 'uint256'], c.leaf, c.proof) && domain.name === 'Tributary'
  && message.root === c.root && message.manifestHash === `0x${c.manifestSha256}` && message.token === c.leaf[1] && BigInt(message.total) >= BigInt(c.leaf[2])
  && c.settlementId.includes(`-${domain.chainId}-${domain.verifyingContract}-`) && c.approvals.length > 0;
const signed = await Promise.all(c.approvals.map((a) => verifyTypedData({ ...a, domain, message, types, primaryType })));
console.log(fits && signed.every(Boolean) ? 'right' : 'wrong', ...c.leaf, domain.chainId, ...c.approvals.map((a) => a.address));
