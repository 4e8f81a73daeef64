// The wire between a process of ours and a server, as a TCP proxy that can be made bad: late, cut, in crumbs, silent, gone.
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What a link can be made to do. `open` is as if it were not there. */
export const troubles = ['latency', 'reset', 'slicing', 'blackhole', 'refused', 'half-open'];

const commitAnswer = Buffer.from('C\0\0\0\x0bCOMMIT\0', 'latin1');
const commitOrder = Buffer.from('Q\0\0\0\x0bCOMMIT\0', 'latin1');
/** More than one statement of ours is long, never the end of a transaction that matters here. */
const rememberedBytes = 200_000;

export class Link {
  /** @param random for how late and how cut; @param target is asked for the server's port at each connection: it may have started anew elsewhere */
  constructor(name, random, target) {
    this.name = name;
    this.random = random;
    this.target = target;
    this.mode = 'open';
    this.pairs = new Set();
    /** Set by a fault: told of each COMMIT on its way, before it is let through. See `atCommit`. */
    this.watch = null;
  }

  async listen() {
    this.server = createServer((client) => this.join(client));
    await new Promise((go, fail) => this.server.listen(this.port ?? 0, '127.0.0.1', go).once('error', fail));
    this.port = this.server.address().port;
  }

  /** `reset` and `half-open` strike what is connected now; the others hold until `open`. */
  async set(mode) {
    if (this.mode === 'refused' && mode !== 'refused') await this.listen();
    this.mode = mode;
    if (mode === 'refused') {
      this.server.close();
      this.cut();
    }
    if (mode === 'reset') this.cut();
    if (mode === 'half-open') {
      for (const pair of this.pairs) pair.dead = true;
      this.mode = 'open';
    }
    if (mode === 'open') for (const pair of this.pairs) if (!pair.dead) pair.wake();
  }

  cut() {
    for (const { client, server } of this.pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  /**
   * Calls `struck(stage)` for the next commit of a transaction whose statements fit `pattern`: 'ordered' before the server has it, 'answered' before
   * the client hears of it. What it returns (a promise) holds the bytes back.
   */
  atCommit(pattern, stage, struck) {
    this.watch = { pattern, stage, struck };
  }

  join(client) {
    const server = connect(this.target(), '127.0.0.1');
    const pair = { client, server, dead: false, said: '', wakers: [], wake: () => {} };
    pair.wake = () => {
      for (const go of pair.wakers.splice(0)) go();
    };
    this.pairs.add(pair);
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => {});
    const gone = () => {
      this.pairs.delete(pair);
      // Whoever hung on to a dead connection is not told of its end.
      if (!pair.dead) {
        client.destroy();
        server.destroy();
      }
      pair.wake();
    };
    client.once('close', () => {
      pair.dead = false;
      gone();
    });
    server.once('close', gone);
    this.pump(pair, client, server, 'ordered');
    this.pump(pair, server, client, 'answered');
    if (this.mode === 'reset') setTimeout(() => client.resetAndDestroy(), this.random.between(0, 50));
  }

  async pump(pair, from, to, direction) {
    try {
      for await (const chunk of from) {
        await this.look(pair, chunk, direction);
        await this.carry(pair, chunk, to);
      }
      if (!pair.dead) to.end();
    } catch {
      // Cut off on purpose, or the other end died: nothing to carry any more.
      if (!pair.dead) to.destroy();
    }
  }

  async look(pair, chunk, direction) {
    if (!this.watch) return;
    if (direction === 'ordered') {
      pair.said = (pair.said + chunk.toString('latin1')).slice(-rememberedBytes);
      // Of the transaction that goes on, not of those before it.
      pair.said = pair.said.slice(Math.max(0, pair.said.lastIndexOf('START TRANSACTION')));
    }
    const marker = direction === 'ordered' ? commitOrder : commitAnswer;
    const { pattern, stage, struck } = this.watch;
    if (stage !== direction || !chunk.includes(marker) || !pattern.test(pair.said)) return;
    this.watch = null;
    await struck();
  }

  async carry(pair, chunk, to) {
    while ((this.mode === 'blackhole' || pair.dead) && !to.destroyed)
      await new Promise((go) => {
        pair.wakers.push(go);
      });
    if (this.mode === 'latency') await pause(this.random.between(0, 1_000));
    if (this.mode === 'slicing') await this.slice(chunk, to);
    else await written(to, chunk);
  }

  /** The first bytes one by one, as a length or a heading is cut apart; of a long piece the rest in uneven parts. */
  async slice(chunk, to) {
    let at = 0;
    while (at < chunk.length) {
      const length = at < 400 ? 1 : this.random.between(1, 4_000);
      await written(to, chunk.subarray(at, at + length));
      at += length;
      if (at % 50 === 0) await pause(0);
    }
  }

  async close() {
    this.cut();
    if (this.server?.listening) await new Promise((go) => this.server.close(go));
  }
}

function written(to, bytes) {
  if (to.destroyed) return Promise.reject(new Error('cut'));
  return new Promise((go, fail) => {
    to.write(bytes, (error) => (error ? fail(error) : go()));
  });
}
