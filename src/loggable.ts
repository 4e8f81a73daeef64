/** Ids, codes, names of tasks and of classes: `23514`, `access.not_found`, `reports.match`, `ECONNRESET`. A name of two words is none. */
const word = /^[\w.:#-]{1,80}$/;
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** One of our own sentences, without a capital letter: `there is no file`. */
const reason = /^[a-z ]{1,80}$/;
/** A frame of a stack, without the message that stood above it. */
const frame = /^at [\x20-\x7e]{1,400}$/;

/** The fields that may hold text, and what the text must look like. A new one is a decision; numbers and claims need none. */
const fields: Readonly<Record<string, RegExp>> = {
  service: word,
  context: word,
  code: word,
  task: word,
  outcome: word,
  risk: word,
  side: word,
  from: word,
  to: word,
  version: word,
  reasons: word,
  fileNotUsed: reason,
  at: frame,
  instance: id,
  subject: id,
  chains: id,
  import: id,
  rematch: id,
  chunk: id,
  endpoint: id,
  notice: id,
};

/**
 * What of a line's fields is written: numbers, claims (true or false), and text where it is known and looks as it should. Everything else goes, whatever somebody put there by mistake:
 * an error whose message quotes a row, a body, headings of a request, a name. `removed` says which fields went.
 */
export function loggable(given: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const removed: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (isHarmless(value) || (Object.hasOwn(fields, name) && fits(value, fields[name]))) kept[name] = value;
    // The name of a field is a word of the program, unless something foreign was spread into the line.
    else removed.push(word.test(name) && Object.hasOwn(fields, name) ? name : 'unknown');
  }
  return removed.length === 0 ? kept : { ...kept, removed };
}

const isHarmless = (value: unknown) => value === null || typeof value === 'number' || typeof value === 'boolean';

function fits(value: unknown, shape: RegExp): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string' && shape.test(one));
  return typeof value === 'string' && shape.test(value);
}
