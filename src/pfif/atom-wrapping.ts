import type { XmlElement } from '../partner-files/index.js';
import { type Finding, found, type Place } from './finding.js';

export const atomNamespace = 'http://www.w3.org/2005/Atom';

const mandatory = ['id', 'title', 'updated'];

interface OpenPart extends Place {
  name: string;
  isAtom: boolean;
  children: Set<string>;
  text: string;
}

/** The Atom elements around the records of a feed (RFC 4287, and section 6 of PFIF 1.4). */
export class AtomWrapping {
  private readonly parts: OpenPart[] = [];
  private entryId: (Place & { text: string }) | null = null;
  private recordId: string | null = null;

  constructor(private readonly say: (finding: Finding) => void) {}

  open({ name, namespace, attribute }: XmlElement, { line, column }: Place): void {
    const isAtom = namespace === atomNamespace;
    if (isAtom) this.parts.at(-1)?.children.add(name);
    this.parts.push({ name, isAtom, children: new Set(), text: '', line, column });
    if (isAtom && name === 'link' && attribute('href') === undefined)
      this.say(found('atom.link_without_href', { line, column }));
    if (isAtom && name === 'entry') [this.entryId, this.recordId] = [null, null];
  }

  text(text: string): void {
    const part = this.parts.at(-1);
    if (part?.isAtom && part.name === 'id' && part.text.length < 1_000) part.text += text;
  }

  /** An outermost record of the present entry ended. */
  record(id: string): void {
    this.recordId ??= id;
  }

  close(): void {
    const part = this.parts.pop();
    if (!part?.isAtom) return;
    const { name, line, column, text } = part;
    const above = this.parts.at(-1);
    if (name === 'id' && above?.isAtom && above.name === 'entry') this.entryId = { text: text.trim(), line, column };
    if (name !== 'feed' && name !== 'entry') return;
    for (const field of mandatory)
      if (!part.children.has(field)) this.say(found('atom.missing', part, undefined, { where: name, field }));
    if (name === 'entry' && this.entryId && this.recordId && this.entryId.text !== `pfif:${this.recordId}`)
      this.say(found('atom.entry_id', this.entryId));
  }
}
