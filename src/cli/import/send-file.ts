import { setTimeout } from 'node:timers/promises';
import { BrokenOff, type ImportDoor, WrongOffset } from './door.js';

/** A file that can be read from any byte on. */
export interface FileToSend {
  /** In bytes. */
  size: number;
  from(offset: number): AsyncIterable<Uint8Array>;
}

const pieceBytes = 4 * 1024 * 1024;
/** In a row, without anything being stored in between. */
const mostFailures = 8;

/**
 * Sends what is still missing of a file. A connection that breaks costs the piece that was under way: the service is asked what it has, and
 * sending goes on from there.
 * @param say is told the number of bytes that are stored, after each piece
 * @param waitMs before the second try; doubled each time
 * @throws BrokenOff when nothing gets through any more; what is stored stays
 */
export async function sendFile(
  door: ImportDoor,
  id: string,
  file: FileToSend,
  {
    say = () => {},
    waitMs = 500,
    asked,
  }: { say?: (stored: number) => unknown; waitMs?: number; asked?: AbortSignal } = {},
): Promise<void> {
  let offset = -1;
  let failures = 0;
  while (offset < file.size) {
    asked?.throwIfAborted();
    try {
      if (offset < 0) {
        offset = await door.received(id);
        say(offset);
      }
      for await (const piece of inPieces(file.from(offset))) {
        asked?.throwIfAborted();
        offset = await door.send(id, offset, piece);
        failures = 0;
        say(offset);
      }
    } catch (error) {
      if (!(error instanceof BrokenOff || error instanceof WrongOffset) || ++failures > mostFailures) throw error;
      // Another command may be sending the same file: whoever comes second goes on where the first one is.
      offset = error instanceof WrongOffset ? error.offset : -1;
      await setTimeout(Math.min(waitMs * 2 ** (failures - 1), 15_000));
    }
  }
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < pieceBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
