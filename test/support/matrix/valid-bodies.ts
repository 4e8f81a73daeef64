import { randomUUID } from 'node:crypto';
import { aReport } from '../builders.js';
import { mona } from '../family.js';
import type { Target } from './specimens.js';

/**
 * A body that the description allows, for each operation that takes one; ids in it are of the target's things. Sent only with something
 * else that is wrong - a field too many, an id of somebody else - so that it changes nothing.
 */
export const validBodies: Record<string, (target: Target) => Record<string, unknown>> = {
  'POST /v1/reports': () => aReport(),
  'PATCH /v1/reports/:id': () => ({ disappearance: { place: 'Athartest' } }),
  'POST /v1/reports/:id/members': ({ organisation }) => ({
    account_id: organisation.otherCaseworker.id,
    via: 'assigned',
  }),
  'POST /v1/reports/:id/readers': ({ organisation }) => ({
    account_id: organisation.staff.supervisor.id,
    reason: 'Athartest',
  }),
  'POST /v1/reports/:id/break-glass': () => ({ reason: 'Athartest' }),
  'POST /v1/reports/:id/consents': ({ case: { reporterId } }) => ({
    reporter_id: reporterId,
    purpose: 'search',
    granted: true,
    form_version: 'test-1',
    language: 'ar',
  }),
  'POST /v1/reports/:id/consents/:consentId/withdrawal': () => ({ reason: 'asked_by_person' }),
  'POST /v1/reports/:id/receipts': ({ case: { reporterId } }) => ({ reporter_id: reporterId }),
  'POST /v1/reports/:id/messages': ({ case: { reporterId } }) => ({
    reporter_id: reporterId,
    template: 'invitation_to_talk',
  }),
  'POST /v1/reports/:id/reporters': () => mona,
  'PATCH /v1/reports/:id/reporters/:reporterId': () => ({ language: 'en' }),
  'POST /v1/reports/:id/reporters/:reporterId/reveal': () => ({ fields: ['name'], reason: 'Athartest' }),
  'DELETE /v1/reports/:id/reporters/:reporterId': () => ({ reason: 'asked_by_person' }),
  'POST /v1/cases/:id/steps': () => ({ action: 'withdraw', reason: 'Athartest' }),
  'POST /v1/cases/:id/assignment': ({ organisation }) => ({ account_id: organisation.otherCaseworker.id }),
  'POST /v1/cases/:id/reports': ({ case: { reportId } }) => ({ report_id: reportId, reason: 'Athartest' }),
  'DELETE /v1/cases/:id/reports/:reportId': () => ({ reason: 'Athartest' }),
  'POST /v1/cases/:id/notes': () => ({ text: 'Athartest' }),
  'POST /v1/cases/:id/tasks': ({ organisation }) => ({
    title: 'Athartest',
    due_on: '2030-01-01',
    for_account_id: organisation.otherCaseworker.id,
  }),
  'PATCH /v1/cases/:id/tasks/:taskId': () => ({ done: true }),
  'POST /v1/cases/:id/extortion-reports': () => ({ asked_for: 'money', way: 'telephone', told: 'Athartest' }),
  'POST /v1/cases/:id/extortion-reports/:extortionId/reviews': () => ({
    outcome: 'contacts_stay_hidden',
    note: 'Athartest',
  }),
  'POST /v1/extortion-tips/:id/handled': () => ({ note: 'Athartest' }),
  'POST /v1/contests': ({ case: { caseId } }) => ({ case_id: caseId, claim: 'this_is_false', told: 'Athartest' }),
  'POST /v1/contests/:id/identity-check': () => ({ identity: 'cannot_tell', note: 'Athartest' }),
  'POST /v1/contests/:id/decision': () => ({ decision: 'refuse', note: 'Athartest' }),
  'POST /v1/contests/:id/reopening': () => ({ note: 'Athartest' }),
  'POST /v1/sources/:id/assessments': () => ({
    authenticity: 'consistent',
    issuer_kind: 'unknown',
    note: 'Athartest',
  }),
  'POST /v1/cases/:id/fate-claims': ({ case: { suggestionId } }) => ({
    claim: 'released',
    level: 'alleged',
    basis: [{ kind: 'detention_record', id: suggestionId }],
  }),
  'POST /v1/fate-claims/:id/reviews': () => ({ agrees: true }),
  'POST /v1/cases/:id/wishes/recipients': ({ case: { reporterId } }) => ({ reporter_id: reporterId, wish: 'agreed' }),
  'POST /v1/cases/:id/wishes/sought-person': () => ({ wish: 'may_be_told', note: 'Athartest' }),
  'POST /v1/cases/:id/special-classes': () => ({ class: 'defector', applies: false }),
  'POST /v1/cases/:id/exchange-words': () => ({ allowed: false, reason: 'Athartest' }),
  'POST /v1/cases/:id/disclosures': ({ case: { reporterId } }) => ({ kind: 'no_news', recipient_id: reporterId }),
  'PATCH /v1/disclosures/:id': () => ({ note: 'Athartest' }),
  'POST /v1/disclosures/:id/supervision': () => ({ note: 'Athartest' }),
  'POST /v1/disclosures/:id/approval': () => ({ note: 'Athartest' }),
  'POST /v1/disclosures/:id/attempts': () => ({ note: 'Athartest' }),
  'POST /v1/disclosures/:id/steps': () => ({ action: 'drop', reason: 'Athartest' }),
  'POST /v1/exports': ({ organisation }) => ({
    kind: 'detention_records',
    recipient_id: organisation.id,
    format: 'csv',
    reason: 'Athartest',
  }),
  'POST /v1/exports/:id/refusal': () => ({ reason: 'Athartest' }),
  'POST /v1/imports/:id/revert': () => ({ reason: 'Athartest' }),
  'POST /v1/imports/:id/release': () => ({ reason: 'Athartest' }),
  'POST /v1/imports/:id/refusal': () => ({ reason: 'Athartest' }),
  'POST /v1/suggestions/:id/decisions': () => ({ action: 'propose', seen_revision: 1, evidence: 'Athartest' }),
  'POST /v1/name-searches': () => ({ reason: 'Athartest', names: ['Athartest'] }),
  'POST /v1/suggestions/passes': ({ case: { suggestionId } }) => ({ ids: [suggestionId], reason: 'Athartest' }),
  'POST /v1/suggestions/next': () => ({ band: 'strong' }),
  'POST /v1/suggestions/:id/opinions': () => ({ opinion: 'same', seen_revision: 1 }),
  'POST /v1/suggestions/:id/undo': () => ({ seen_revision: 1 }),
  'POST /v1/imports': () => ({
    kind: 'detention_records',
    list: { name: 'Athartest' },
    source: { document_type: 'other', title: 'Athartest' },
    file: { name: 'athartest.csv', bytes: 10 },
  }),
  'PUT /v1/imports/:id/choices': () => ({ format: 'csv' }),
  'PUT /v1/imports/:id/mapping': () => aMapping,
  'POST /v1/imports/:id/mapping/preview': () => aMapping,
  'PATCH /v1/lists/:id': () => ({ name: 'Athartest' }),
  'POST /v1/session': () => ({ account: 'nobody', password: 'nothing at all' }),
  'POST /v1/session/fresh': () => ({ password: 'nothing at all' }),
  'POST /v1/session/passkey': () => ({ passkey: usedPasskey }),
  'POST /v1/invitations/accept/look': () => ({ token: 'nothing' }),
  'POST /v1/invitations/accept/passkey': () => ({ token: 'nothing', passkey: madePasskey }),
  'POST /v1/invitations/accept/password': () => ({ token: 'nothing', password: 'nothing at all here', code: '123456' }),
  'POST /v1/account/passkeys': () => ({ passkey: madePasskey }),
  'POST /v1/account/password': () => ({ password: 'nothing at all here' }),
  'POST /v1/account/totp/confirm': () => ({ code: '123456' }),
  'POST /v1/family/session': () => ({ request_number: '123456', secret: '1234512345123451234512345' }),
  'POST /v1/accounts': () => ({
    login: `new-${randomUUID().slice(0, 8)}`,
    display_name: 'Athartest',
    role: 'caseworker',
  }),
  'PATCH /v1/accounts/:id': () => ({ display_name: 'Athartest' }),
  'POST /v1/accounts/:id/role-changes': () => ({ role: 'supervisor' }),
  'POST /v1/organisations': () => ({ name: `Athartest ${randomUUID()}` }),
  'POST /v1/organisations/:id/agreements': () => ({
    purpose: 'export',
    fields: ['names'],
    valid_from: '2026-01-01',
    valid_until: '2026-12-31',
  }),
  'POST /v1/model-changes': () => ({ hash: '0'.repeat(64), reason: 'Athartest' }),
  'POST /v1/model-changes/rollback': () => ({ reason: 'Athartest' }),
  'POST /v1/rematches': () => ({}),
  'PATCH /v1/rematches/:id': () => ({ state: 'cancelled' }),
  'POST /v1/keys': () => ({
    name: 'Athartest',
    scopes: ['import'],
    expires_at: new Date(Date.now() + 86_400_000).toISOString(),
  }),
  'POST /v1/keys/:id/rotation': () => ({ overlap_days: 1 }),
  'POST /v1/webhooks': () => ({
    name: 'Athartest',
    url: 'https://hooks.athartest.example/',
    event_types: ['import.checked'],
  }),
  'POST /v1/webhooks/:id/rotation': () => ({ overlap_days: 1 }),
};

const aMapping = { kind: 'detention_records', columns: [{ heading: 'full_name', field: 'full_name' }] };

const usedPasskey = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
};
const madePasskey = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
};

/** What nobody may say of himself, of others or of a thing, whatever else he sends. */
export const forbiddenFields: Record<string, unknown> = {
  id: randomUUID(),
  role: 'system_admin',
  organisation_id: randomUUID(),
  account_id: randomUUID(),
  assigned_to: randomUUID(),
  decided_by: randomUUID(),
  proposed_by: randomUUID(),
  created_by: randomUUID(),
  granted_by: randomUUID(),
  state: 'closed',
  revision: 99,
  fate: 'dead',
  scopes: ['overlap'],
};
