import type { ByteSurvey } from './byte-survey.js';
import { decodeText } from './decode-text.js';
import { textFormat } from './file-kind.js';
import { findHeadings, type SampleRow } from './find-headings.js';
import { type Guess, guessed, type Reason } from './guess.js';
import { guessDelimiter, guessQuote, saidDelimiter, sampleRecords } from './guess-delimiter.js';
import { guessEncoding } from './guess-encoding.js';
import type { Choices, Inspection } from './inspection.js';
import { limits } from './limits.js';
import { firstOf } from './preview.js';
import { type Encoding, encodings, type HeadingRows, type Reading, type ReadingOptions } from './reading.js';
import { rows } from './rows.js';

/**
 * @param head the first bytes of the file, at most `limits.sampleBytes`
 * @param survey of all its bytes
 */
export async function inspectText(head: Buffer, survey: ByteSurvey, choices: Choices): Promise<Inspection> {
  const whole = survey.size <= head.length;
  let encoding = or(choices.encoding, () => guessEncoding(head, survey));
  let text = await decoded(head, encoding.value);
  const kind = textFormat(text);
  const format = or(choices.format, () => guessed(kind, 'likely', formatReasons[kind]));
  const declared = format.value === 'pfif' && choices.encoding === undefined ? declaredEncoding(text) : null;
  if (declared && encoding.why.code !== 'encoding.mark') {
    encoding = guessed(declared, 'certain', 'encoding.declared');
    text = await decoded(head, declared);
  }
  const options: ReadingOptions = { format: format.value, encoding: encoding.value };
  const guesses: Inspection['guesses'] = { format, encoding, headings: guessed(null, 'certain', 'headings.fields') };
  let sample: SampleRow[] = [];
  if (format.value === 'csv') {
    const quote = or(choices.quote, () => guessQuote(text));
    const delimiter = or(choices.delimiter, () => guessDelimiter(text, quote.value, limits.sampleRows, whole));
    const records = sampleRecords(text, delimiter.value, quote.value, limits.sampleRows, whole);
    sample = records.map((cells, at) => ({ rowNumber: at + 1, cells }));
    const told = saidDelimiter(text) === null ? sample : sample.slice(1);
    const headings: Guess<HeadingRows> = or(choices.headings, () => findHeadings(told));
    Object.assign(guesses, { delimiter, quote, headings });
    Object.assign(options, { delimiter: delimiter.value, quote: quote.value, headings: headings.value });
  }
  const first = firstOf(await firstReadings(head, whole, options), options.headings ?? null, sample);
  return {
    options,
    guesses,
    ...first,
    notices: [...noticesOf(survey, encoding.value), ...first.notices],
    bytes: survey.size,
    lines: survey.lines,
  };
}

const formatReasons = { csv: 'format.text', jsonl: 'format.json', pfif: 'format.xml' } as const;

const or = <T>(chosen: T | undefined, guess: () => Guess<T>): Guess<T> =>
  chosen === undefined ? guess() : guessed(chosen, 'certain', 'chosen');

async function decoded(bytes: Buffer, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const piece of decodeText(once(bytes), encoding)) text += piece;
  return text;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Of a file that goes on after the head the last row may be cut off, and is left out; so is the end of XML. */
async function firstReadings(head: Buffer, whole: boolean, options: ReadingOptions): Promise<Reading[]> {
  const found: Reading[] = [];
  try {
    for await (const reading of rows(once(head), options)) {
      if (reading.kind === 'end') break;
      found.push(reading);
      if (found.length > limits.firstRows + 2 && options.format === 'csv') return found;
      if (found.length > limits.sampleRows) return found;
    }
  } catch (error) {
    if (whole) throw error;
    return found;
  }
  if (!whole && found.at(-1)?.kind !== 'columns') found.pop();
  return found;
}

function declaredEncoding(text: string): Encoding | null {
  const name = /^<\?xml[^>]{0,200}\bencoding=["']([\w-]{1,30})["']/
    .exec(text.trimStart().slice(0, 300))?.[1]
    ?.toLowerCase();
  return encodings.find((encoding) => encoding === name) ?? null;
}

function noticesOf(survey: ByteSurvey, encoding: Encoding): Reason[] {
  const notices: Reason[] = [];
  const { broken, firstBrokenLine: line, crlf, lf, cr, nulBytes } = survey;
  if (encoding === 'utf-8' && broken > 0) notices.push({ code: 'notice.invalid_bytes', facts: { broken, line } });
  if ([crlf, lf, cr].filter((count) => count > 0).length > 1) notices.push({ code: 'notice.mixed_line_ends' });
  if (nulBytes > 0 && !encoding.startsWith('utf-16')) notices.push({ code: 'notice.nul' });
  return notices;
}
