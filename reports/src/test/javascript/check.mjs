// Loads every exported settlement below a folder with OpenZeppelin's own library and compares it
// with what was written, and each file with its JSON Schema.
//
//   node check.mjs SETTLEMENTS SCHEMAS NODE_MODULES
//
// SETTLEMENTS holds folders with a tree.json, and beside it either a root.txt (a golden vector) or
// a manifest.json and proofs/. Prints one line per folder; exits with 1 if anything differs.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [settlements, schemas, nodeModules] = process.argv.slice(2);
const require = createRequire(join(nodeModules, 'from-here.js'));
const { StandardMerkleTree } = require('@openzeppelin/merkle-tree');
const Ajv = require('ajv/dist/2020.js');
const ajv = new Ajv({ strict: false });
const schema = (name) => ajv.compile(JSON.parse(readFileSync(join(schemas, name), 'utf8')));
const manifestSchema = schema('settlement-manifest.schema.json');
const treeSchema = schema('settlement-tree.schema.json');
const proofsSchema = schema('settlement-proofs.schema.json');
const uniswapSchema = schema('settlement-uniswap.schema.json');
const batchSchema = schema('settlement-safe-batch.schema.json');

function requireSchema(validate, value, what) {
  assert.ok(validate(value), `${what}: ${JSON.stringify(validate.errors)}`);
}

function checkProofs(folder, tree, dump) {
  const treeIndexes = new Map(dump.values.map(({ value }, i) => [value.join(), i]));
  let proofs = 0;
  for (const file of readdirSync(join(folder, 'proofs'))) {
    const shard = JSON.parse(readFileSync(join(folder, 'proofs', file), 'utf8'));
    requireSchema(proofsSchema, shard, file);
    assert.equal(shard.root, tree.root, file);
    for (const { account, reward, claimable, proof } of shard.tree) {
      const value = [account, reward, claimable];
      assert.equal(account.slice(2, 4).toLowerCase() + '.json', file);
      assert.ok(StandardMerkleTree.verify(tree.root, dump.leafEncoding, value, proof), file);
      assert.deepEqual(proof, tree.getProof(treeIndexes.get(value.join())), file);
      proofs++;
    }
  }
  assert.equal(proofs, dump.values.length, 'every leaf has a proof');
  return proofs;
}

// What other kinds of distributors have; that they pay from it is the EVM test's.
function checkKind(folder) {
  const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const { files } = read('manifest.json');
  requireSchema(manifestSchema, read('manifest.json'), 'manifest.json');
  for (const { path } of files) {
    if (path === 'uniswap.json') requireSchema(uniswapSchema, read(path), path);
    if (path === 'urd.json') requireSchema(proofsSchema, read(path), path);
    if (path.startsWith('proofs/')) requireSchema(proofsSchema, read(path), path);
    if (/^safe\/.*\.json$/.test(path)) requireSchema(batchSchema, read(path), path);
  }
  return `${files.length} files fit their schemas`;
}

function checkFolder(folder) {
  if (!existsSync(join(folder, 'root.txt')) && folder.includes('kind-')) return checkKind(folder);
  const text = readFileSync(join(folder, 'tree.json'), 'utf8');
  const dump = JSON.parse(text);
  const tree = StandardMerkleTree.load(dump);
  tree.validate();
  const rebuilt = StandardMerkleTree.of(dump.values.map(({ value }) => value), dump.leafEncoding);
  assert.equal(JSON.stringify(rebuilt.dump()), text, 'tree.json has the bytes of the library');
  if (existsSync(join(folder, 'root.txt'))) {
    assert.equal(tree.root, readFileSync(join(folder, 'root.txt'), 'utf8'));
    return `${dump.values.length} leaves, golden root`;
  }
  requireSchema(treeSchema, dump, 'tree.json');
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  requireSchema(manifestSchema, manifest, 'manifest.json');
  assert.equal(manifest.root, tree.root);
  assert.equal(manifest.leafCount, String(dump.values.length));
  return `${checkProofs(folder, tree, dump)} proofs`;
}

let failed = false;
for (const name of readdirSync(settlements).sort()) {
  try {
    console.log(`${name}: ${checkFolder(join(settlements, name))}`);
  } catch (error) {
    failed = true;
    console.error(`${name}: ${error.message}`);
  }
}
process.exit(failed ? 1 : 0);
