// What the generator was told, kept outside of the service: each report that was sent, its key, and the answer. At the end it is compared with the database.
import { ask, json } from './ask.mjs';

const accepted = ({ status }) => status === 200 || status === 201;
const refused = ({ status }) => status === 429 || status === 503;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Ledger {
  /** @type {{key: string, token: string, body: string, first: object, last: object}[]} */
  entries = [];

  /** Files a report and writes down what came of it. */
  async file(url, { token, body, dueAt }) {
    const key = crypto.randomUUID();
    const entry = { key, token, body };
    this.entries.push(entry);
    entry.first = entry.last = await this.#send(url, entry, dueAt);
    return entry.first;
  }

  #send(url, { key, token, body }, dueAt) {
    const headers = json(token, { 'idempotency-key': key });
    return ask(url, { method: 'POST', path: '/v1/reports', headers, body, dueAt });
  }

  /** Counts by answer of the first try, and refusals that did not say when to come back. */
  counts() {
    const of = (test) => this.entries.filter(({ first }) => test(first)).length;
    return {
      sent: this.entries.length,
      accepted: of(accepted),
      refused: of(refused),
      refusedWithoutTime: of((first) => refused(first) && !(Number(first.headers['retry-after']) > 0)),
      unanswered: of(({ status }) => status === 0),
      failed: of((first) => first.status >= 500 && !refused(first)),
      other: of((first) => first.status !== 0 && first.status < 500 && !accepted(first) && !refused(first)),
    };
  }

  /** As people do: whoever was sent away, or heard nothing, comes again with the same key, a few at a time. */
  async comeAgain(url, atOnce = 4, tries = 20) {
    const open = this.entries.filter(({ last }) => !accepted(last));
    const one = async () => {
      for (let entry = open.shift(); entry; entry = open.shift())
        for (let left = tries; left > 0 && !accepted(entry.last); left--) {
          entry.last = await this.#send(url, entry);
          if (!accepted(entry.last))
            await pause(Math.min(2_000, Number(entry.last.headers['retry-after'] ?? 1) * 1000));
        }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  }

  /**
   * Nothing lost, nothing twice: each report that was accepted is in the database, and there are no others since the count began.
   * @param database connected as the owner; `before` reports were there when the first one was sent
   */
  async check(database, before) {
    const ids = this.entries.flatMap(({ last }) => (accepted(last) ? [JSON.parse(last.text).id] : []));
    const { rows } = await database.query('select id from reports where id = any($1)', [ids]);
    const now = await countReports(database);
    return {
      acceptedInTheEnd: ids.length,
      lost: new Set(ids).size - rows.length,
      // One key, two reports; or a report that nobody was told of.
      doubled: ids.length - new Set(ids).size + Math.max(0, now - before - ids.length),
      openInTheEnd: this.entries.length - ids.length,
    };
  }
}

export const countReports = async (database) =>
  (await database.query('select count(*)::int as n from reports')).rows[0].n;
