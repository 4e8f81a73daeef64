import { familyPageRoute } from '../family-languages.js';
import type { Role } from './account.entity.js';
import type { Scope } from './actor.js';
import type { ObjectKind } from './object-checks.js';

export type Caller = 'anyone' | 'family' | { staff: readonly Role[] } | { partner: Scope };

export interface Policy {
  callers: readonly Caller[];
  /** What the route is about: the guard asks whether the caller reaches it before the handler runs. Nested ids go through their parent. */
  object?: { kind: ObjectKind; param: string };
  /** Needs a proof of identity that is at most five minutes old. */
  fresh?: true;
  /** Shows what was told of the sought person: of a case of a special class nobody reads it on his own word alone (R23). The object is a report. */
  readByTwo?: true;
}

const anyone: Policy = { callers: ['anyone'] };
const allRoles: readonly Role[] = [
  'caseworker',
  'supervisor',
  'disclosure_lead',
  'auditor',
  'importer',
  'organisation_admin',
  'system_admin',
];
/** Case staff see people. Administrators and auditors do not. */
const caseRoles: readonly Role[] = ['caseworker', 'supervisor', 'disclosure_lead'];
const caseworkers: readonly Role[] = ['caseworker', 'supervisor'];

/** Whoever holds the receipt of a report; which report, the receipt says. */
const family: Policy = { callers: ['family'] };
const anyStaff: Policy = { callers: [{ staff: allRoles }] };
const caseStaff: Policy = { callers: [{ staff: caseRoles }] };
const staff = (...roles: Role[]): Policy => ({ callers: [{ staff: roles }] });
const fresh = (policy: Policy): Policy => ({ ...policy, fresh: true });
const readByTwo = (policy: Policy): Policy => ({ ...policy, readByTwo: true });
const about = (policy: Policy, kind: ObjectKind, param = 'id'): Policy => ({ ...policy, object: { kind, param } });
const administrators: Policy = staff('organisation_admin', 'system_admin');
const systemAdministrators: Policy = staff('system_admin');
/** Not system administrators: whoever sees the secret of a key can read that partner's rows, and a webhook sends where its maker says. */
const partnersAdministrators: Policy = staff('organisation_admin');

/** Of the organisation that runs the service: row-level security and the services ask. */
const modelKeepers: Policy = staff('supervisor', 'system_admin');

/** Importers hand in lists for their organisation and see what became of them, and nothing else. */
const importers: Policy = { callers: [{ staff: ['importer', ...caseworkers] }, { partner: 'import' }] };
const importReaders: Policy = { callers: [{ staff: ['importer', ...caseRoles] }, { partner: 'read_own' }] };

/** Those who reach every report of their organisation: an export goes over all of them. */
const exporters: Policy = staff('supervisor', 'disclosure_lead');

/**
 * Who may call what. A route without a row here does not start, and the guard refuses it besides.
 * Administrators run the system and see no case content.
 */
export const policies: Readonly<Record<string, Policy>> = {
  'GET /': anyone,
  'GET /family/:file': anyone,
  'GET /:language': anyone,
  'GET /:language/start': anyone,
  'GET /:language/helper': anyone,
  'POST /:language/helper': anyone,
  'GET /:language/need': anyone,
  'GET /:language/help': anyone,
  'GET /:language/leave': anyone,
  'GET /:language/report/check': anyone,
  'POST /:language/report/send': anyone,
  'GET /:language/report/:question': anyone,
  'POST /:language/report/:question': anyone,
  'POST /:language/name-reading': anyone,
  'POST /:language/places': anyone,
  'GET /:language/receipt': anyone,
  'POST /:language/receipt/file': anyone,
  'POST /:language/receipt/kept': anyone,
  'GET /:language/kept': anyone,
  'GET /:language/return': anyone,
  'POST /:language/return': anyone,
  'GET /:language/mine': family,
  'GET /:language/mine/saved': family,
  'GET /:language/mine/asked': family,
  'POST /:language/mine/leave': family,
  'GET /:language/mine/messages': family,
  'GET /:language/mine/messages/sent': family,
  'POST /:language/mine/messages': family,
  'GET /:language/mine/correct/:question': family,
  'POST /:language/mine/correct/:question': family,
  'GET /:language/mine/contact': family,
  'POST /:language/mine/contact': family,
  'GET /:language/mine/consent': family,
  'POST /:language/mine/consent': family,
  'GET /:language/mine/stop': family,
  'POST /:language/mine/pause': family,
  'POST /:language/mine/resume': family,
  'POST /:language/mine/reopen': family,
  'POST /:language/mine/remove': family,
  'GET /:language/removed': anyone,
  // With a session it is told of the own report, without one all the same.
  'GET /:language/money': anyone,
  'POST /:language/money': anyone,
  'GET /:language/money/thanks': anyone,
  'GET /verify': anyone,
  'GET /:language/verify': anyone,
  'POST /:language/verify': anyone,
  'GET /:language/*': anyone,
  'GET /console': anyone,
  'GET /console/*': anyone,
  'GET /openapi.json': anyone,
  'GET /v1/health': anyone,
  'GET /v1/health/ready': anyone,

  'POST /v1/session': anyone,
  'POST /v1/session/passkey/challenge': anyone,
  'POST /v1/session/passkey': anyone,
  'POST /v1/invitations/accept/look': anyone,
  'POST /v1/invitations/accept/passkey': anyone,
  'POST /v1/invitations/accept/password': anyone,
  'GET /v1/session': anyStaff,
  'DELETE /v1/session': anyStaff,
  'POST /v1/session/fresh': anyStaff,
  'GET /v1/sessions': anyStaff,
  'DELETE /v1/sessions': anyStaff,
  'DELETE /v1/sessions/:id': about(anyStaff, 'own_session'),
  'GET /v1/account/passkeys': anyStaff,
  'POST /v1/account/passkeys/challenge': fresh(anyStaff),
  'POST /v1/account/passkeys': fresh(anyStaff),
  'DELETE /v1/account/passkeys/:id': about(fresh(anyStaff), 'own_passkey'),
  'POST /v1/account/password': fresh(anyStaff),
  'POST /v1/account/totp': fresh(anyStaff),
  'POST /v1/account/totp/confirm': fresh(anyStaff),

  'POST /v1/reports': { callers: [{ staff: caseworkers }] },
  'GET /v1/reports': caseStaff,
  'GET /v1/reports/:id': readByTwo(about(caseStaff, 'report')),
  'PATCH /v1/reports/:id': readByTwo(about(staff(...caseworkers), 'report')),
  'GET /v1/reports/:id/revisions': readByTwo(about(caseStaff, 'report')),
  'GET /v1/reports/:id/members': about(caseStaff, 'report'),
  'POST /v1/reports/:id/members': about(staff('supervisor'), 'report'),
  'DELETE /v1/reports/:id/members/:accountId': about(staff('supervisor'), 'report'),
  // Of a report that the caller does not reach: whether it is of his organisation is asked by the foreign key of what is written.
  'POST /v1/reports/:id/break-glass': fresh(staff('caseworker')),
  // Whom he lets in, and that he reads it himself, is asked with it.
  'POST /v1/reports/:id/readers': about(caseStaff, 'report'),

  'GET /v1/reports/:id/case': about(caseStaff, 'report'),
  'GET /v1/cases': caseStaff,
  'GET /v1/cases/:id': about(caseStaff, 'case'),
  'POST /v1/cases/:id/steps': about(staff(...caseworkers), 'case'),
  'POST /v1/cases/:id/assignment': about(staff(...caseworkers), 'case'),
  // That he reaches the report too is asked with it.
  'POST /v1/cases/:id/reports': about(staff(...caseworkers), 'case'),
  'DELETE /v1/cases/:id/reports/:reportId': about(staff(...caseworkers), 'case'),
  'GET /v1/cases/:id/history': about(caseStaff, 'case'),
  'GET /v1/cases/:id/notes': about(caseStaff, 'case'),
  'POST /v1/cases/:id/notes': about(staff(...caseworkers), 'case'),
  'GET /v1/cases/:id/tasks': about(caseStaff, 'case'),
  'POST /v1/cases/:id/tasks': about(staff(...caseworkers), 'case'),
  'PATCH /v1/cases/:id/tasks/:taskId': about(staff(...caseworkers), 'case'),
  'GET /v1/tasks': caseStaff,
  'GET /v1/cases/:id/extortion-reports': about(caseStaff, 'case'),
  'POST /v1/cases/:id/extortion-reports': about(staff(...caseworkers), 'case'),
  'POST /v1/cases/:id/extortion-reports/:extortionId/reviews': about(
    fresh(staff('supervisor', 'disclosure_lead')),
    'case',
  ),
  'GET /v1/extortion-tips': staff('supervisor', 'disclosure_lead'),
  'POST /v1/extortion-tips/:id/handled': about(staff('supervisor', 'disclosure_lead'), 'extortion_tip'),
  'GET /v1/contests': caseStaff,
  // Of what it is about: asked when it is taken down.
  'POST /v1/contests': staff(...caseworkers),
  'GET /v1/contests/:id': about(caseStaff, 'contest'),
  'POST /v1/contests/:id/identity-check': about(staff(...caseworkers), 'contest'),
  'POST /v1/contests/:id/decision': about(staff(...caseworkers), 'contest'),
  'POST /v1/contests/:id/reopening': about(staff(...caseworkers), 'contest'),

  'GET /v1/reports/:id/consents': about(caseStaff, 'report'),
  'POST /v1/reports/:id/consents': about(staff(...caseworkers), 'report'),
  'POST /v1/reports/:id/consents/:consentId/withdrawal': about(staff(...caseworkers), 'report'),
  'POST /v1/reports/:id/receipts': about(fresh(staff(...caseworkers)), 'report'),
  'GET /v1/reports/:id/receipts': about(staff(...caseworkers), 'report'),
  'DELETE /v1/reports/:id/receipts/:receiptId': about(staff(...caseworkers), 'report'),
  'POST /v1/reports/:id/receipts/:receiptId/unlock': about(staff(...caseworkers), 'report'),

  // What a family answers may tell of the sought person.
  'GET /v1/reports/:id/messages': readByTwo(about(staff(...caseworkers), 'report')),
  'POST /v1/reports/:id/messages': about(staff(...caseworkers), 'report'),

  'GET /v1/reports/:id/reporters': about(caseStaff, 'report'),
  'POST /v1/reports/:id/reporters': about(staff(...caseworkers), 'report'),
  'PATCH /v1/reports/:id/reporters/:reporterId': about(staff(...caseworkers), 'report'),
  'POST /v1/reports/:id/reporters/:reporterId/reveal': readByTwo(about(fresh(caseStaff), 'report')),
  'DELETE /v1/reports/:id/reporters/:reporterId': about(fresh(staff('supervisor')), 'report'),

  'POST /v1/family/session': anyone,
  'GET /v1/family/session': family,
  'DELETE /v1/family/session': family,
  'GET /v1/family/report': family,

  'GET /v1/alarms': staff('supervisor', 'auditor', 'organisation_admin'),
  'POST /v1/alarms/:id/acknowledgement': about(staff('supervisor', 'organisation_admin'), 'alarm'),

  'POST /v1/imports': importers,
  'GET /v1/imports': importReaders,
  'GET /v1/imports/:id': about(importReaders, 'import'),
  'HEAD /v1/imports/:id/file': about(importers, 'import'),
  'PATCH /v1/imports/:id/file': about(importers, 'import'),
  'PUT /v1/imports/:id/choices': about(importers, 'import'),
  'PUT /v1/imports/:id/mapping': about(importers, 'import'),
  'POST /v1/imports/:id/mapping/preview': about(importers, 'import'),
  'POST /v1/imports/:id/run': about(importers, 'import'),
  'POST /v1/imports/:id/cancellation': about(importers, 'import'),
  'POST /v1/imports/:id/revert': about(importers, 'import'),
  'DELETE /v1/imports/:id/revert': about(importers, 'import'),
  // Of any organisation: supervisors of the one that runs the service.
  'GET /v1/suspicious-imports': staff('supervisor'),
  'POST /v1/imports/:id/release': about(fresh(staff('supervisor')), 'suspicious_import'),
  'POST /v1/imports/:id/refusal': about(fresh(staff('supervisor')), 'suspicious_import'),
  'GET /v1/imports/:id/rows': about(importReaders, 'import'),
  'GET /v1/imports/:id/errors.csv': about(importReaders, 'import'),
  'GET /v1/imports/:id/annotated': about(importReaders, 'import'),
  'GET /v1/imports/:id/gone': about(importReaders, 'import'),
  'GET /v1/imports/:id/progress': about(importReaders, 'import'),
  'GET /v1/import-templates/:kind/:format': importReaders,
  'GET /v1/lists': importReaders,
  'GET /v1/lists/:id': about(importReaders, 'list'),
  'PATCH /v1/lists/:id': about(importers, 'list'),
  'GET /v1/detention-records/:id': about(importReaders, 'detention_record'),

  'GET /v1/export-recipients': exporters,
  'POST /v1/exports': exporters,
  'GET /v1/exports': exporters,
  'GET /v1/exports/:id': about(exporters, 'export'),
  'POST /v1/exports/:id/confirmation': about(fresh(exporters), 'export'),
  'POST /v1/exports/:id/refusal': about(exporters, 'export'),
  'GET /v1/exports/:id/file': about(fresh(exporters), 'export'),
  'GET /v1/exports/:id/recall': about(exporters, 'export'),
  'GET /v1/feeds/person': { callers: [{ partner: 'read_feed' }] },

  'GET /v1/suggestions': caseStaff,
  'GET /v1/suggestions/:id': about(caseStaff, 'suggestion'),
  'GET /v1/suggestions/facets': caseStaff,
  'POST /v1/suggestions/next': staff(...caseworkers),
  // That he holds each of them is asked with it.
  'POST /v1/suggestions/passes': staff(...caseworkers),
  'POST /v1/suggestions/:id/claim': about(staff(...caseworkers), 'suggestion'),
  'DELETE /v1/suggestions/:id/claim': about(staff(...caseworkers), 'suggestion'),
  'POST /v1/suggestions/:id/opinions': about(staff(...caseworkers), 'suggestion'),
  'POST /v1/suggestions/:id/decisions': about(staff(...caseworkers), 'suggestion'),
  'POST /v1/suggestions/:id/undo': about(staff(...caseworkers), 'suggestion'),

  // Partners and importers have no way to it: what it finds, how many and how fast would tell who is on a list.
  'POST /v1/name-searches': staff(...caseworkers),
  // Not auditors: a reason may name somebody.
  'GET /v1/name-searches': staff('supervisor'),
  'GET /v1/sources/:id/assessments': about(caseStaff, 'source'),
  'POST /v1/sources/:id/assessments': about(caseStaff, 'source'),
  'GET /v1/cases/:id/fate-claims': about(caseStaff, 'case'),
  'POST /v1/cases/:id/fate-claims': about(caseStaff, 'case'),
  'POST /v1/fate-claims/:id/reviews': about(caseStaff, 'fate_claim'),
  'GET /v1/cases/:id/wishes': about(caseStaff, 'case'),
  'POST /v1/cases/:id/wishes/recipients': about(caseStaff, 'case'),
  'POST /v1/cases/:id/wishes/sought-person': about(caseStaff, 'case'),
  'POST /v1/cases/:id/special-classes': about(caseStaff, 'case'),
  'POST /v1/cases/:id/exchange-words': about(caseStaff, 'case'),
  'GET /v1/cases/:id/disclosures': about(caseStaff, 'case'),
  'POST /v1/cases/:id/disclosures': about(caseStaff, 'case'),
  'GET /v1/disclosures/:id': about(caseStaff, 'disclosure'),
  'PATCH /v1/disclosures/:id': about(caseStaff, 'disclosure'),
  'POST /v1/disclosures/:id/supervision': about(staff('supervisor'), 'disclosure'),
  'POST /v1/disclosures/:id/approval': about(fresh(staff('disclosure_lead')), 'disclosure'),
  'POST /v1/disclosures/:id/attempts': about(caseStaff, 'disclosure'),
  'POST /v1/disclosures/:id/steps': about(caseStaff, 'disclosure'),

  'GET /v1/audit': staff('auditor'),
  'GET /v1/audit/chain': staff('auditor'),
  'GET /v1/figures': staff('supervisor'),

  'GET /v1/accounts': administrators,
  'POST /v1/accounts': fresh(administrators),
  'PATCH /v1/accounts/:id': about(fresh(administrators), 'account'),
  'POST /v1/accounts/:id/invitations': about(fresh(administrators), 'account'),
  'DELETE /v1/accounts/:id/sessions': about(fresh(administrators), 'account'),
  'POST /v1/accounts/:id/role-changes': about(fresh(administrators), 'account'),
  'GET /v1/role-changes': administrators,
  'POST /v1/role-changes/:id/confirmation': about(fresh(administrators), 'role_change'),
  'POST /v1/role-changes/:id/refusal': about(fresh(administrators), 'role_change'),
  'POST /v1/role-changes/:id/withdrawal': about(fresh(administrators), 'role_change'),
  'GET /v1/colleagues': caseStaff,
  'GET /v1/own-organisation': staff('importer', ...caseRoles),
  'GET /v1/organisations': administrators,
  'POST /v1/organisations': fresh(systemAdministrators),
  'POST /v1/organisations/:id/agreements': about(fresh(systemAdministrators), 'organisation'),
  'DELETE /v1/organisations/:id/agreements/:agreementId': about(fresh(systemAdministrators), 'organisation'),
  'POST /v1/organisations/:id/sessions/revocation': about(fresh(administrators), 'organisation'),
  'GET /v1/models': modelKeepers,
  'GET /v1/models/in-use': modelKeepers,
  // Over decisions, which administrators do not see.
  'GET /v1/models/in-use/calibration': staff('supervisor'),
  'GET /v1/models/in-use/disagreements': staff('supervisor'),
  'GET /v1/model-changes': modelKeepers,
  // After a dry run over decisions.
  'POST /v1/model-changes': fresh(staff('supervisor')),
  'POST /v1/model-changes/rollback': fresh(modelKeepers),
  'POST /v1/model-changes/:id/confirmation': about(fresh(modelKeepers), 'model_change'),
  'POST /v1/model-changes/:id/refusal': about(fresh(modelKeepers), 'model_change'),
  'POST /v1/model-changes/:id/withdrawal': about(fresh(modelKeepers), 'model_change'),
  'GET /v1/rematches': systemAdministrators,
  'POST /v1/rematches': systemAdministrators,
  'GET /v1/rematches/:id': about(systemAdministrators, 'rematch'),
  'PATCH /v1/rematches/:id': about(systemAdministrators, 'rematch'),
  'GET /v1/keys': administrators,
  'POST /v1/keys': fresh(partnersAdministrators),
  'POST /v1/keys/:id/rotation': about(fresh(partnersAdministrators), 'key'),
  'DELETE /v1/keys/:id/secrets/:secretId': about(fresh(administrators), 'key'),
  'DELETE /v1/keys/:id': about(fresh(administrators), 'key'),
  'GET /v1/webhooks': partnersAdministrators,
  'POST /v1/webhooks': fresh(partnersAdministrators),
  'GET /v1/webhooks/:id': about(partnersAdministrators, 'webhook'),
  'DELETE /v1/webhooks/:id': about(fresh(partnersAdministrators), 'webhook'),
  'POST /v1/webhooks/:id/rotation': about(fresh(partnersAdministrators), 'webhook'),
  'POST /v1/webhooks/:id/disabling': about(partnersAdministrators, 'webhook'),
  'POST /v1/webhooks/:id/enabling': about(fresh(partnersAdministrators), 'webhook'),
  'POST /v1/webhooks/:id/test': about(partnersAdministrators, 'webhook'),
  'GET /v1/webhooks/:id/messages': about(partnersAdministrators, 'webhook'),
  'POST /v1/webhooks/:id/messages/:messageId/replay': about(partnersAdministrators, 'webhook'),
};

/** The policy of a route as Fastify names it (`/v1/reports/:id`). HEAD is answered wherever GET is, and where it has a row of its own. */
export function policyOf(method: string, route: string): Policy | undefined {
  const row = familyPageRoute(route) ?? route;
  return policies[`${method} ${row}`] ?? (method === 'HEAD' ? policies[`GET ${row}`] : undefined);
}

/** Does one of the callers that the row names fit this one? Freshness and the object are asked separately. */
export function mayCall(
  policy: Policy,
  actor: { kind: 'staff'; role: Role } | { kind: 'partner'; scopes: readonly Scope[] } | { kind: 'family' },
): boolean {
  return policy.callers.some((caller) => {
    if (caller === 'anyone') return true;
    if (caller === 'family') return actor.kind === 'family';
    if ('staff' in caller) return actor.kind === 'staff' && caller.staff.includes(actor.role);
    return actor.kind === 'partner' && actor.scopes.includes(caller.partner);
  });
}

/**
 * Served by each process on an address of its own (src/metrics/listener.ts), never by the interface: no session, key or receipt opens it, and no account
 * has a right to it. `watcher`: who shows METRICS_TOKEN; without a token the listener is on the loopback address only. `anyone`: who reaches the address.
 */
export const watchPolicies: Readonly<Record<string, { callers: readonly ('anyone' | 'watcher')[] }>> = {
  'GET /metrics': { callers: ['watcher'] },
  'GET /health': { callers: ['anyone'] },
};
