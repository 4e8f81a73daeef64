import { createReadStream } from 'node:fs';

const lineFeed = 10;

/** Lines of a file, without reading them: about as many rows, for telling how long it takes. A line within quotation marks counts too. */
export async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  }
  return lines;
}
