import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IssuerKind } from './perpetrator-documents.js';
import type { DocumentType } from './source.entity.js';

export const authenticities = ['consistent', 'doubtful', 'forged'] as const;
export type Authenticity = (typeof authenticities)[number];

/** What a person found who looked at a document. Rows are only added; the newest counts, and the document's own row shows it. */
@Entity('source_assessments')
export class SourceAssessment {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sourceId: string;
  @Column('uuid') organisationId: string;
  @Column('text') authenticity: Authenticity;
  @Column('text') issuerKind: IssuerKind;
  @Column('text') note: string;
  @Column('uuid') assessedBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Which documents are the word of those who detained: the same rows as perpetrator-documents.ts. */
@Entity('perpetrator_documents')
export class PerpetratorDocument {
  @PrimaryColumn('text') documentType: DocumentType;
  @PrimaryColumn('text') issuerKind: IssuerKind;
}
