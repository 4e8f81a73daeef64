import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import type { StaffActor } from '../access/actor.js';
import type { DetentionCsv } from '../demonstration/index.js';
import { ImportBody } from '../imports/import-body.js';
import type { FileToImport } from './import/file-to-import.js';
import { handIn } from './import/hand-in.js';
import { serviceDoor } from './import/service-door.js';
import { untilItWaits } from './import/wait-for.js';
import { FailureError } from './output.js';

/**
 * Hands in an invented list and has its rows stored, by a running worker; again, it goes on where it stopped.
 * @throws FailureError when not everything of it could be read: then the demonstration is not what it should be
 */
export async function storeInventedList(
  app: INestApplicationContext,
  actor: StaffActor,
  csv: DetentionCsv,
  asked: AbortSignal,
): Promise<void> {
  const door = serviceDoor(app, actor);
  const checked = await handIn(door, fileOf(csv), { choices: {} }, { everyMs: 50, asked });
  const stored =
    checked.state === 'checked'
      ? await untilItWaits(door, await door.run(checked.id, checked.revision), { everyMs: 50, asked })
      : checked;
  if (stored.state !== 'done')
    throw new FailureError(`${csv.source.fileName} was not stored: its import ${stored.id} is ${stored.state}.`);
}

function fileOf(csv: DetentionCsv): FileToImport {
  const { source, lines } = csv;
  const bytes = Buffer.from([...lines].map((line) => `${line}\r\n`).join(''));
  const body = ImportBody.parse({
    kind: 'detention_records',
    list: { name: source.title },
    source: {
      document_type: source.type,
      title: source.title,
      issuer: source.issuer,
      document_date: source.documentDate,
      original_or_copy: 'transcription',
    },
    file: { name: source.fileName, bytes: bytes.length, media_type: 'text/csv' },
    version_at: source.documentDate,
  });
  return {
    body,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    from: (offset) => Readable.from([bytes.subarray(offset)]),
  };
}
