// What both scripts need of the chain: JSON-RPC in batches, contracts by anvil's unlocked accounts.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const load = (nodeModules) => createRequire(join(nodeModules, 'from-here.js'));

// Most gas of one transaction, by EIP-7825: anvil is started to hold it.
export const TRANSACTION_LIMIT = 16_777_216;

export class Chain {
  constructor(url) {
    this.url = url;
    this.id = 0;
  }

  async call(method, ...params) {
    const [answer] = await this.batch([[method, params]]);
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result;
  }

  // Answers in the order of the requests; an error is an answer.
  async batch(requests) {
    const answers = [];
    for (let from = 0; from < requests.length; from += 200) {
      const part = requests.slice(from, from + 200);
      const first = this.id;
      this.id += part.length;
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(
          part.map(([method, params], i) => ({ jsonrpc: '2.0', id: first + i, method, params }))),
      });
      const got = new Map((await response.json()).map((answer) => [answer.id, answer]));
      part.forEach((_, i) => answers.push(got.get(first + i)));
    }
    return answers;
  }

  // Sends calls [{to, data}] one after the other, in one go; each must succeed.
  async send(from, calls, gas = 500_000) {
    // Requests of one batch are answered side by side, so each says its place.
    const nonce = Number(await this.call('eth_getTransactionCount', from, 'latest'));
    const hex = (number) => '0x' + number.toString(16);
    const requests = calls.map(({ to, data }, i) =>
      ['eth_sendTransaction', [{ from, to, data, gas: hex(gas), nonce: hex(nonce + i) }]]);
    const hashes = (await this.batch(requests)).map((answer, i) => {
      assert.ok(!answer.error, `call ${i} of ${calls.length}: ${answer.error?.message}`);
      return answer.result;
    });
    await this.call('evm_mine');
    const receipts = await this.receipts(hashes);
    receipts.forEach((receipt, i) =>
      assert.equal(receipt.status, '0x1', `call ${i} of ${calls.length} reverted`));
    return receipts;
  }

  // A block has a transaction a moment after it was sent.
  async receipts(hashes) {
    const found = new Map();
    for (let tries = 0; found.size < hashes.length; tries++) {
      assert.ok(tries < 500, 'a transaction is in no block');
      if (tries > 0) {
        await this.call('evm_mine');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const missing = hashes.filter((hash) => !found.has(hash));
      const answers = await this.batch(missing.map((hash) => ['eth_getTransactionReceipt', [hash]]));
      answers.forEach(({ result }, i) => result && found.set(missing[i], result));
    }
    return hashes.map((hash) => found.get(hash));
  }

  // Each of calls [{from, to, data}] must revert.
  async reverts(calls, what) {
    const answers = await this.batch(
      calls.map((call) => ['eth_call', [{ gas: '0xf4240', ...call }, 'latest']]));
    answers.forEach((answer, i) => assert.ok(answer.error, `${what}: call ${i} went through`));
    return answers.map((answer) => answer.error.message);
  }

  async deploy(from, artifact, encodedArguments = '') {
    const data = artifact.bytecode + encodedArguments.replace(/^0x/, '');
    const [receipt] = await this.send(from, [{ data }], 8_000_000);
    return receipt.contractAddress;
  }
}
