// One member of staff as a client on a bad line: asks, waits, asks again with the same idempotency key, and writes down what was heard.
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** How long this client waits for an answer. */
const patienceMs = 20_000;

export class Caller {
  constructor({ url, account, ledger, random }) {
    Object.assign(this, { url, account, ledger, random });
    this.token = null;
  }

  async signIn() {
    const { login, password } = this.account;
    for (;;) {
      const answer = await this.once('POST', '/v1/session', { json: { account: login, password }, anonymous: true });
      if (answer.status === 200) {
        this.token = answer.body.token;
        return;
      }
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
        throw new Error(`Signing in answered ${answer.status} ${answer.text}`);
      if (this.over?.()) return;
      await pause(500);
    }
  }

  /** One attempt. Status 0: no answer; `unsent` when the connection was refused, so that nothing can have come of it. */
  async once(method, path, { json, bytes, headers = {}, anonymous = false } = {}) {
    const from = performance.now();
    const type = json !== undefined ? 'application/json' : bytes ? 'application/offset+octet-stream' : null;
    try {
      const answer = await fetch(`${this.url}${path}`, {
        method,
        headers: {
          ...(anonymous ? {} : { authorization: `Bearer ${this.token}` }),
          ...(type ? { 'content-type': type } : {}),
          ...headers,
        },
        body: json !== undefined ? JSON.stringify(json) : bytes,
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await answer.text();
      this.ledger.requested(method, path, answer.status, performance.now() - from, answer.status >= 500 ? text : '');
      const body = text.startsWith('{') ? JSON.parse(text) : null;
      return { status: answer.status, headers: answer.headers, text, body };
    } catch (error) {
      const code = error.cause?.code ?? error.name;
      this.ledger.requested(method, path, 0, performance.now() - from, code);
      return { status: 0, unsent: code === 'ECONNREFUSED', headers: new Headers(), text: '', body: null };
    }
  }

  /** Signs in again when the session is gone (a clock that jumped). */
  async ask(method, path, what) {
    const answer = await this.once(method, path, what);
    if (answer.status !== 401) return answer;
    await this.signIn();
    return this.once(method, path, what);
  }

  /** Announces all that is left of a file, sends as far as `end`, and hangs up. */
  hangUp(path, offset, bytes, end) {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'content-length': bytes.length - offset,
    };
    return new Promise((go) => {
      const sending = request(`${this.url}${path}`, { method: 'PATCH', headers });
      sending.on('error', () => go());
      sending.on('response', (answer) => answer.resume());
      sending.write(bytes.subarray(offset, end), () => setTimeout(() => sending.destroy(), 20));
      sending.once('close', go);
    });
  }

  /**
   * Asks until it is answered or `tries` are used up, with one idempotency key, and keeps the ledger.
   * @returns the last answer
   */
  async surely(operation, method, path, what, tries = 200) {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.ask(method, path, {
        ...what,
        headers: { ...what?.headers, 'idempotency-key': operation.key },
      });
      this.ledger.heard(
        operation,
        heardAs(answer),
        answer.status >= 200 && answer.status < 300 ? { id: answer.body?.id, text: answer.text } : null,
      );
      if (heardAs(answer) === 'ok' || (heardAs(answer) === 'refused' && answer.status !== 429)) return answer;
      if (attempt >= tries || this.over?.()) return answer;
      await pause(this.random.between(200, 600));
    }
  }
}

/** A 503 can come after the commit whose answer was lost on the way from the database: nobody knows. */
function heardAs({ status, unsent }) {
  if (status >= 200 && status < 300) return 'ok';
  if (status === 0) return unsent ? 'unsent' : 'silence';
  return status >= 500 ? 'silence' : 'refused';
}
