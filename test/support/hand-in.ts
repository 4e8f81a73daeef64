import { randomUUID } from 'node:crypto';
import { MappingRefused } from '../../src/cli/import/door.js';
import { httpDoor, Refused } from '../../src/cli/import/http-door.js';
import { sendFile } from '../../src/cli/import/send-file.js';
import { selectedMapping } from '../../src/cli/import/take-mapping.js';
import { untilItWaits } from '../../src/cli/import/wait-for.js';
import type { ImportBody } from '../../src/imports/import-body.js';
import type { ImportView } from '../../src/imports/import-view.js';
import type { Answer } from './application.js';

interface Caller {
  url: string;
  token: string;
}

/** What is said of a file unless a test says otherwise: a list of its own. */
export type Said = Partial<Omit<ImportBody, 'source' | 'file'>> & { fileName?: string };

/** Sends a file as far as its check. @throws Refused, as the service says it */
export async function check(
  { url, token }: Caller,
  content: string | Uint8Array,
  source: object,
  { fileName = 'athartest.csv', ...said }: Said = {},
  key: string = randomUUID(),
): Promise<ImportView> {
  const door = httpDoor(url, token);
  const bytes = Buffer.from(content as string);
  const begun = await door.create(key, {
    kind: 'detention_records',
    list: { name: `Athartest ${randomUUID()}` },
    source,
    file: { name: fileName, bytes: bytes.length },
    ...said,
  } as ImportBody);
  await sendFile(door, begun.id, { size: bytes.length, from: (offset) => inOnePiece(bytes.subarray(offset)) });
  const wait = (view: ImportView) => untilItWaits(door, view, { everyMs: 50 });
  const read = await wait(await door.view(begun.id));
  return read.state === 'mapping' ? wait(await door.map(read.id, read.revision, selectedMapping(read))) : read;
}

/** Sends a file, and has what is ready in it stored. */
export async function handIn(
  caller: Caller,
  content: string | Uint8Array,
  source: object,
  key?: string,
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
): Promise<Answer<any>> {
  try {
    const checked = await check(caller, content, source, {}, key);
    if (checked.state !== 'checked') return answer(200, checked);
    return answer(202, await httpDoor(caller.url, caller.token).run(checked.id, checked.revision));
  } catch (error) {
    if (error instanceof Refused) return answer(error.status, error.problem);
    if (error instanceof MappingRefused) return answer(422, { code: 'mapping.invalid', faults: error.faults });
    throw error;
  }
}

const answer = (status: number, body: unknown) => ({ status, headers: new Headers(), body });

async function* inOnePiece(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
