// Senders that break off in the middle, and files that are no files.
import { Random } from '../../../dist/demonstration/random.js';
import { handIn, sendInTenths } from '../workload.mjs';

export const K13 = {
  id: 'K13',
  title: 'upload cut off at each tenth, spoilt and unfinished files',
  limitSeconds: null,
  orders: { cuts: true },
  async strike(stage, { people, seed }) {
    const [rana, omar] = stage.callers;
    const list = people.files[0];
    await Promise.all([givenUp(stage, rana, list, seed), spoilt(stage, omar, list, seed)]);
  },
};

/** Sent up to nine tenths in requests that were cut off, and given up. */
async function givenUp(stage, caller, list, seed) {
  const file = { ...list, name: 'athartest-cut.csv', source: { ...list.source, title: 'Athartest, cut off' } };
  const operation = stage.ledger.begin('import', {
    key: `cut-w${seed}`,
    file,
    state: null,
    accepted: false,
    spoilt: true,
  });
  const json = {
    kind: 'detention_records',
    list: { name: `Athartest ${operation.key}` },
    source: file.source,
    file: { name: file.name, bytes: file.bytes.length },
  };
  const { body } = await caller.surely(operation, 'POST', '/v1/imports', { json });
  await sendInTenths(caller, `/v1/imports/${body.id}`, file.bytes, stage.random);
  if (stage.random.chance(0.5))
    await caller.ask('POST', `/v1/imports/${body.id}/cancellation`, {
      headers: { 'idempotency-key': `${operation.key}-cancel` },
    });
}

/** A workbook that is cut short, and bytes that are nothing at all. */
async function spoilt(stage, caller, list, seed) {
  const random = new Random(seed);
  const noise = Buffer.from(Array.from({ length: 4_000 }, () => random.between(0, 255)));
  const begun = Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0\0\0\b\0', 'latin1'), noise]);
  for (const [name, bytes] of [
    ['athartest-noise.xlsx', noise],
    ['athartest-begun.xlsx', begun],
  ]) {
    const file = { ...list, name, bytes, source: { ...list.source, title: `Athartest ${name}` } };
    const operation = await handIn(caller, stage.ledger, file, `${name.slice(0, -5)}-w${seed}`, random);
    operation.spoilt = true;
  }
}
