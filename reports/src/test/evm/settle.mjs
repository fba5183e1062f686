// Submits exported settlements to a chain and claims from them, as treasuries and payees will.
//
//   node settle.mjs URL SETTLEMENTS NODE_MODULES DEPLOYED.json
//
// SETTLEMENTS holds KIND-LEAVES-NIGHT folders, and safe-KIND folders with a hashes.json. Prints a line for
// each thing that went right; anything else ends it with 1.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chain, load, TRANSACTION_LIMIT } from './chain.mjs';

const [url, settlements, nodeModules, deployed] = process.argv.slice(2);
const require = load(nodeModules);
const { AbiCoder, Interface, SigningKey, computeAddress, concat, keccak256, solidityPacked, toBeHex } =
  require('ethers');
const { MerkleTree } = require('merkletreejs');
const chain = new Chain(url);
const { addresses, keys, built } = JSON.parse(readFileSync(deployed, 'utf8'));
const [deployer, , , stranger] = await chain.call('eth_accounts');
const coin = new Interface(built.Coin.abi);
const json = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const LARGEST = 64;

async function balances(accounts) {
  const answers = await chain.batch(accounts.map((account) => ['eth_call',
    [{ to: addresses.coin, data: coin.encodeFunctionData('balanceOf', [account]) }, 'latest']]));
  return answers.map((answer) => BigInt(answer.result));
}

const mint = (to, amount) =>
  chain.send(deployer, [{ to: addresses.coin, data: coin.encodeFunctionData('mint', [to, amount]) }]);

// [{account, reward, claimable, proof}] of a folder.
function claims(folder) {
  if (existsSync(join(folder, 'urd.json'))) return json(folder, 'urd.json').tree;
  return readdirSync(join(folder, 'proofs')).sort()
    .flatMap((shard) => json(folder, 'proofs', shard).tree);
}

const urd = new Interface(built.UrdLike.abi);
const merkl = new Interface(built.MerklLike.abi);
const oneinch = new Interface(built.OneInchLike.abi);
const ZERO = '0x' + '0'.repeat(64);

// How each kind is spoken to.
const KINDS = {
  urd: {
    root: (root) => urd.encodeFunctionData('setRoot', [root, ZERO]),
    claim: ({ account, reward, claimable, proof }) =>
      urd.encodeFunctionData('claim', [account, reward, claimable, proof]),
    replay: 'claimable too low',
    stale: 'invalid proof',
  },
  merkl: {
    root: (root) => merkl.encodeFunctionData('updateTree', [[root, ZERO]]),
    claim: ({ account, reward, claimable, proof }) =>
      merkl.encodeFunctionData('claim', [[account], [reward], [claimable], [proof]]),
    before: (accounts, to) => accounts.map((account) =>
      ({ to, data: merkl.encodeFunctionData('toggleOperator', [account, deployer]) })),
    // It pays nothing instead of reverting.
    replay: null,
    stale: 'invalid proof',
  },
  oneinch: {
    root: (root) => oneinch.encodeFunctionData('setMerkleRoot', [root]),
    claim: ({ account, claimable, proof }, root) =>
      oneinch.encodeFunctionData('claim', [account, claimable, root, proof]),
    replay: 'nothing to claim',
    stale: 'Merkle root was updated',
  },
};

// Flips a bit of the first hash of a proof; where there is none, gives one.
const wrongProof = (proof) => proof.length === 0
  ? [keccak256('0x01')]
  : [toBeHex(BigInt(proof[0]) ^ 1n, 32), ...proof.slice(1)];

// Whoever is `late` claims nothing in the first night, and all in the second.
async function night(kind, folder, late, before) {
  const speaks = KINDS[kind];
  const to = addresses.plain[kind];
  const { root } = json(folder, 'manifest.json');
  const all = claims(folder);
  await chain.send(deployer, [{ to, data: speaks.root(root) }]);
  if (before) {
    // Of an old root: what was right a night ago is refused now, also for who never claimed.
    const messages = await chain.reverts(before.all.map((claim) =>
      ({ from: deployer, to, data: speaks.claim(claim, before.root) })), `${folder}: stale root`);
    messages.forEach((message) => assert.match(message, new RegExp(speaks.stale)));
  }
  const grown = before
    ? all.filter(({ account, claimable }) => account === late || before.amounts.get(account) !== claimable)
    : all.filter(({ account }) => account !== late);
  const paid = await balances(grown.map(({ account }) => account));
  const data = grown.map((claim) => ({ to, data: speaks.claim(claim, root) }));
  if (!before && speaks.before) {
    await chain.send(deployer, speaks.before(all.map(({ account }) => account), to));
  }
  const wrong = grown.flatMap((claim) => [
    { ...claim, proof: wrongProof(claim.proof) },
    { ...claim, account: stranger },
    { ...claim, claimable: (BigInt(claim.claimable) + 1n).toString() },
  ]);
  await chain.reverts(wrong.map((claim) =>
    ({ from: deployer, to, data: speaks.claim(claim, root) })), `${folder}: wrong claim`);
  await chain.send(deployer, data);
  const after = await balances(grown.map(({ account }) => account));
  grown.forEach(({ account, claimable }, i) => {
    const earlier = before && account !== late ? BigInt(before.amounts.get(account)) : 0n;
    assert.equal(paid[i], earlier, `${folder}: ${account} had its former claims`);
    assert.equal(after[i], BigInt(claimable), `${folder}: ${account} was paid the difference`);
  });
  if (speaks.replay) {
    const messages = await chain.reverts(data.map((call) => ({ from: deployer, ...call })), 'replay');
    messages.forEach((message) => assert.match(message, new RegExp(speaks.replay)));
  } else {
    await chain.send(deployer, data);
    assert.deepEqual(await balances(grown.map(({ account }) => account)), after, 'replay pays nothing');
  }
  return { root, all, grown, amounts: new Map(all.map(({ account, claimable }) => [account, claimable])) };
}

async function cumulative(kind) {
  let paid = 0;
  await mint(addresses.plain[kind], 10n ** 40n);
  for (let leaves = 1; leaves <= LARGEST; leaves++) {
    const [one, two] = [1, 2].map((number) => join(settlements, `${kind}-${leaves}-${number}`));
    const later = new Map(claims(two).map(({ account, claimable }) => [account, claimable]));
    const late = claims(one).find(({ account, claimable }) => later.get(account) === claimable)?.account;
    assert.equal(late === undefined, leaves === 1, 'of several, one never grows');
    const first = await night(kind, one, late);
    assert.equal(first.amounts.size, leaves);
    const second = await night(kind, two, late, first);
    paid += first.grown.length + second.grown.length;
  }
  console.log(`${kind}: ${paid} claims of ${LARGEST} trees over two nights`);
}

// The oracle of layered trees: a library that nobody here wrote.
function requireMerkletreejs(file, leaves, root) {
  const tree = new MerkleTree(leaves, keccak256, { sort: true });
  assert.equal(tree.getHexRoot(), root, file);
}

function layeredRoots() {
  const coder = AbiCoder.defaultAbiCoder();
  for (let leaves = 1; leaves <= LARGEST; leaves++) {
    for (const night of [1, 2]) {
      const of = (kind) => join(settlements, `${kind}-${leaves}-${night}`);
      requireMerkletreejs('merkl', claims(of('merkl')).map(({ account, reward, claimable }) =>
        keccak256(coder.encode(['address', 'address', 'uint256'], [account, reward, claimable]))),
      json(of('merkl'), 'manifest.json').root);
      requireMerkletreejs('oneinch', claims(of('oneinch')).map(({ account, claimable }) =>
        keccak256(solidityPacked(['address', 'uint256'], [account, claimable]))),
      json(of('oneinch'), 'manifest.json').root);
      const drop = json(of('uniswap'), 'uniswap.json');
      requireMerkletreejs('uniswap', Object.entries(drop.claims).map(([account, { index, amount }]) =>
        keccak256(solidityPacked(['uint256', 'address', 'uint256'], [index, account, amount]))),
      drop.merkleRoot);
      assert.deepEqual(Object.keys(drop.claims), Object.keys(drop.claims).sort());
    }
  }
  console.log(`merkletreejs: the same ${6 * LARGEST} roots`);
}

// Uniswap's own contract, as its package ships it, pays from our file.
async function oneShot() {
  const abi = new Interface(built.MerkleDistributor.abi);
  let paid = 0;
  for (let leaves = 1; leaves <= LARGEST; leaves++) {
    for (const night of [1, 2]) {
      const drop = json(settlements, `uniswap-${leaves}-${night}`, 'uniswap.json');
      const to = await chain.deploy(deployer, built.MerkleDistributor,
        AbiCoder.defaultAbiCoder().encode(['address', 'bytes32'], [addresses.coin, drop.merkleRoot]));
      await mint(to, drop.tokenTotal);
      const accounts = Object.keys(drop.claims);
      const had = await balances(accounts);
      const calls = accounts.map((account) => {
        const { index, amount, proof } = drop.claims[account];
        return { to, data: abi.encodeFunctionData('claim', [index, account, amount, proof]) };
      });
      await chain.send(deployer, calls);
      const has = await balances([...accounts, to]);
      accounts.forEach((account, i) =>
        assert.equal(has[i] - had[i], BigInt(drop.claims[account].amount), account));
      assert.equal(has.at(-1), 0n, 'tokenTotal is what the claims sum to');
      const messages = await chain.reverts(calls.map((call) => ({ from: deployer, ...call })), 'replay');
      messages.forEach((message) => assert.match(message, /already claimed/));
      paid += accounts.length;
    }
  }
  console.log(`uniswap: ${paid} claims of ${2 * LARGEST} contracts`);
}

// What the Transaction Builder makes of a text; see parseInputValue of its source.
function parsed({ type }, text) {
  if (type === 'tuple') return JSON.parse(text);
  if (!type.endsWith('[]')) return text;
  const element = { type: type.slice(0, -2) };
  const parts = [];
  let depth = 0;
  let part = '';
  for (const char of text.slice(1, -1)) {
    if (char === ',' && depth === 0) {
      parts.push(part);
      part = '';
      continue;
    }
    depth += { '[': 1, ']': -1 }[char] ?? 0;
    part += char;
  }
  if (part !== '') parts.push(part);
  return parts.map((each) => parsed(element, each));
}

const safeAbi = new Interface(built.Safe.abi);
const multiSend = new Interface(built.MultiSendCallOnly.abi);

// As the app proposes a file, and the Safe's owners sign it.
async function execute(file, expectedHash) {
  const batch = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(batch.chainId, '31337');
  const calls = batch.transactions.map(({ to, value, data, contractMethod, contractInputsValues }) => {
    assert.equal(value, '0');
    assert.equal(data, null);
    const abi = new Interface([{ type: 'function', stateMutability: 'nonpayable', outputs: [], ...contractMethod }]);
    const values = contractMethod.inputs.map((input) => parsed(input, contractInputsValues[input.name]));
    return { to, data: abi.encodeFunctionData(contractMethod.name, values) };
  });
  const packed = concat(calls.map(({ to, data }) => solidityPacked(
    ['uint8', 'address', 'uint256', 'uint256', 'bytes'], [0, to, 0, (data.length - 2) / 2, data])));
  const one = calls.length === 1;
  const to = one ? calls[0].to : addresses.multiSendCallOnly;
  const data = one ? calls[0].data : multiSend.encodeFunctionData('multiSend', [packed]);
  const none = '0x' + '0'.repeat(40);
  const nonce = BigInt(await chain.call('eth_call',
    { to: addresses.safe, data: safeAbi.encodeFunctionData('nonce') }, 'latest'));
  const fields = [to, 0, data, one ? 0 : 1, 0, 0, 0, none, none];
  const hash = await chain.call('eth_call', { to: addresses.safe,
    data: safeAbi.encodeFunctionData('getTransactionHash', [...fields, nonce]) }, 'latest');
  if (expectedHash) assert.equal(hash, expectedHash, `${file}: the hash that we print`);
  const signatures = concat(keys.map((key) => ({ key, address: computeAddress(key).toLowerCase() }))
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map(({ key }) => new SigningKey(key).sign(hash).serialized));
  const call = { to: addresses.safe,
    data: safeAbi.encodeFunctionData('execTransaction', [...fields, signatures]) };
  return { call, estimate: Number(/about (\d+) gas/.exec(batch.meta.description)[1]), size: calls.length };
}

async function run(folder, name, hashes) {
  const file = join(folder, 'safe', name);
  const { call, estimate, size } = await execute(file, hashes[`safe/${name}`]);
  const [receipt] = await chain.send(deployer, [call], TRANSACTION_LIMIT);
  const gas = Number(receipt.gasUsed);
  assert.ok(gas <= estimate, `${file}: ${gas} gas, more than estimated, ${estimate}`);
  assert.ok(gas * 2.5 >= estimate, `${file}: ${gas} gas, far less than estimated, ${estimate}`);
  console.log(`${file.slice(settlements.length + 1)}: ${size} calls, ${gas} gas, estimated ${estimate}`);
  return call;
}

const batches = (folder, name) =>
  readdirSync(join(folder, 'safe')).filter((file) => file.startsWith(name)).sort();

async function bySafe(name, kind) {
  const folder = join(settlements, name);
  const hashes = json(folder, '..', `${name}.hashes.json`);
  const all = claims(folder);
  const total = all.reduce((sum, { claimable }) => sum + BigInt(claimable), 0n);
  await mint(addresses.safe, total);
  await run(folder, 'funding.json', hashes);
  await run(folder, 'root.json', hashes);
  if (batches(folder, 'accept').length > 0) {
    const { call } = await execute(join(folder, 'safe', 'accept.json'), hashes['safe/accept.json']);
    await chain.reverts([{ from: deployer, ...call }], 'accepted before the timelock');
    await chain.call('evm_increaseTime', 3601);
    await chain.call('evm_mine');
    await run(folder, 'accept.json', hashes);
  }
  if (kind === 'merkl') {
    const to = addresses.ofSafe.merkl;
    await chain.send(deployer, all.map(({ account }) =>
      ({ to, data: merkl.encodeFunctionData('toggleOperator', [account, addresses.safe]) })));
  }
  for (const file of batches(folder, 'claims')) await run(folder, file, hashes);
  const has = await balances(all.map(({ account }) => account));
  all.forEach(({ account, claimable }, i) => assert.equal(has[i], BigInt(claimable), account));
  for (const file of batches(folder, 'claims')) {
    const { call } = await execute(join(folder, 'safe', file));
    if (kind !== 'merkl') await chain.reverts([{ from: deployer, ...call, gas: '0xffffff' }], 'replayed batch');
  }
}

async function transfers() {
  const folder = join(settlements, 'safe-transfers');
  const hashes = json(settlements, 'safe-transfers.hashes.json');
  await mint(addresses.safe, 10n ** 40n);
  for (const file of batches(folder, 'transfers')) await run(folder, file, hashes);
  const all = claims(folder);
  const has = await balances(all.map(({ account }) => account));
  all.forEach(({ account, claimable }, i) => assert.equal(has[i], BigInt(claimable), account));
}

const started = Date.now();
const timed = async (work) => {
  const from = Date.now();
  await work();
  console.error(`${work.name || 'a Safe'}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
};
layeredRoots();
for (const kind of Object.keys(KINDS)) await timed(() => cumulative(kind));
await timed(oneShot);
for (const kind of ['urd', 'merkl', 'oneinch']) await timed(() => bySafe(`safe-${kind}`, kind));
await timed(() => bySafe('safe-timelocked', 'urd'));
await timed(transfers);
console.log(`all right in ${((Date.now() - started) / 1000).toFixed(0)} s`);
