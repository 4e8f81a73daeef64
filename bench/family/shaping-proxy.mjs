// A line as a telephone has it, between a browser and the service: so many bits a second for all connections together and so long a way, in either direction.
// Loss and TCP's slow start are not imitated. TLS is not spoken (the pages are asked on this machine): its one round trip is added to each connection instead.
import { connect, createServer } from 'node:net';

/** Small pieces, so that a page arrives little by little as it would. */
const piece = 1_460;

/** One direction: what is written goes out in that order, at the rate, and arrives half a round trip later. One timer, so that nothing overtakes. */
class Line {
  #queue = [];
  #freeAt = 0;
  #timer;

  constructor(bytesPerMs, delayMs) {
    this.bytesPerMs = bytesPerMs;
    this.delayMs = delayMs;
  }

  send(bytes, deliver, from = performance.now()) {
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece);
      this.#freeAt = Math.max(this.#freeAt, from) + part.length / this.bytesPerMs;
      this.#queue.push({ at: this.#freeAt + this.delayMs, deliver: () => deliver(part) });
    }
    this.#arm();
  }

  /** After everything that was sent before. */
  end(deliver) {
    this.#queue.push({ at: Math.max(this.#freeAt, performance.now()) + this.delayMs, deliver });
    this.#arm();
  }

  #arm() {
    if (this.#timer !== undefined || this.#queue.length === 0) return;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, this.#queue[0].at - performance.now()));
  }

  #run() {
    this.#timer = undefined;
    while (this.#queue.length > 0 && this.#queue[0].at <= performance.now() + 0.5) this.#queue.shift().deliver();
    this.#arm();
  }
}

/**
 * @param target port of the service on this machine
 * @param line bits a second and milliseconds of a round trip
 * @returns the port to ask instead, and what went over the line so far: bytes to the browser and connections
 */
export async function shapedLine(target, { bitsPerSecond, roundTripMs }) {
  const bytesPerMs = bitsPerSecond / 8 / 1_000;
  const up = new Line(bytesPerMs, roundTripMs / 2);
  const down = new Line(bytesPerMs, roundTripMs / 2);
  const figures = { bytes: 0, connections: 0 };
  const open = new Set();
  const server = createServer((browser) => {
    figures.connections++;
    const service = connect(target, '127.0.0.1');
    for (const socket of [browser, service]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    // One round trip until the connection stands and one for TLS 1.3: nothing that the browser says counts before.
    const stands = performance.now() + 2 * roundTripMs;
    browser.on('data', (bytes) =>
      up.send(bytes, (part) => service.destroyed || service.write(part), Math.max(stands, performance.now())),
    );
    browser.on('end', () => up.end(() => service.end()));
    service.on('data', (bytes) => {
      figures.bytes += bytes.length;
      down.send(bytes, (part) => browser.destroyed || browser.write(part));
    });
    service.on('end', () => down.end(() => browser.end()));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  return {
    port: server.address().port,
    figures,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((closed) => server.close(closed));
    },
  };
}
