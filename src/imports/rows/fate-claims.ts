import type { EventType } from '../../detention-records/detention-record.entity.js';
import type { FateClaim } from '../../detention-records/fate-claim.js';
import type { DocumentType } from '../../sources/source.entity.js';
import type { ImportField } from '../mapping/import-fields.js';
import { claimOfFateWord } from './known-words.js';

type Claim = FateClaim['claim'];

/**
 * Which documents are made to put on record what is claimed; of all others a claim is hearsay. A document's own word is "documented" at most, whoever issued it.
 */
const documents: Partial<Record<DocumentType, readonly Claim[]>> = {
  // Issued to certify a death; what it says of the cause is its word too.
  death_certificate: ['died', 'killed', 'executed'],
  // Kept by those who took the body in. It does not know who killed.
  hospital_register: ['died'],
  // Holds sentence, committal and the order or minutes of an execution.
  court_file: ['executed', 'detained', 'released'],
  // Issued by those who let go or hand over.
  release_list: ['released'],
  exchange_list: ['released'],
};

/** What an event of itself claims. */
const claimsOfEvents: Partial<Record<EventType, Claim>> = {
  release: 'released',
  exchange: 'released',
  death_certificate: 'died',
  burial: 'died',
};

/** The claims of one row, each word once. */
export class ClaimsOfRow {
  readonly claims: FateClaim[] = [];

  constructor(private readonly documentType: DocumentType) {}

  /** A value about what became of the person. */
  add(claim: Claim, raw: string, field: ImportField): void {
    const level = documents[this.documentType]?.includes(claim) ? 'documented' : 'alleged';
    this.claims.push({ claim, level, raw, field });
  }

  addEvent(event: EventType | null, raw: string, field: ImportField): void {
    const claim = event === null ? undefined : claimsOfEvents[event];
    if (claim !== undefined) this.add(claim, raw, field);
  }

  /** Words beside a name ("the martyr") are the writer's, not the document's finding: alleged in every document. */
  addFateWords(words: readonly string[], field: ImportField): void {
    for (const raw of words) {
      const claim = claimOfFateWord(raw);
      const isNew = !this.claims.some((known) => known.raw === raw && known.field === field);
      if (claim !== null && isNew) this.claims.push({ claim, level: 'alleged', raw, field });
    }
  }
}
