/**
 * Everything that departs from the rules of the lint, each with its reason. What stands here and is no longer so makes the lint fail as well.
 */

/** Tables without row-level security. Every other table has it, enabled and forced. */
export const notTenant: Record<string, string> = {
  places: 'the gazetteer is public',
  facilities: 'the gazetteer is public',
  due_marks: 'ids of what is due; a worker goes through all organisations',
  schema_migrations: 'names of migrations; no role of a process has a grant',
};

/** Conditions that do not ask who acts. */
export const unconditionalPolicies: Record<string, string> = {
  organisations_worker: 'the grant lets a worker read the column id alone: it goes through all organisations',
  agreements_worker: 'whether partners may be compared: purpose and dates of import agreements, no text',
};

/** Functions that run with their owner's rights. */
export const definerFunctions: Record<string, string> = {
  'append_audit_entry(uuid,text,uuid,text,text,text,text[],uuid[],text,text,text)':
    'the one writer of the audit trail, which no process may write itself',
  'audit_heads()': 'numbers and hashes of the last entries, for the process that signs them',
  'audit_hash_at(uuid,bigint)': 'one hash of the audit trail, for the process that signs heads',
};

/** Tables that the worker has any right to. Who reports and who works here are not among them (R8). */
export const workerTables: Record<string, string> = {
  organisations: 'ids',
  agreements: 'whether partners may be compared',
  places: 'the gazetteer',
  facilities: 'the gazetteer',
  due_marks: 'what is due',
  reports: 'what is compared',
  person_names: 'what is compared',
  consents: 'whether it may be compared',
  detention_records: 'what is compared, and what imports make',
  sources: 'the file of an import',
  source_chunks: 'the file of an import',
  imports: 'how far an import is',
  import_rows: 'what became of each row',
  match_profiles: 'derived for comparing',
  match_keys: 'derived for comparing',
  suggestions: 'what comparing finds',
  suggestion_events: 'what comparing finds',
};

/** What no role of a process may do to a table, whatever a migration says. */
export const neverGranted = ['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'];

/**
 * Foreign keys between two tables that both name an organisation, without the organisation in the key: "table(columns) -> table".
 * Each is kept inside one organisation by something else, or crosses on purpose.
 */
export const keysWithoutOrganisation: Record<string, string> = {};
