// Builds a tree of generated leaves with OpenZeppelin's library and prints its root, and the seconds that it took by
// the clock and of the processors.
//
//   node openzeppelin.mjs NODE_MODULES LEAVES
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [nodeModules, leaves] = process.argv.slice(2);
const { StandardMerkleTree } = createRequire(join(nodeModules, 'from-here.js'))('@openzeppelin/merkle-tree');
const values = Array.from({ length: Number(leaves) }, (_, i) => {
  const sha = createHash('sha256').update('a' + i).digest();
  return ['0x' + sha.subarray(0, 20).toString('hex'), sha.readBigUInt64BE(20).toString()];
});
const from = process.hrtime.bigint();
const cpu = process.cpuUsage();
const tree = StandardMerkleTree.of(values, ['address', 'uint256']);
const seconds = Number(process.hrtime.bigint() - from) / 1e9;
const { user, system } = process.cpuUsage(cpu);
console.log(`${tree.root} ${seconds} ${(user + system) / 1e6}`);
