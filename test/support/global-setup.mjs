import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServices } from './test-services.mjs';

// Jest calls one and the same file once, however many projects name it.
export default async function globalSetup() {
  // The browser is unpacked to a fixed name in the temporary directory: of each user's own, so that several users can test on one machine.
  const directory = join(tmpdir(), `athar-tests-${process.getuid?.() ?? 'user'}`);
  mkdirSync(directory, { recursive: true });
  process.env.TMPDIR = directory;
  globalThis.atharTestServices = await startTestServices();
}
