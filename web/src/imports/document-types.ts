import type { DocumentType } from './types.js';

export const documentTypes = [
  'intake_register',
  'arrest_order',
  'transfer_list',
  'hospital_register',
  'hospital_referral',
  'court_file',
  'wanted_list',
  'release_list',
  'exchange_list',
  'death_certificate',
  'survivor_testimony',
  'ngo_database',
  'other',
] as const satisfies DocumentType[];

export const copyKinds = ['unknown', 'original', 'copy', 'photo_of_copy', 'transcription'] as const;
