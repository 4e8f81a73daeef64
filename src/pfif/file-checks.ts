import { FileProblem, pfifVersion, type XmlElement, type XmlReader } from '../partner-files/index.js';
import { AtomWrapping, atomNamespace } from './atom-wrapping.js';
import { checkNotesWithin, checkRecord, isExpired } from './check-record.js';
import { type Finding, found, type Place, placeOfText } from './finding.js';
import type { OpenRecord } from './open-record.js';
import { RecordReader } from './record-reader.js';
import { RecordRegister } from './record-register.js';
import { SensitiveFields } from './sensitive-fields.js';
import { type RecordType, type VersionRules, versions } from './versions.js';

/** The checks of one file, fed by the marks of its XML. What was found waits in `findings` until it is fetched. */
export class FileChecks implements XmlReader {
  readonly findings: Finding[] = [];
  readonly counts: Record<RecordType, number> = { person: 0, note: 0 };
  version: VersionRules | null = null;
  private readonly register = new RecordRegister();
  private readonly sensitive = new SensitiveFields();
  private readonly atom = new AtomWrapping((finding) => this.findings.push(finding));
  private reader: RecordReader | null = null;
  private depth = 0;
  private isFeed = false;
  /** The depth of an open element about which it was said that it has no place here. */
  private saidAt = Number.POSITIVE_INFINITY;

  /** @param place where reading has come to */
  constructor(
    private readonly now: Date,
    private readonly place: () => Place,
  ) {}

  get records(): number {
    return this.reader?.records ?? 0;
  }

  open(element: XmlElement): void {
    const place = this.place();
    if (this.depth++ === 0) {
      this.isFeed = element.namespace === atomNamespace;
      const isPfif = pfifVersion(element.namespace) !== null && element.name === 'pfif';
      if (!this.isFeed && !isPfif) throw new FileProblem('file.xml_unknown');
      // A feed without entries still says by its prefix that it is one of PFIF.
      this.takeVersion(element.attribute('pfif') ?? '');
    }
    this.takeVersion(element.namespace);
    // A record of a plain file stands right below the outermost element; in a feed, anywhere in an entry.
    const begins = (this.isFeed || this.depth === 2) && this.reader?.recordType(element);
    if (this.reader?.isOpen || begins) this.reader!.open(element, place);
    else this.openAround(element, place);
  }

  text(text: string): void {
    if (this.reader?.isOpen) this.reader.text(text, this.place());
    else if (this.isFeed) this.atom.text(text);
    else if (this.depth === 1 && text.trim() !== '')
      this.findings.push(found('text.outside_fields', placeOfText(text, this.place())));
  }

  close(): void {
    if (this.depth === this.saidAt) this.saidAt = Number.POSITIVE_INFINITY;
    this.depth--;
    if (this.reader?.isOpen) this.reader.close();
    else if (this.isFeed) this.atom.close();
  }

  /**
   * What only the end of the file shows.
   * @throws FileProblem if nothing of PFIF is there
   */
  end(): void {
    if (this.version === null) throw new FileProblem('file.xml_unknown');
    this.add(this.register.atEnd());
    if (this.records === 0) this.findings.push(found('file.no_records', { line: 1, column: 1 }));
  }

  /** The first namespace of PFIF says the version of the file. */
  private takeVersion(namespace: string): void {
    const x = pfifVersion(namespace);
    if (this.version !== null || x === null) return;
    this.version = versions[x];
    this.reader = new RecordReader(this.version, {
      found: (finding) => this.findings.push(finding),
      record: (record) => this.take(record),
    });
  }

  private openAround(element: XmlElement, place: Place): void {
    if (this.isFeed) this.atom.open(element, place);
    const x = pfifVersion(element.namespace);
    // Within an element that was said already, nothing more is said.
    if (this.depth > this.saidAt) return;
    this.saidAt = this.depth;
    if (x !== null && `1.${x}` !== this.version?.name)
      this.findings.push(found('element.other_version', place, undefined, { version: this.version!.name }));
    else if (this.isFeed ? x !== null && element.name !== 'pfif' : this.depth > 1)
      this.findings.push(found('element.unexpected', place));
    else this.saidAt = Number.POSITIVE_INFINITY;
  }

  private take(record: OpenRecord): void {
    const version = this.version!;
    this.counts[record.type]++;
    this.add(checkRecord(record, version, this.now));
    this.add(this.sensitive.in(record));
    this.add(this.register.add(record, isExpired(record, version, this.now)));
    if (record.within !== null) return;
    this.add(checkNotesWithin(record));
    for (const note of record.type === 'note' ? [record] : record.notes) this.add(this.register.addLink(note));
    if (this.isFeed) this.atom.record(record.fields.get(`${record.type}_record_id`)?.text ?? '');
  }

  private add(findings: Iterable<Finding>): void {
    for (const finding of findings) this.findings.push(finding);
  }
}
