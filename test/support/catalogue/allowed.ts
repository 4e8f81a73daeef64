/**
 * Everything that departs from the rules of the lint, each with its reason. What stands here and is no longer so makes the lint fail as well.
 */

/** Tables without row-level security. Every other table has it, enabled and forced. */
export const notTenant: Record<string, string> = {
  places: 'the gazetteer is public',
  facilities: 'the gazetteer is public',
  due_marks: 'ids of what is due; a worker goes through all organisations',
  snapshot_marks: 'random numbers by which a snapshot knows its database again',
  completeness_audits: 'how much of what is to be found the index finds, over all organisations: counts only',
  match_size: 'how many records there are, over all organisations: one count',
  case_transitions: 'which state of a case may follow which',
  contest_transitions: 'which state of a contest may follow which',
  rematch_chunks: 'ranges of ids that are compared again; a worker goes through all organisations',
  disclosure_transitions: 'where a disclosure may go: words of the program',
  perpetrator_documents: 'which kinds of documents are the word of those who detained: words of the program',
  suggestion_transitions: 'which state of a suggestion may follow which',
  webhook_event_types: 'what can be told by webhook: words of the program',
  schema_migrations: 'names of migrations; no role of a process has a grant',
};

/** Conditions that do not ask who acts. */
export const unconditionalPolicies: Record<string, string> = {
  organisations_worker: 'the grant lets a worker read the column id alone: it goes through all organisations',
  role_changes_api_decided: 'changes only what role_changes_api_seen shows, and its check asks who decides',
  quarantined_records_worker: 'ids of records: a pair is stored in the name of the organisation of the report',
  matching_models_api: 'numbers by which pairs are scored: whoever looks at a score may look at them',
  matching_models_worker: 'the same: hash and file alone',
  model_changes_api_in_use: 'which model is in use, which every score depends on, and who decided so',
  model_changes_worker: 'which model is in use: ids, hashes and times alone',
  rematches_worker: 'how far a run over all organisations is: numbers, no id of a person',
  cases_casework: 'of a role that signs in nowhere: triggers make and count cases, of the organisation of the report',
  case_reports_casework: 'of the same role: each report its case',
  case_holds_casework: 'of the same role: whether a hold stands',
  extortion_reports_casework: 'of the same role: whether contacts have to be hidden',
  extortion_reviews_casework: 'of the same role: whether contacts may be shown again',
  contests_casework: 'of the same role: whether something is frozen',
  suggestions_casework: 'of the same role: which links rest on what is contested, whether a record is confirmed',
  case_tasks_casework:
    'of the same role: tasks to revoke a link alone, also in the organisation that a partner’s record stands in',
  alarms_casework: 'of the same role: rings that a contest was upheld, and sees no alarm',
  case_events_casework: 'of the same role: what no person did, written down without a person',
  organisations_outbox: 'of a role that signs in nowhere: triggers ask whether an organisation is a partner',
  agreements_outbox: 'of the same role: when an agreement ends',
  partner_keys_outbox: 'of the same role: when a key ends',
  webhook_endpoints_outbox: 'of the same role: who wants to be told',
  webhook_messages_outbox: 'of the same role: what is to be told, of the organisation of the thing',
  webhook_endpoints_sender: 'the sender goes through the endpoints of all organisations',
  webhook_secrets_sender: 'the same: what it signs with, sealed',
  webhook_messages_sender: 'the same: ids of what is to be told',
  webhook_attempts_sender: 'the same: how it went',
  alarms_sender: 'the sender rings that a webhook is disabled, for any organisation, and sees no alarm',
  consents_outbox: 'of the role that writes what is to be told: whether somebody may be contacted',
  case_reports_outbox: 'of the same role: which reports belong to a case that is held',
  cases_outbox: 'of the same role: whether a case is held, and nothing else of it',
  notice_wishes_outbox: 'of the same role: who wants to be told, until it ends',
  notices_outbox: 'of the same role: writes that somebody is to be told, and drops it when the wish ends',
  notice_wishes_notifier: 'the notifier goes through those of all organisations: where, sealed, and when, not whose',
  notices_notifier: 'the same: ids and how it went',
  agreements_worker: 'whether partners may be compared: purpose and dates of import agreements, no text',
};

/** Functions that run with their owner's rights. */
export const definerFunctions: Record<string, string> = {
  'append_audit_entry(uuid,text,uuid,text,text,text,text[],uuid[],text,text,text)':
    'the one writer of the audit trail, which no process may write itself',
  'file_imported_reports(uuid,integer,integer)':
    'the worker files what a person confirmed of a list, and has no right on who reports',
  'tell_imported_report(uuid,uuid,integer,uuid,uuid)':
    'called by the two that file and take back; the worker may not call it',
  'settle_imported_reports(uuid,integer,integer)': 'takes back, or brings back, what an import filed',
  'says_imported_row(uuid,uuid,integer)':
    'whether a report still says what a row of an import says: yes or no, of the own organisation',
  'withdrawn_imported_rows(uuid)':
    'which rows of a list speak for reports that were withdrawn: numbers of rows, of the own organisation',
  'open_cases()': 'a trigger that gives each new report its case; no process may make one by itself',
  'reports_follow_case()':
    'a trigger: the reports of a paused, closed or withdrawn case rest, also those that whoever works on it does not reach',
  'case_follows_report()': 'a trigger: the case of a report that was taken back with its file rests too',
  'move_report()': 'a trigger: links a report to another case and counts reports',
  'hide_contacts()': 'a trigger: hides contacts while extortion waits for its review (R13)',
  'expire_cases()': 'cases that are over, of the organisation that the worker works for: it learns how many',
  'is_frozen(uuid)': 'whether something is contested: yes or no, also about a partner’s record (R15)',
  'is_undecided(uuid)': 'the same, of contests that nobody has decided: yes or no',
  'record_is_confirmed(uuid)': 'whether a record is confirmed to a report of whichever organisation: yes or no',
  'follow_contest()': 'a trigger: an upheld contest makes the links that rest on it somebody’s task, and rings (R15)',
  'revoking_is_done()': 'a trigger: whoever revokes a link has done that task',
  'is_special_case(uuid)': 'whether a case is of a special class: yes or no, of the own organisation (R23)',
  'may_leave(uuid)': 'whether two people let such a case go to partners: yes or no, of the own organisation',
  'is_special(uuid)': 'the same of a report, by its case: yes or no',
  'report_may_leave(uuid)': 'the same of a report, by its case: yes or no, and all that a worker learns of classes',
  'follow_class()':
    'a trigger: what is said of a class takes away at once what may not leave any more, and marks what is due',
  'flag_filings(bytea[])':
    'a family files, and the reports that came with it from one network are marked; it learns nothing',
  'end_own_consents(text[],text)': 'a family ends its own answers; triggers ask what other relatives allow',
  'withhold_own_report()':
    'what nobody of the family’s report allows any more rests; it learns nothing of what was found',
  'others_report_too()': 'whether another relative reports the same person: yes or no, before a key is destroyed',
  'empty_own_reveals()': 'whoever removes himself empties what was noted of those who were shown his name',
  'own_standing()': 'what the person of a receipt allows, and by which kinds of ways he is reached',
  'own_case()': 'called by those below; no process may call it',
  'family_moves_case(cases,text,text,text)': 'called by those below; no process may call it',
  'settle_family_pause(cases)': 'called by those below; no process may call it',
  'family_pauses(boolean)': 'a family pauses or goes on: its case follows',
  'pause_follows_case()': 'a trigger: what families asked for ends, or is done, with a step of staff',
  'family_leaves_case()': 'whoever removed himself was the last one: the case is withdrawn',
  'family_asks_to_reopen()': 'a task for staff',
  'family_told_more()': 'a task for staff',
  'family_reports_extortion(uuid,text,text,text)': 'holds the case of the family and hides its contacts (R13)',
  'tell_webhooks(uuid,text,uuid[])': 'called by the triggers below; no process may tell anything by itself',
  'tell_of_imports()': 'a trigger: an import is checked, finished, failed or taken back',
  'tell_of_suggestions()': 'a trigger: something waits, for the organisation that runs the service alone',
  'tell_of_cases()': 'a trigger: a case is in another state, for the organisation that runs the service alone',
  'tell_of_models()': 'a trigger: another model is in use, for the organisation that runs the service alone',
  'tell_of_agreements()': 'a trigger: an agreement was ended',
  'tell_of_dates()': 'what ends because its day comes: the sender asks for it and learns nothing by it',
  'notice_of_message()': 'a trigger: a message to a family makes a notice due, which no process can make by itself',
  'end_notice_wishes()': 'a trigger: with consent, person or safety the wish ends, and its address goes',
  'drop_notices()': 'a trigger: what waits for a wish that ended is sent no more',
  'may_be_noticed(uuid)': 'whether somebody may be told now: yes or no, asked by the notifier before it sends',
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
  report_members: 'the row without an account, which it removes when a consent ends while a proposal waits',
  person_names: 'what is compared',
  consents: 'whether it may be compared',
  detention_records: 'what is compared, and what imports make',
  sources: 'the file of an import',
  source_chunks: 'the file of an import',
  quarantined_records: 'ids of records whose file two people have to look at',
  import_match_rates: 'how much of earlier files resembled reports: counts',
  alarms: 'rings for supervisors, and sees no alarm',
  imports: 'how far an import is',
  import_rows: 'what became of each row',
  lists: 'what the columns of a list meant the last time',
  exports: 'who is in it is noted by the worker, when two people agreed',
  export_items: 'ids of who is in an export',
  feeds: 'how far the feed is',
  feed_entries: 'what may leave of a report, which the worker writes',
  list_rows: 'which row speaks for each row of a list',
  match_profiles: 'derived for comparing',
  gone_profiles: 'ids of profiles that were removed',
  snapshot_marks: 'by which a snapshot knows its database again',
  completeness_audits: 'figures about the search itself',
  match_size: 'how many records there are, which the prior follows',
  rematches: 'how far a run over all organisations is',
  matching_models: 'by which numbers it scores',
  model_changes: 'which of them are in use',
  rematch_chunks: 'what of it is due',
  suggestions: 'what comparing finds',
  suggestion_events: 'what comparing finds',
  suggestion_transitions: 'where scoring may move a suggestion: read by a trigger',
};

/** Tables that the sender of webhooks has any right to: where they go, what has to be told, by ids, and how it went (R8). */
export const senderTables: Record<string, string> = {
  webhook_endpoints: 'where it goes',
  webhook_secrets: 'what it is signed with, sealed',
  webhook_messages: 'what has to be told: a type and an id',
  webhook_attempts: 'how it went',
  alarms: 'rings for administrators, and sees no alarm',
};

/** Tables that the notifier has any right to: where, sealed, and when somebody wants to be told, and that he is to be (R8). */
export const notifierTables: Record<string, string> = {
  notice_wishes: 'where, sealed, and when; not of which report or person',
  notices: 'that somebody is to be told, and how it went',
};

/** What no role of a process may do to a table, whatever a migration says. */
export const neverGranted = ['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'];

const whoActed =
  'an account: who did it, written from the session; an administrator of the whole service belongs to another organisation';
const besideItsParent = 'row-level security lets the row in only beside a parent that is seen';
const byTheWorker = 'written by the worker, for one organisation at a time';
const oneself = 'one’s own account: row-level security asks';
const together = 'both are made in one transaction';
const ofOneCase = 'both are of one case, which is of one organisation';
const lookedUp = 'looked up in the same report before';

/**
 * Foreign keys between two tables that both name an organisation, without the organisation in the key: "table(columns) -> table".
 * Each is kept inside one organisation by something else, or crosses on purpose.
 */
export const keysWithoutOrganisation: Record<string, string> = {
  'disclosures(case_id, corrects) -> disclosures': ofOneCase,
  'disclosures(case_id, fate_claim_id) -> fate_claims': ofOneCase,
  'fate_claims(case_id, supersedes) -> fate_claims': ofOneCase,
  'source_assessments(source_id) -> sources':
    'on purpose: a partner’s document that stands behind a record in reach is assessed too',
  'alarms(acknowledged_by) -> accounts': whoActed,
  'consents(reporter_id) -> reporters': lookedUp,
  'consents(suppressed_by) -> suppressions': 'looked up by the digest in the same organisation',
  'detention_records(source_id) -> sources': byTheWorker,
  'exports(asked_by) -> accounts': oneself,
  'exports(decided_by) -> accounts': whoActed,
  'family_sessions(receipt_id) -> receipts': 'the family is its receipt',
  'family_filings(receipt_id) -> receipts': together,
  'import_rows(detention_record_id) -> detention_records': byTheWorker,
  'import_rows(import_id) -> imports': byTheWorker,
  'import_rows(report_id) -> reports': byTheWorker,
  'imports(source_id) -> sources': together,
  'invitations(account_id) -> accounts': whoActed,
  'invitations(created_by) -> accounts': whoActed,
  'partner_keys(created_by) -> accounts': whoActed,
  'partner_keys(revoked_by) -> accounts': whoActed,
  'list_rows(detention_record_id) -> detention_records': byTheWorker,
  'list_rows(import_id, row_number) -> import_rows': byTheWorker,
  'list_rows(report_id) -> reports': byTheWorker,
  'passkeys(account_id) -> accounts': oneself,
  'receipts(created_by) -> accounts': oneself,
  'receipts(reporter_id) -> reporters': lookedUp,
  'report_members(account_id) -> accounts': 'looked up in the same organisation before',
  'reporter_contacts(reporter_id) -> reporters': besideItsParent,
  'reporter_identities(reporter_id) -> reporters': besideItsParent,
  'reports(created_by) -> accounts': whoActed,
  'reveals(account_id) -> accounts': oneself,
  'reveals(report_id) -> reports': besideItsParent,
  'reveals(reporter_id) -> reporters': besideItsParent,
  'name_searches(account_id) -> accounts': oneself,
  'role_changes(decided_by) -> accounts': whoActed,
  'role_changes(proposed_by) -> accounts': whoActed,
  'sessions(account_id) -> accounts': whoActed,
  'source_chunks(source_id) -> sources': together,
  'suggestions(decided_by) -> accounts': whoActed,
  'suggestions(detention_record_id) -> detention_records':
    'on purpose: a record of a partner may stand beside a report',
  'suggestions(proposed_by) -> accounts': whoActed,
  'totp_secrets(account_id) -> accounts': oneself,
};

/** Of those: keys of which row-level security does not ask whose the other row is; the service writes ids there that it made or looked up. */
export const keptByTheCode = new Set([
  'alarms(acknowledged_by) -> accounts',
  'consents(reporter_id) -> reporters',
  'consents(suppressed_by) -> suppressions',
  'imports(source_id) -> sources',
  'invitations(account_id) -> accounts',
  'invitations(created_by) -> accounts',
  'partner_keys(created_by) -> accounts',
  'partner_keys(revoked_by) -> accounts',
  'receipts(reporter_id) -> reporters',
  'report_members(account_id) -> accounts',
  'reports(created_by) -> accounts',
  'reveals(report_id) -> reports',
  'source_chunks(source_id) -> sources',
]);
