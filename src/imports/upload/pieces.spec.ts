import { describe, expect, it } from '@jest/globals';
import { pieces } from './pieces.js';

async function* sent(chunks: string[], end?: Error): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
  if (end) throw end;
}

async function cut(chunks: string[], most = 100, end?: Error) {
  const got: string[] = [];
  try {
    for await (const piece of pieces(sent(chunks, end), most, 4)) got.push(piece.toString());
  } catch (error) {
    return { got, error: error as Error };
  }
  return { got };
}

describe('a file that comes bit by bit', () => {
  it('is cut into pieces of one size, whatever the bits are, and loses no byte', async () => {
    expect(await cut(['abcdefghij'])).toEqual({ got: ['abcd', 'efgh', 'ij'] });
    expect(await cut(['a', 'bc', '', 'defgh'])).toEqual({ got: ['abcd', 'efgh'] });
    expect(await cut([])).toEqual({ got: [] });
  });

  it('keeps what came before the sender broke off', async () => {
    const end = new Error('aborted');
    expect(await cut(['abcdef'], 100, end)).toEqual({ got: ['abcd', 'ef'], error: end });
  });

  it('is never whole when more comes than was announced', async () => {
    const { got, error } = await cut(['abcd', 'efgh', 'i'], 8);
    expect(got).toEqual(['abcd']);
    expect(error).toMatchObject({ code: 'request.too_large' });
  });
});
