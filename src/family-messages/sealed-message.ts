import { type DataKey, type FieldPlace, openField, sealField } from '../keys/field-encryption.js';

export interface MessagePlace {
  id: string;
  reporterId: string;
  organisationId: string;
}

/** The person is part of the row's id: a message that somebody handed to another relative in the database opens no more. */
const place = ({ id, reporterId, organisationId }: MessagePlace, column: 'text' | 'check_code'): FieldPlace => ({
  table: 'family_messages',
  row: `${reporterId}/${id}`,
  column,
  organisationId,
});

export const sealMessage = (key: DataKey, where: MessagePlace, column: 'text' | 'check_code', text: string): Buffer =>
  sealField(key, place(where, column), text);

/** @throws FieldUnreadable */
export const openMessage = (key: DataKey, where: MessagePlace, column: 'text' | 'check_code', sealed: Buffer): string =>
  openField(key, place(where, column), sealed);
