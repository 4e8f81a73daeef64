import { atomNamespace } from './atom-wrapping.js';
import { momentText } from './dates.js';
import { type LeftOut, pfifNamespace, RecordWriter } from './record-writer.js';
import { fullName } from './written-fields.js';
import type { EntryToWrite } from './written-records.js';
import { escaped, escapedAttribute } from './xml-text.js';

export interface FeedToWrite {
  /** The address of the feed, where it is read. Also its Atom id: it must not change. */
  url: string;
  title: string;
  /** Who answers for the feed: an organisation, never a person. */
  organisation: string;
  /** When anything in it changed last. */
  updated: Date;
  /** Where more of it is read. */
  next?: string;
}

/**
 * A feed of persons (Atom, RFC 4287; section 6.1 of PFIF 1.4) in pieces of text, one an entry. Addresses stand in `href`; Person Finder writes them
 * as text, which is not Atom. Parameters as of `writePfif`.
 * @throws PfifWriteError
 */
export async function* writePersonFeed(
  { url, title, organisation, updated, next }: FeedToWrite,
  entries: Iterable<EntryToWrite> | AsyncIterable<EntryToWrite>,
  leftOut?: (what: LeftOut) => void,
): AsyncGenerator<string> {
  const writer = new RecordWriter(leftOut);
  const source = `<source>\n${tag('id', url)}${tag('title', title)}${tag('updated', momentText(updated))}</source>\n`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="${atomNamespace}" xmlns:pfif="${pfifNamespace}">\n` +
    tag('id', url) +
    tag('title', title) +
    tag('updated', momentText(updated)) +
    author(organisation) +
    link('self', url) +
    (next === undefined ? '' : link('next', next));
  for await (const entry of entries) {
    const record = writer.write(entry);
    yield `<entry>\n${record}${tag('id', `pfif:${entry.recordId}`)}${about(entry, organisation)}${source}</entry>\n`;
  }
  yield '</feed>\n';
}

/** The title is the first line of the full name, as the standard says; a tombstone has none any more. */
function about(entry: EntryToWrite, organisation: string): string {
  if (entry.kind === 'tombstone') {
    const removed = 'This record was removed.';
    return (
      tag('title', removed) + tag('updated', momentText(entry.made)) + author(organisation) + tag('content', removed)
    );
  }
  const names = fullName(entry.name);
  return (
    tag('title', names[0] ?? '') +
    tag('updated', momentText(entry.sourceDate)) +
    author(entry.organisation) +
    (entry.sourceUrl === undefined ? '' : link('alternate', entry.sourceUrl)) +
    tag('content', names.join('\n'))
  );
}

const tag = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>\n`;
const author = (name: string): string => `<author>\n${tag('name', name)}</author>\n`;
const link = (rel: string, href: string): string => `<link rel="${rel}" href="${escapedAttribute(href)}"/>\n`;
