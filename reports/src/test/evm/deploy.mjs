// Compiles and deploys what the settlements will be paid by, and writes where it stands.
//
//   node deploy.mjs URL CONTRACTS NODE_MODULES OUT.json
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chain, load } from './chain.mjs';

const [url, contracts, nodeModules, out] = process.argv.slice(2);
const require = load(nodeModules);
const { AbiCoder, Interface, HDNodeWallet, getAddress } = require('ethers');
const chain = new Chain(url);

function compile() {
  const solc = require('solc');
  const input = {
    language: 'Solidity',
    sources: { 'D.sol': { content: readFileSync(join(contracts, 'Distributors.sol'), 'utf8') } },
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 200 },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  };
  const read = (path) => ({ contents: readFileSync(join(nodeModules, path), 'utf8') });
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read }));
  const errors = (output.errors ?? []).filter((error) => error.severity === 'error');
  assert.deepEqual(errors.map((error) => error.formattedMessage), []);
  return Object.fromEntries(Object.entries(output.contracts['D.sol']).map(([name, artifact]) =>
    [name, { abi: artifact.abi, bytecode: '0x' + artifact.evm.bytecode.object }]));
}

const built = compile();
const safe = (path) =>
  require(`@safe-global/safe-smart-account/build/artifacts/contracts/${path}.json`);
built.Safe = safe('Safe.sol/Safe');
built.SafeProxyFactory = safe('proxies/SafeProxyFactory.sol/SafeProxyFactory');
built.MultiSendCallOnly = safe('libraries/MultiSendCallOnly.sol/MultiSendCallOnly');
const uniswap = require('@uniswap/merkle-distributor/build/MerkleDistributor.json');
built.MerkleDistributor = { abi: uniswap.abi, bytecode: uniswap.bytecode };

const accounts = await chain.call('eth_accounts');
const deployer = accounts[0];
const encode = (types, values) => AbiCoder.defaultAbiCoder().encode(types, values);
const deploy = async (name, types = [], values = []) =>
  getAddress(await chain.deploy(deployer, built[name], encode(types, values)));

async function deploySafe() {
  const singleton = await deploy('Safe');
  const factory = await deploy('SafeProxyFactory');
  // Two of the mnemonic that anvil starts with; everybody knows their keys.
  const phrase = 'test test test test test test test test test test test junk';
  const owners = [1, 2].map((i) =>
    HDNodeWallet.fromPhrase(phrase, undefined, `m/44'/60'/0'/0/${i}`));
  const none = '0x' + '0'.repeat(40);
  const setup = new Interface(built.Safe.abi).encodeFunctionData('setup',
    [owners.map((owner) => owner.address), 2, none, '0x', none, none, 0, none]);
  const factoryAbi = new Interface(built.SafeProxyFactory.abi);
  const [receipt] = await chain.send(deployer,
    [{ to: factory, data: factoryAbi.encodeFunctionData('createProxyWithNonce', [singleton, setup, 7]) }]);
  const created = receipt.logs.map((log) => factoryAbi.parseLog(log))
    .find((log) => log?.name === 'ProxyCreation');
  return { address: created.args.proxy, keys: owners.map((owner) => owner.privateKey) };
}

const theSafe = await deploySafe();
const coin = await deploy('Coin');
const owned = async (owner) => ({
  urd: await deploy('UrdLike', ['address', 'uint256'], [owner, 0]),
  merkl: await deploy('MerklLike', ['address'], [owner]),
  oneinch: await deploy('OneInchLike', ['address', 'address'], [owner, coin]),
});
const addresses = {
  coin,
  safe: theSafe.address,
  multiSendCallOnly: await deploy('MultiSendCallOnly'),
  plain: await owned(deployer),
  ofSafe: {
    ...(await owned(theSafe.address)),
    timelocked: await deploy('UrdLike', ['address', 'uint256'], [theSafe.address, 3600]),
  },
};
writeFileSync(out, JSON.stringify({ addresses, keys: theSafe.keys, built }));
console.log(JSON.stringify(addresses));
