// What the clients know: every operation that they asked for and what they were told, kept outside of the system and written down as it happens.
import { appendFileSync } from 'node:fs';

/**
 * ok: an answer said that it is done. failed: it was refused, or never reached the service. unknown: nobody heard whether it was done.
 * A later attempt with the same idempotency key can only make it better known.
 */
export const outcomes = ['ok', 'failed', 'unknown'];

export class Ledger {
  constructor(file) {
    this.file = file;
    this.operations = [];
    this.requests = [];
    this.remarks = [];
    this.begun = performance.now();
  }

  /** @param facts what the checker needs to find it again: its key, what was sent */
  begin(kind, facts) {
    const operation = { kind, ...facts, outcome: 'failed', attempts: 0, answer: null };
    this.operations.push(operation);
    return operation;
  }

  /** Of one attempt: `heard` is ok, refused (an answer that says no), unsent, or silence. */
  heard(operation, heard, answer = null) {
    operation.attempts++;
    if (heard === 'ok') {
      if (operation.outcome !== 'ok') operation.answer = answer;
      operation.outcome = 'ok';
    } else if (heard === 'silence' && operation.outcome !== 'ok') operation.outcome = 'unknown';
    const { kind, key, outcome } = operation;
    appendFileSync(this.file, `${JSON.stringify({ at: this.now(), kind, key, heard, outcome, id: answer?.id })}\n`);
  }

  /** Every request, also those that change nothing: when it began, how long it took, what came of it. */
  requested(method, path, status, ms, body = '') {
    this.requests.push({ at: this.now() - ms / 1000, method, path, status, ms, body });
  }

  /** Something that a client saw and that may not be. */
  remark(invariant, what) {
    this.remarks.push({ invariant, what });
  }

  now = () => (performance.now() - this.begun) / 1000;
  of = (kind) => this.operations.filter((operation) => operation.kind === kind);
}
