import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BrokenOff } from './door.js';
import { httpDoor, Refused } from './http-door.js';
import { sendFile } from './send-file.js';

const key = `atk_${'k'.repeat(40)}`;
const file = Buffer.from(Array.from({ length: 10_000_000 }, (_, i) => i % 251));
const toSend = { size: file.length, from: (offset: number) => fromDisk(file.subarray(offset)) };
/** As a disk gives it: 64 KiB at a time. */
async function* fromDisk(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A service that keeps what comes, and whose connection breaks at each of the given bytes. */
async function breakingAt(breaks: number[]) {
  const stored: Buffer[] = [];
  const size = () => stored.reduce((sum, piece) => sum + piece.length, 0);
  const left = [...breaks];
  const address = await serving((request, response) => {
    if (request.method === 'HEAD') return void response.writeHead(200, { 'upload-offset': size() }).end();
    if (Number(request.headers['upload-offset']) !== size())
      return void response.writeHead(409, { 'upload-offset': size() }).end();
    request.on('data', (chunk: Buffer) => {
      if (request.destroyed) return;
      stored.push(chunk);
      if (left.length > 0 && size() > left[0]) {
        left.shift();
        request.destroy();
      }
    });
    request.on('end', () => response.writeHead(204, { 'upload-offset': size() }).end());
    request.on('error', () => {});
  });
  return { address, left, stored: () => Buffer.concat(stored) };
}

describe('a file on its way to a service elsewhere', () => {
  it('arrives whole and once, however often the connection breaks', async () => {
    const { address, left, stored } = await breakingAt([1, 300_000, 4_194_304, 5_000_000, 9_999_000]);
    const told: number[] = [];
    await sendFile(httpDoor(address, key), 'id', toSend, { waitMs: 1, say: (bytes) => told.push(bytes) });
    expect(left).toEqual([]);
    expect(stored().equals(file)).toBe(true);
    expect(told.at(-1)).toBe(file.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('is given up when nothing gets through any more, and can be sent on later', async () => {
    const { address, stored } = await breakingAt(Array.from({ length: 100 }, () => 2_000_000));
    await expect(sendFile(httpDoor(address, key), 'id', toSend, { waitMs: 1 })).rejects.toBeInstanceOf(BrokenOff);
    const some = stored().length;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(file.length);
    expect(stored().equals(file.subarray(0, some))).toBe(true);
  });

  it('ends between two pieces when the end is asked for', async () => {
    const { address, stored } = await breakingAt([]);
    const asked = new AbortController();
    const sending = sendFile(httpDoor(address, key), 'id', toSend, {
      asked: asked.signal,
      say: (bytes) => bytes > 0 && asked.abort(),
    });
    await expect(sending).rejects.toThrow();
    expect(stored().length).toBe(4 * 1024 * 1024);
  });
});

describe('the key of a program', () => {
  it.each([
    'http://athar.example',
    'ftp://athar.example',
    'https://rana:secret@athar.example',
    'https://athar.example/?a=b',
    'athar.example',
  ])('is not sent to %s', (address) => {
    expect(() => httpDoor(address, key)).toThrow(/^--server must/);
  });

  it('follows no redirect to another server', async () => {
    const address = await serving((_, response) =>
      response.writeHead(302, { location: 'https://athar.example' }).end(),
    );
    await expect(httpDoor(address, key).view('id')).rejects.toBeInstanceOf(BrokenOff);
  });
});

it('a refusal is told in the words of the service, with what is wrong where', async () => {
  const problem = {
    title: 'The request is not as described',
    code: 'request.invalid',
    errors: [{ pointer: '/list/name', code: 'text.empty', message: 'The text is empty.' }],
  };
  const address = await serving((_, response) => response.writeHead(400).end(JSON.stringify(problem)));
  const error = await httpDoor(address, key)
    .view('id')
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Refused);
  expect((error as Refused).message).toBe(
    'The request is not as described (request.invalid)\n  /list/name: The text is empty. (text.empty)',
  );
});
