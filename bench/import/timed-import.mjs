// One list through the HTTP interface, stage by stage, from its first byte until its last row is stored and marked as due to be compared.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { httpDoor } from '../../dist/cli/import/http-door.js';
import { sendFile } from '../../dist/cli/import/send-file.js';
import { selectedMapping } from '../../dist/cli/import/take-mapping.js';
import { untilItWaits } from '../../dist/cli/import/wait-for.js';
import { cpuBetween } from './process-figures.mjs';

/** @returns per stage wall seconds and CPU seconds by kind of process */
export async function timedImport({ url, token }, { name }, figures) {
  const door = httpDoor(url, token);
  const size = statSync(name).size;
  const stages = {};
  const stage = async (called, work) => {
    const before = figures.now();
    const from = performance.now();
    const view = await work();
    stages[called] = { seconds: (performance.now() - from) / 1000, cpu: cpuBetween(before, figures.now()) };
    return view;
  };
  const wait = (view) => untilItWaits(door, view, { everyMs: 500 });
  const begun = await door.create(crypto.randomUUID(), {
    kind: 'detention_records',
    list: { name: `Athartest ${crypto.randomUUID()}` },
    source: { document_type: 'intake_register', title: 'Timed list' },
    file: { name: basename(name), bytes: size },
  });
  await stage('upload', () => sendFile(door, begun.id, { size, from: (start) => createReadStream(name, { start }) }));
  const read = await stage('inspect', async () => wait(await door.view(begun.id)));
  require(read, 'mapping');
  const checked = await stage('check', async () => wait(await door.map(read.id, read.revision, selectedMapping(read))));
  require(checked, 'checked');
  const done = await stage('run', async () => wait(await door.run(checked.id, checked.revision)));
  require(done, 'done');
  const { rows } = done;
  if (rows.created + rows.new_revision + rows.unchanged + rows.held + rows.rejected !== rows.total)
    throw new Error(`Not every row is accounted for: ${JSON.stringify(rows)}`);
  return { rows, stages, seconds: Object.values(stages).reduce((sum, { seconds }) => sum + seconds, 0) };
}

function require({ state, failure, quarantine }, wanted) {
  if (state !== wanted) throw new Error(`The import is ${state}: ${JSON.stringify(failure ?? quarantine)}`);
}
