import { randomUUID } from 'node:crypto';
import { call } from '../staff.js';
import {
  addModelChange,
  askForExport,
  makeAgreement,
  makeKey,
  makeMember,
  makeWebhook,
  proposeRole,
} from './administration.js';
import type { Caller } from './callers.js';
import type { Operation } from './operations.js';
import { type Case, clientFor, makePerson, newSession, type Organisation, type World } from './world.js';

/**
 * What the matrix sends. A new operation is picked up by itself as long as this page knows whose ids stand in its path, and, when it
 * changes something without a body, how the thing that it takes away is made anew for each call.
 *
 * A cell must be cheap and leave the world as it was: what has a JSON body is sent one with a field that nobody knows. The guard answers
 * before the body is looked at, so "400 request.invalid" or "400 request.unknown_field" means that the caller got past it.
 */

/** Whose things are asked for. */
export interface Target {
  organisation: Organisation;
  case: Case;
}

export const targetOf = (organisation: Organisation, index: 0 | 1 = 0): Target => ({
  organisation,
  case: organisation.cases[index],
});

/** The thing that stands at the end of this part of a route. */
export const things: Record<string, (target: Target) => string> = {
  '/v1/reports/:id': ({ case: { reportId } }) => reportId,
  '/v1/reports/:id/reporters/:reporterId': ({ case: { reporterId } }) => reporterId,
  '/v1/reports/:id/receipts/:receiptId': ({ organisation, case: each }) =>
    organisation.families.find(({ of }) => of === each)!.receiptId,
  '/v1/reports/:id/consents/:consentId': ({ case: { consentId } }) => consentId,
  '/v1/reports/:id/members/:accountId': ({ organisation }) => organisation.staff.caseworker.id,
  '/v1/cases/:id': ({ case: { caseId } }) => caseId,
  '/v1/cases/:id/reports/:reportId': ({ case: { reportId } }) => reportId,
  '/v1/cases/:id/tasks/:taskId': ({ case: { taskId } }) => taskId,
  '/v1/cases/:id/extortion-reports/:extortionId': ({ case: { extortionId } }) => extortionId,
  '/v1/extortion-tips/:id': ({ organisation }) => organisation.tipId,
  '/v1/contests/:id': ({ case: { contestId } }) => contestId,
  '/v1/sources/:id': ({ case: { sourceId } }) => sourceId,
  '/v1/fate-claims/:id': ({ case: { claimId } }) => claimId,
  '/v1/disclosures/:id': ({ case: { disclosureId } }) => disclosureId,
  '/v1/accounts/:id': ({ organisation }) => organisation.absent.id,
  '/v1/role-changes/:id': ({ organisation }) => organisation.roleChangeId,
  '/v1/organisations/:id': ({ organisation }) => organisation.id,
  '/v1/organisations/:id/agreements/:agreementId': ({ organisation }) => organisation.agreementId,
  '/v1/model-changes/:id': ({ organisation }) => organisation.modelChangeId,
  '/v1/rematches/:id': ({ organisation }) => organisation.rematchId,
  '/v1/keys/:id': ({ organisation }) => organisation.partners[0].id,
  '/v1/keys/:id/secrets/:secretId': ({ organisation }) => organisation.partners[0].secretId,
  '/v1/webhooks/:id': ({ organisation }) => organisation.webhook.id,
  '/v1/webhooks/:id/messages/:messageId': ({ organisation }) => organisation.webhook.messageId,
  '/v1/sessions/:id': () => randomUUID(),
  '/v1/account/passkeys/:id': ({ organisation }) => organisation.passkeyId,
  '/v1/alarms/:id': ({ organisation }) => organisation.alarmId,
  '/v1/imports/:id': ({ organisation }) => organisation.importId,
  '/v1/exports/:id': ({ organisation }) => organisation.exportId,
  '/v1/lists/:id': ({ organisation }) => organisation.listId,
  '/v1/import-templates/:kind': () => 'detention_records',
  '/v1/import-templates/:kind/:format': () => 'csv',
  '/v1/detention-records/:id': ({ case: { detentionRecordId } }) => detentionRecordId,
  '/v1/suggestions/:id': ({ case: { suggestionId } }) => suggestionId,
};

/** Kinds of things that belong to no organisation: a run over all of them is the system administrators', whose organisation does not matter, and so is the model. */
export const ofNoOrganisation: ReadonlySet<string | undefined> = new Set(['rematch', 'model_change']);

export type Ids = Record<string, string>;

/** @throws Error saying which entry is missing */
export function idsOf({ route }: Operation, target: Target): Ids {
  const ids: Ids = {};
  for (const [prefix, param] of paramsOf(route)) {
    const thing = things[prefix];
    if (!thing) throw new Error(`${prefix}: say in things (test/support/matrix/specimens.ts) which object this is`);
    ids[param] = thing(target);
  }
  return ids;
}

/** Each parameter of a route, and the route as far as it. */
export const paramsOf = (route: string): [prefix: string, param: string][] =>
  [...route.matchAll(/:(\w+)/g)].map((match) => [route.slice(0, match.index + match[0].length), match[1]]);

export interface Sent {
  headers?: Record<string, string>;
  body?: string;
}

interface Specimen {
  /** Does something to the callers themselves: tried when everything else has been, one caller after the other. */
  last?: true;
  /** Makes what this one call takes away. */
  prepare?: (world: World, target: Target, caller: Caller) => Promise<{ ids?: Ids; headers?: Record<string, string> }>;
  send?: Sent;
}

export const specimens: Record<string, Specimen> = {
  // Ends the session that it comes with.
  'DELETE /v1/session': { prepare: async (_world, _target, caller) => ({ headers: await caller.renewed?.() }) },
  // Ends all sessions of whoever asks: somebody who has no others.
  'DELETE /v1/sessions': {
    prepare: async ({ service }, _target, { person, renewed }) => {
      if (!person || !renewed) return {};
      return { headers: await renewed(await makePerson(service, person.organisationId, person.role, randomUUID())) };
    },
  },
  'DELETE /v1/sessions/:id': {
    prepare: async ({ service }, { organisation }) => ({
      ids: { id: (await newSession(service, organisation.staff.caseworker)).id },
    }),
  },
  // These two only hand out something that is good once, or for nobody before its first code.
  'POST /v1/session/passkey/challenge': { prepare: async () => ({}) },
  'POST /v1/account/passkeys/challenge': { prepare: async () => ({}) },
  'POST /v1/account/totp': { prepare: async () => ({}) },
  'DELETE /v1/reports/:id/receipts/:receiptId': {
    prepare: async ({ service }, target) => {
      const client = await clientFor(service, target.organisation.staff.supervisor);
      const { reportId, reporterId } = target.case;
      const issued = await client.post(`/v1/reports/${reportId}/receipts`, { reporter_id: reporterId });
      return { ids: { id: reportId, receiptId: issued.body.id } };
    },
  },
  // It is not locked.
  'POST /v1/reports/:id/receipts/:receiptId/unlock': { prepare: async () => ({}) },
  'DELETE /v1/family/session': {
    prepare: async ({ service }, _target, { family }) => {
      if (!family || family.gone) return {};
      const opened = await call(service.url, 'POST', '/v1/family/session', family.signIn);
      return { headers: { authorization: `Bearer ${opened.body.token}` } };
    },
  },
  'DELETE /v1/reports/:id/members/:accountId': {
    prepare: async ({ service }, { organisation, case: { reportId } }) => {
      const person = await makePerson(service, organisation.id, 'caseworker', randomUUID());
      await makeMember(service.dataSource, reportId, person);
      return { ids: { id: reportId, accountId: person.id } };
    },
  },
  // Of somebody who never comes.
  'DELETE /v1/accounts/:id/sessions': { prepare: async () => ({}) },
  'POST /v1/accounts/:id/invitations': { prepare: async () => ({}) },
  'POST /v1/role-changes/:id/confirmation': { prepare: roleChangeOf(({ organisation }) => organisation.absent.id) },
  'POST /v1/role-changes/:id/refusal': { prepare: roleChangeOf(({ organisation }) => organisation.absent.id) },
  // Only the one who proposed may withdraw.
  'POST /v1/role-changes/:id/withdrawal': {
    prepare: roleChangeOf(({ organisation }, { person }) => person?.id ?? organisation.absent.id),
  },
  // Decided long ago.
  'POST /v1/model-changes/:id/confirmation': { prepare: async () => ({}) },
  'POST /v1/model-changes/:id/refusal': { prepare: async () => ({}) },
  // Only the one who proposed may withdraw.
  'POST /v1/model-changes/:id/withdrawal': {
    prepare: async ({ service }, _target, { person }) => ({
      ids: person ? { id: await addModelChange(service.dataSource, person.id) } : undefined,
    }),
  },
  'DELETE /v1/organisations/:id/agreements/:agreementId': {
    prepare: async ({ service }, { organisation: { id } }) => ({
      ids: { id, agreementId: await makeAgreement(service.dataSource, id, 'export') },
    }),
  },
  'POST /v1/exports/:id/confirmation': {
    prepare: async ({ service }, { organisation }) => ({
      ids: { id: await askForExport(service.dataSource, organisation.id, organisation.absent.id) },
    }),
  },
  // Ends the sessions of all staff of the organisation, with those of the callers.
  'POST /v1/organisations/:id/sessions/revocation': {
    last: true,
    prepare: async (_world, _target, { renewed }) => ({ headers: await renewed?.() }),
  },
  'DELETE /v1/keys/:id': {
    prepare: async ({ service }, { organisation }) => {
      const { id } = await makeKey(service.dataSource, organisation.staff.organisation_admin, 'overlap');
      return { ids: { id } };
    },
  },
  'DELETE /v1/keys/:id/secrets/:secretId': {
    prepare: async ({ service }, { organisation }) => {
      const { id, secretId } = await makeKey(service.dataSource, organisation.staff.organisation_admin, 'overlap');
      return { ids: { id, secretId } };
    },
  },
  'DELETE /v1/webhooks/:id': {
    prepare: async ({ service }, { organisation }) => ({
      ids: { id: (await makeWebhook(service.dataSource, organisation.staff.organisation_admin)).id },
    }),
  },
  // Doing it twice is the same as once, and what is disabled is neither tried nor told again.
  'POST /v1/webhooks/:id/disabling': { prepare: async () => ({}) },
  'POST /v1/webhooks/:id/enabling': { prepare: async () => ({}) },
  'POST /v1/webhooks/:id/test': { prepare: async () => ({}) },
  'POST /v1/webhooks/:id/messages/:messageId/replay': { prepare: async () => ({}) },
  // Refused because it is the last way to sign in.
  'DELETE /v1/account/passkeys/:id': { prepare: async () => ({}) },
  // Doing it twice is the same as once.
  'POST /v1/alarms/:id/acknowledgement': { prepare: async () => ({}) },
  // Taken by the first who comes: the others learn that somebody is at it. Letting go what one has not does nothing.
  'POST /v1/suggestions/:id/claim': { prepare: async () => ({}) },
  'DELETE /v1/suggestions/:id/claim': { prepare: async () => ({}) },
  // It is stored: none of these is possible any more, or not without a reason.
  'POST /v1/imports/:id/run': { prepare: async () => ({}) },
  'POST /v1/imports/:id/cancellation': { prepare: async () => ({}) },
  'DELETE /v1/imports/:id/revert': { prepare: async () => ({}) },
  // A part that does not say where it begins.
  'PATCH /v1/imports/:id/file': {
    send: { headers: { 'content-type': 'application/offset+octet-stream' }, body: 'nobody knows' },
  },
};

function roleChangeOf(proposer: (target: Target, caller: Caller) => string): Specimen['prepare'] {
  return async ({ service }, target, caller) => ({
    ids: { id: await proposeRole(service.dataSource, proposer(target, caller), target.organisation.id) },
  });
}

const unknownField = { headers: { 'content-type': 'application/json' }, body: '{"athartest_nobody_knows":1}' };

/** What goes with a call. @throws Error when nothing is known to send that leaves the world as it was */
export function sentWith({ key, method, described }: Operation): Sent {
  if (method === 'GET' || method === 'HEAD') return {};
  const special = specimens[key];
  const always = { 'idempotency-key': randomUUID(), 'if-match': '"1"' };
  if (special?.send) return { ...special.send, headers: { ...always, ...special.send.headers } };
  const content = described?.requestBody?.content ?? {};
  if (content['application/json'] || content['application/merge-patch+json'])
    return { ...unknownField, headers: { ...always, ...unknownField.headers } };
  if (special?.prepare) return { headers: always };
  throw new Error(
    `${key} changes something and has no body that could be wrong: add it to specimens (test/support/matrix/specimens.ts)`,
  );
}

/** Answers that only somebody gets who came past the guard. */
export const provesReached = new Set([
  '400 request.invalid',
  '400 request.unknown_field',
  '400 upload.offset_missing',
  '409 passkey.last',
  // It waits for a second person: there is no file.
  '409 export.wrong_state',
  '409 model_change.decided',
  // The import is stored, or was changed by whoever tried before.
  '409 import.wrong_state',
  '409 webhook.disabled',
  '412 precondition.failed',
  // Another caller has it.
  '409 suggestion.claimed',
]);
