import { expect } from '@jest/globals';
import { rows } from '../../src/partner-files/index.js';
import { type Finding, validatePfif } from '../../src/pfif/index.js';
import type { Client } from './application.js';
import { collected, inPieces } from './written-files.js';

/** The text of an answer that is no JSON. */
export async function fetchText(client: Client, path: string) {
  const answer = await fetch(`${client.url}${path}`, { headers: { authorization: `Bearer ${client.token}` } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Every record of a PFIF file as our own reader of partners' files has it, without what is empty; and what our validator calls an error. */
export async function readPfifText(text: string) {
  const { rows: read, rejected, headings } = await collected(rows(inPieces(text), { format: 'pfif' }));
  expect(rejected).toEqual([]);
  const errors: Finding[] = [];
  for await (const one of validatePfif(inPieces(text), new Date()))
    if (one.kind !== 'end' && one.severity === 'error') errors.push(one);
  expect(errors).toEqual([]);
  return read.map(({ cells }) =>
    Object.fromEntries(headings.flatMap((name, at) => (cells[at]?.raw ? [[name, cells[at].raw]] : []))),
  );
}

/** A program of a partner that keeps what the feed says, as docs/exports.md tells it to. */
export class Follower {
  /** Persons by record id. */
  readonly known = new Map<string, Record<string, string>>();
  /** Ids that came as a tombstone. */
  readonly told: string[] = [];
  cursor: string | undefined;

  constructor(
    readonly program: Client,
    readonly most = 100,
  ) {}

  /** @returns how many entries came, and whether there is more */
  async readOnce(): Promise<{ entries: number; more: boolean }> {
    const query = new URLSearchParams({
      max_results: String(this.most),
      ...(this.cursor ? { cursor: this.cursor } : {}),
    });
    const { status, headers, text } = await fetchText(this.program, `/v1/feeds/person?${query}`);
    expect(status).toBe(200);
    const records = await readPfifText(text);
    const persons = records.filter(({ record_type }) => record_type === 'person');
    for (const person of persons) {
      // What our own reader makes of an empty name is nothing: a tombstone.
      if (person.full_name) this.known.set(person.person_record_id, person);
      else {
        this.known.delete(person.person_record_id);
        this.told.push(person.person_record_id);
      }
    }
    this.cursor = headers.get('athar-feed-cursor') ?? undefined;
    return { entries: persons.length, more: headers.get('link')?.includes('rel="next"') ?? false };
  }

  async catchUp(): Promise<void> {
    while ((await this.readOnce()).more);
  }
}
