// Each file of an export fits its JSON Schema.
//
//   node schemas.mjs SCHEMAS EXPORTED CERTIFICATE EVENTS
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';

const [schemas, exported, certificate, events] = process.argv.slice(2);
const ajv = new Ajv({ strict: false });
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const lines = (file) => readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
for (const name of ['settlement-attestation', 'settlement-approvals', 'settlement-submission', 'settlement-journal',
  'settlement-certificate', 'settlement-manifest', 'chain-events']) {
  ajv.addSchema(json(join(schemas, `${name}.schema.json`)));
}
let checked = 0;
function fits(name, value, what) {
  const validate = ajv.getSchema(`urn:tributary:${name}`);
  assert.ok(validate(value), `${what}: ${JSON.stringify(validate.errors)}`);
  checked++;
}
fits('settlement-manifest', json(join(exported, 'settlement', 'manifest.json')), 'manifest.json');
fits('settlement-approvals', json(join(exported, 'approvals.json')), 'approvals.json');
fits('settlement-submission', json(join(exported, 'submission.json')), 'submission.json');
for (const file of readdirSync(exported).filter((name) => name.startsWith('attestation-'))) {
  fits('settlement-attestation', json(join(exported, file)), file);
}
lines(join(exported, '..', 'journal.jsonl')).forEach((line) => fits('settlement-journal', line, 'journal.jsonl'));
fits('settlement-certificate', json(certificate), certificate);
lines(events).forEach((line) => fits('chain-events', line, events));
console.log(`${checked} values fit`);
