// What a treasury and payees do on chain, on a node that the test started.
//
//   node chain.mjs RPC deploy CONTRACTS TIMELOCK SUPPLY     prints the addresses as JSON
//   node chain.mjs RPC submit DISTRIBUTOR MANIFEST          prints the transaction's hash
//   node chain.mjs RPC accept DISTRIBUTOR SECONDS           lets time pass, then accepts the root
//   node chain.mjs RPC claim DISTRIBUTOR PROOFS ACCOUNT...  claims for each account
//   node chain.mjs RPC sign TYPED_DATA KEY                  prints what viem signs, if ethers signs the same
//   node chain.mjs RPC attest CHECKER SUBMISSION            recovers every approval in a contract
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { createPublicClient, createTestClient, createWalletClient, http, parseAbi, verifyTypedData } from 'viem';
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts';
import { anvil } from 'viem/chains';

const [rpc, command, ...args] = process.argv.slice(2);
const transport = http(rpc);
const account = mnemonicToAccount('test test test test test test test test test test test junk');
const wallet = createWalletClient({ account, chain: anvil, transport });
const node = createPublicClient({ chain: anvil, transport, pollingInterval: 50 });
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const distributorAbi = parseAbi([
  'function submitRoot(bytes32,bytes32)',
  'function acceptRoot()',
  'function claim(address,address,uint256,bytes32[])',
]);
const mined = async (hash) => {
  const receipt = await node.waitForTransactionReceipt({ hash });
  assert.equal(receipt.status, 'success');
  return receipt;
};
const write = async (address, functionName, values) =>
  mined(await wallet.writeContract({ address, abi: distributorAbi, functionName, args: values }));

function compile(file) {
  const solc = createRequire(import.meta.url)('solc');
  const input = {
    language: 'Solidity',
    sources: { 'contracts.sol': { content: readFileSync(file, 'utf8') } },
    settings: { outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, []);
  return output.contracts['contracts.sol'];
}

const commands = {
  async deploy(file, timelock, supply) {
    const contracts = compile(file);
    const deploy = async (name, values) => {
      const { abi, evm } = contracts[name];
      const hash = await wallet.deployContract({ abi, bytecode: `0x${evm.bytecode.object}`, args: values });
      return (await mined(hash)).contractAddress;
    };
    const token = await deploy('Token', [BigInt(supply)]);
    const distributor = await deploy('Distributor', [BigInt(timelock)]);
    const checker = await deploy('Attestation', []);
    const abi = parseAbi(['function transfer(address,uint256) returns (bool)']);
    const hash = await wallet.writeContract({ address: token, abi, functionName: 'transfer', args: [distributor, BigInt(supply)] });
    await mined(hash);
    const { getAddress } = await import('viem');
    console.log(JSON.stringify({ token: getAddress(token), distributor: getAddress(distributor), checker: getAddress(checker) }));
  },
  async submit(distributor, manifest) {
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update(readFileSync(manifest)).digest('hex');
    const receipt = await write(distributor, 'submitRoot', [json(manifest).root, `0x${hash}`]);
    console.log(receipt.transactionHash);
  },
  async accept(distributor, seconds) {
    const time = createTestClient({ chain: anvil, mode: 'anvil', transport });
    await time.increaseTime({ seconds: Number(seconds) });
    await time.mine({ blocks: 1 });
    await write(distributor, 'acceptRoot', []);
  },
  async claim(distributor, proofs, ...accounts) {
    for (const payee of accounts) {
      const shard = json(join(proofs, `${payee.slice(2, 4).toLowerCase()}.json`));
      const { reward, claimable, proof } = shard.tree.find(({ account: a }) => a === payee);
      await write(distributor, 'claim', [payee, reward, BigInt(claimable), proof]);
    }
  },
  async sign(file, key) {
    const data = json(file);
    const signature = await privateKeyToAccount(key).signTypedData(data);
    const { EIP712Domain, ...types } = data.types;
    assert.equal(await new Wallet(key).signTypedData(data.domain, types, data.message), signature);
    console.log(signature);
  },
  async attest(checker, submission) {
    const abi = parseAbi(['function signer(address,bytes32,bytes32,uint64,address,uint256,bytes) view returns (address)']);
    for (const { address, approver, signatures } of json(join(submission, 'approvals.json')).approvals) {
      for (const [token, signature] of Object.entries(signatures)) {
        const data = json(join(submission, `attestation-${token}.json`));
        const { root, manifestHash, periodEnd, token: paid, total } = data.message;
        const values = [data.domain.verifyingContract, root, manifestHash, BigInt(periodEnd), paid, BigInt(total), signature];
        const signer = await node.readContract({ address: checker, abi, functionName: 'signer', args: values });
        assert.equal(signer, address, approver);
        assert.ok(await verifyTypedData({ ...data, address, signature }), approver);
        console.log(`${approver}: ${signer}`);
      }
    }
  },
};
await commands[command](...args);
