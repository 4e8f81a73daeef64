/**
 * All that can be found in a PFIF file, on one page: how grave it is, what is wrong, then what to do. Codes are stable; `{name}` stands for a fact
 * of the finding: names of fields and versions, and numbers. No sentence carries what a field holds. Codes that begin with `file.` and are not here
 * come from reading XML (src/partner-files/problem-codes.ts); they are errors, and reading ends there.
 */
export const findingCodes = {
  'file.not_utf8': ['error', 'The file holds bytes that are not UTF-8; reading ends here. Write the file in UTF-8.'],
  'file.declares_encoding': [
    'error',
    'The first line declares another encoding than UTF-8. Write the file in UTF-8 and declare UTF-8.',
  ],
  'file.too_many_records': [
    'error',
    'The file holds more than {limit} records; reading ends here. Split it into several files.',
  ],
  'file.no_records': ['warning', 'The file holds no person and no note. Check that it is the file you meant.'],

  'element.unexpected': ['error', 'Here only persons and notes may stand. Take this element out.'],
  'element.other_version': [
    'error',
    'This element belongs to another version of PFIF than the first one, {version}. Use one namespace in the whole file.',
  ],
  'element.foreign': [
    'warning',
    'This element is not of PFIF and is lost in most programs. Take it out of the record.',
  ],
  'record.nested': ['error', 'A record lies within a record that cannot hold it. Close the outer one first.'],
  'text.outside_fields': ['error', 'Text stands outside of any field and is lost. Put it into a field.'],

  'field.unknown': ['error', 'PFIF has no field of this name. Correct the name, or take the field out.'],
  'field.other_version': [
    'error',
    'The field {field} belongs to another version of PFIF; {version} does not have it. Use the name that {version} has for it.',
  ],
  'field.twice': ['error', 'The field {field} stands twice in one record. Keep one of them.'],
  'field.missing': ['error', 'The field {field} is mandatory and missing. Write it.'],
  'field.empty': ['error', 'The field {field} is empty and must not be. Fill it in.'],
  'field.nested': ['error', 'The field {field} holds further elements. It may hold text only.'],
  'field.too_long': ['error', 'The field {field} is longer than {limit} characters. Shorten it.'],
  'field.order': [
    'error',
    'The field {field} stands too late. In PFIF {version} the order is fixed: put it where the standard has it.',
  ],
  'note.order': ['error', 'A field follows a note. In PFIF {version} the notes of a person come last.'],

  'id.format': ['error', 'The field {field} is no record id. Write a domain name, a slash, and a local identifier.'],
  'id.twice': [
    'error',
    'An earlier {type} of this file, record {first}, has the same id. Give each record its own id, or keep the newest.',
  ],
  'date.format': ['error', 'The field {field} is no date of the form YYYY-MM-DDThh:mm:ssZ in UTC. Write it like that.'],
  'date.no_such_day': ['error', 'The day or time in {field} does not exist. Correct it.'],
  'date.fraction': [
    'warning',
    'The field {field} has fractions of a second, which some programs refuse. Write whole seconds.',
  ],
  'birth.format': [
    'error',
    'The date of birth is not of the form YYYY, YYYY-MM or YYYY-MM-DD. Write what is known of it.',
  ],
  'birth.no_such_day': [
    'error',
    'The date of birth is a day or month that does not exist. Correct it, or write the year.',
  ],
  'age.format': ['error', 'The age is neither one number nor two with a hyphen, such as 35-45. Use the digits 0 to 9.'],
  'age.reversed': ['error', 'The range of ages begins with the higher one. Exchange the two.'],
  'sex.unknown': ['error', 'The sex is none of female, male, other. If it is not known, leave the field out.'],
  'status.unknown': [
    'error',
    'The status is none of information_sought, is_note_author, believed_alive, believed_missing, believed_dead.',
  ],
  'boolean.format': ['error', 'The field {field} is neither true nor false. Write one of the two in small letters.'],
  'country.unknown': [
    'error',
    'The country is no code of ISO 3166-1 with two capital letters, such as SY. Correct it.',
  ],
  'state.format': ['error', 'The state is no code of ISO 3166-2, such as SY-HM or HM. Write the code, not the name.'],
  'state.no_governorate': ['error', 'Syria has no governorate with this code in ISO 3166-2. Correct it.'],
  'state.other_country': [
    'error',
    'The state begins with another country than home_country says. Correct one of them.',
  ],
  'name.empty': ['warning', 'The person has no name. Write the full name, or remove the record with a tombstone.'],

  'expiry.missing': [
    'warning',
    'The person has no expiry_date; programs choose one themselves (Person Finder: 40 days). Write one.',
  ],
  'expiry.data_left': [
    'error',
    'The record expired more than a day ago and {field} is still there. Only person_record_id, source_date, entry_date and expiry_date may stay.',
  ],
  'expiry.note_left': [
    'error',
    'The note belongs to a person that expired more than a day ago. Take it out: notes go with their person.',
  ],
  'expiry.tombstone_times': [
    'error',
    'In a tombstone source_date and entry_date must both be the time it was made. Write the same time into both.',
  ],

  'note.no_person': [
    'error',
    'The note stands outside of a person and does not say whose it is. Write person_record_id.',
  ],
  'note.other_person': [
    'error',
    'The note lies within one person and names another. Take it out of the person, or correct its person_record_id.',
  ],
  'note.alone': ['error', 'In PFIF {version} a note must lie within its person. Move it there.'],
  'link.one_sided': [
    'warning',
    'The note links two persons and no note of the other links back. Write that one too, unless it stands in another file.',
  ],
  'link.to_itself': ['warning', 'The note links a person to itself. Correct linked_person_record_id.'],

  'atom.missing': ['error', 'The Atom {where} has no {field}. RFC 4287 asks for it: write it.'],
  'atom.entry_id': ['error', 'The id of the Atom entry is not "pfif:" and the id of its record. Write it like that.'],
  'atom.link_without_href': ['error', 'The Atom link has no href. Write the address as href, not as text.'],

  'sensitive.field': [
    'notice',
    'The field {field} tells more about people than identifies the sought person. Leave it out for readers without full rights. Said once a file.',
  ],
  'sensitive.believed_dead': [
    'notice',
    'A note says believed_dead: programs accept it from trusted senders only, and nobody may tell a family so. Said once a file.',
  ],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

/** An error breaks the standard; a warning is allowed and costs something; a notice is for whoever sends the file on. */
export type Severity = 'error' | 'warning' | 'notice';
export type FindingCode = keyof typeof findingCodes;
