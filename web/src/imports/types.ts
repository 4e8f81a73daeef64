import type { components } from '../api/schema.js';

/** Shapes of imports as the console reads them, taken from openapi.json (schema.ts is generated: npm run openapi). */
type Schemas = components['schemas'];

export type ImportView = Schemas['Import'];
export type ImportState = ImportView['state'];
export type ListKind = ImportView['kind'];
export type RowCounts = ImportView['rows'];
export type CheckSummary = Schemas['CheckSummary'];
export type ProblemGroup = Schemas['ProblemGroup'];

export type Inspection = Schemas['Inspection'];
export type FileColumn = Inspection['columns'][number];
export type PreviewRow = Inspection['first_rows'][number];
export type Choices = Schemas['ReadingChoices'];
/** What was guessed and chosen: everything that `reading` of a file needs. */
export type ReadingOptions = Inspection['options'];
/** Where the headings stand; null: the file has none. */
export type HeadingRows = NonNullable<Choices['headings']> | null;

export type ColumnGuess = Schemas['ColumnGuess'];
/** A word of a column, how often it stands there, and the code of ours that it stands for. */
export type WrittenValue = Schemas['ValueGuess'];
export type Mapping = Schemas['Mapping'];
export type ColumnMeaning = Schemas['ColumnMeaning'];
export type ImportField = NonNullable<ColumnMeaning['field']>;
export type DateOrder = NonNullable<ColumnMeaning['date_order']>;
export type ColumnCalendar = NonNullable<ColumnMeaning['calendar']>;
export type MappingPreview = Schemas['MappingPreview'];
export type DateExample = MappingPreview['columns'][number]['dates'][number];

export type ImportRow = Schemas['ImportRow'];
export type GoneRow = Schemas['GoneRow'];
export type ListView = Schemas['List'];
export type NewImport = Schemas['ImportBody'];
export type ListConsent = Schemas['ListConsent'];
export type DocumentType = NewImport['source']['document_type'];
export type SuspiciousImport = Schemas['SuspiciousImport'];
export type OwnOrganisation = Schemas['Organisation'];

/** One event of the stream of progress. */
export type Progress = Schemas['ImportProgress'] & { state: ImportState };

/** Something said by its code, with the facts that belong into the sentence; the service's own English besides. */
export interface Said {
  code: string;
  facts?: Record<string, string | number>;
  message?: string;
  sentence?: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}
