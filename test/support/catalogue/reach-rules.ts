import { type Reach, type Someone, verbs } from './reach.js';
import type { Belonging, Table } from './rows.js';

/** Tables that are found before it is known who comes, and those that administrators of the whole service look after. */
const forSystemAdmins = new Set([
  'accounts',
  'agreements',
  'invitations',
  'matching_models',
  'model_changes',
  'organisations',
  'partner_keys',
  'partner_key_secrets',
  'rematches',
  'role_changes',
  'sessions',
]);

/** Where a caseworker who is no member of a case still reaches a row of it, and why. */
const besideTheCase: Record<string, string> = {
  report_members: 'the row that lets him in is asked before the report; breaking the glass adds one',
  reports: 'adds: a report is filed, and its member with it, before either can be seen',
  alarms: 'he is the one whom the alarm is about',
};

/** What the worker sees of other organisations: their ids, whether partners may be compared, and what may be compared with partners. */
const forAnyWorker = new Set(['organisations', 'agreements', 'match_profiles', 'quarantined_records']);

/** Whether a partner's agreement is in force decides whether its record may be shown beside a report: purpose and dates, no text. */
const seesAgreements = ({ settings }: Someone, table: string) =>
  table === 'agreements' && ['caseworker', 'supervisor', 'disclosure_lead'].includes(settings.role ?? '');

/** To whom an export may go: names of organisations with an agreement for it. */
const seesRecipients = ({ settings }: Someone, table: string) =>
  table === 'organisations' && ['supervisor', 'disclosure_lead'].includes(settings.role ?? '');

/** By which numbers pairs are scored, and who put them in use: nobody's secret, and no person of a case stands in it. */
const seesModels = (_: Someone, table: string) => ['matching_models', 'model_changes'].includes(table);

/** Whether somebody has one: public keys, which open nothing. Nobody adds, changes or removes another's. */
const countsPasskeys = ({ settings }: Someone, table: string) =>
  table === 'passkeys' && settings.role === 'system_admin';

/** What families let partners know stands there for the partners of whoever runs the service; nobody else's reports ever get there. */
const followsFeed = ({ settings }: Someone, table: string) =>
  ['feeds', 'feed_entries'].includes(table) && settings.role === 'partner';

/** All that somebody who hands in lists has to do with: the lists, his organisation and himself. */
const forImporters = new Set([
  ...['lists', 'list_rows', 'imports', 'import_rows', 'sources', 'source_chunks', 'detention_records', 'person_names'],
  ...['organisations', 'agreements', 'accounts', 'sessions', 'passkeys', 'totp_secrets', 'invitations'],
  ...['idempotency_keys', 'alarms', 'denied_reads'],
]);

/** All that a family writes of its own report. */
const forFamiliesThatWrite = new Set([
  ...[
    'reports',
    'report_revisions',
    'person_names',
    'reporters',
    'reporter_identities',
    'reporter_contacts',
    'case_keys',
  ],
  ...['consents', 'suppressions', 'receipts', 'family_filings', 'family_messages', 'notice_wishes', 'alarms'],
]);

const ofAmal: Belonging[] = ['case 1', 'case 2', 'amal'];

/** @returns a sentence for whatever somebody reaches and must not; rows of nobody are everybody's */
export function tooMuch(someone: Someone, { name: table }: Table, reach: Reach): string[] {
  return verbs.flatMap((verb) =>
    reach[verb]
      .filter(
        (belongs) =>
          !(
            verb === 'sees' &&
            (isForAnyWorker(someone, table) ||
              seesAgreements(someone, table) ||
              seesRecipients(someone, table) ||
              seesModels(someone, table) ||
              countsPasskeys(someone, table) ||
              followsFeed(someone, table))
          ) && !mayReach(someone, table, belongs),
      )
      .map((belongs) => `${someone.name} ${verb} a row of ${table} that belongs to ${belongs}`),
  );
}

const isForAnyWorker = ({ role }: Someone, table: string) => role === 'athar_worker' && forAnyWorker.has(table);

/** It goes through all organisations, and reaches what is to be told and nothing else. */
const forTheSender = new Set([
  'webhook_endpoints',
  'webhook_secrets',
  'webhook_messages',
  'webhook_attempts',
  'webhook_event_types',
  'alarms',
]);

function mayReach({ name, role, settings }: Someone, table: string, belongs: Belonging): boolean {
  if (role === 'athar_sender') return forTheSender.has(table);
  if (role === 'athar_notifier') return ['notice_wishes', 'notices'].includes(table);
  if (belongs === 'nobody')
    return (
      settings.purpose !== undefined ||
      role === 'athar_worker' ||
      (settings.role === 'system_admin' && forSystemAdmins.has(table))
    );
  // A purpose opens the tables by which somebody is recognised, swept or sealed anew, whosever the rows are.
  if (settings.purpose !== undefined) return !table.startsWith('report') && !table.startsWith('suggestion');
  if (name.startsWith('Bayan')) return belongs === 'bayan';
  if (settings.role === 'system_admin' && forSystemAdmins.has(table)) return true;
  if (!settings.organisation) return false;
  if (!ofAmal.includes(belongs)) return false;
  // Of a report he may hand in what hangs off no case yet; what does is shut to him.
  if (settings.role === 'importer') return belongs === 'amal' && forImporters.has(table);
  // Its report, and itself; nothing of the organisation.
  if (settings.role === 'intake') return belongs === 'case 1' && forFamiliesThatWrite.has(table);
  if (name === 'family of case 1') return belongs !== 'case 2';
  if (name === 'caseworker of case 2') return belongs !== 'case 1' || table in besideTheCase;
  if (name === 'caseworker of case 1') return belongs !== 'case 2' || table in besideTheCase;
  return true;
}
