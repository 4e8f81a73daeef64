// A list handed in over HTTP as everybody does it: sent, inspected, its columns taken for what they are likely to be, checked, stored.
import { httpDoor } from '../dist/cli/import/http-door.js';
import { sendFile } from '../dist/cli/import/send-file.js';
import { selectedMapping } from '../dist/cli/import/take-mapping.js';
import { untilItWaits } from '../dist/cli/import/wait-for.js';

/** @returns the import when its last row is stored, and the seconds until it was checked and until then */
export async function handIn(url, token, { name, text, source }) {
  const from = performance.now();
  const seconds = () => (performance.now() - from) / 1000;
  const door = httpDoor(url, token);
  const bytes = Buffer.from(text);
  const wait = (view) => untilItWaits(door, view, { everyMs: 20 });
  const begun = await door.create(crypto.randomUUID(), {
    kind: 'detention_records',
    list: { name: `${source.title} ${crypto.randomUUID()}` },
    source,
    file: { name, bytes: bytes.length },
  });
  await sendFile(door, begun.id, { size: bytes.length, from: (offset) => [bytes.subarray(offset)] });
  const read = await wait(await door.view(begun.id));
  const checked = await wait(await door.map(read.id, read.revision, selectedMapping(read)));
  const checkedSeconds = seconds();
  const stored = await wait(await door.run(checked.id, checked.revision));
  if (stored.state !== 'done') throw new Error(`The import of ${name} is ${stored.state}.`);
  return { stored, checkedSeconds, storedSeconds: seconds() };
}
