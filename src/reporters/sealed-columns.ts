import type { FieldPlace } from '../keys/field-encryption.js';
import type { ReporterContact } from './reporter.entity.js';

/** Sealed columns of a contact, by the names they have in the interface. */
export const sealedContactColumns = {
  value: 'value',
  safe_times: 'safeTimes',
  who_may_answer: 'whoMayAnswer',
  code_word: 'codeWord',
  instructions: 'instructions',
} as const satisfies Record<string, keyof ReporterContact>;
export type SealedContactField = keyof typeof sealedContactColumns;
export const sealedContactFields = Object.keys(sealedContactColumns) as SealedContactField[];

export const namePlace = (organisationId: string, reporterId: string): FieldPlace => ({
  table: 'reporter_identities',
  row: reporterId,
  column: 'name',
  organisationId,
});

/** The reporter is part of the row's id: a contact that somebody handed to another relative in the database opens no more. */
export const contactPlace = (
  { organisationId, reporterId, id }: Pick<ReporterContact, 'organisationId' | 'reporterId' | 'id'>,
  column: SealedContactField,
): FieldPlace => ({ table: 'reporter_contacts', row: `${reporterId}/${id}`, column, organisationId });

export const reasonPlace = (organisationId: string, revealId: string): FieldPlace => ({
  table: 'reveals',
  row: revealId,
  column: 'reason',
  organisationId,
});
