/** Fields of PFIF 1.4 in the order of the standard (zesty.ca/pfif/1.4). */
export const personFields = [
  'person_record_id',
  'entry_date',
  'expiry_date',
  'author_name',
  'author_email',
  'author_phone',
  'source_name',
  'source_date',
  'source_url',
  'full_name',
  'given_name',
  'family_name',
  'alternate_names',
  'description',
  'sex',
  'date_of_birth',
  'age',
  'home_street',
  'home_neighborhood',
  'home_city',
  'home_state',
  'home_postal_code',
  'home_country',
  'photo_url',
  'profile_urls',
];

export const noteFields = [
  'note_record_id',
  'person_record_id',
  'linked_person_record_id',
  'entry_date',
  'author_name',
  'author_email',
  'author_phone',
  'source_date',
  'author_made_contact',
  'status',
  'email_of_found_person',
  'phone_of_found_person',
  'last_known_location',
  'text',
  'photo_url',
];

/** What a record is: "person" or "note". Always the first column. */
export const recordType = 'record_type';

/** The columns of a PFIF file; fields that the standard does not know follow them. */
export const pfifColumns = [...new Set([recordType, ...personFields, ...noteFields])];

/** Names of earlier versions and what they are called in 1.4. Contents stay as written, also the "description:" label of `other`. */
const laterNames: Readonly<Record<string, string>> = {
  home_zip: 'home_postal_code',
  first_name: 'given_name',
  last_name: 'family_name',
  found: 'author_made_contact',
  other: 'description',
};

const namespacePattern = /^http:\/\/zesty\.ca\/pfif\/1\.([1-4])$/;

/** Of PFIF 1.x the x, by the namespace; null for every other namespace. */
export function pfifVersion(namespace: string): number | null {
  const found = namespacePattern.exec(namespace);
  return found ? Number(found[1]) : null;
}

export const isPfif = (namespace: string): boolean => namespacePattern.test(namespace);

export function presentName(field: string, namespace: string): string {
  const version = pfifVersion(namespace);
  return version !== null && version < 4 && Object.hasOwn(laterNames, field) ? laterNames[field] : field;
}
