import type { LanguageValue } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';

const labels: Record<string, MessageKey> = {
  caseworker: 'role.caseworker',
  supervisor: 'role.supervisor',
  disclosure_lead: 'role.disclosure_lead',
  auditor: 'role.auditor',
  importer: 'role.importer',
  organisation_admin: 'role.organisation_admin',
  system_admin: 'role.system_admin',
};

/** The role in words; a role this console does not know yet is shown as the service names it. */
export function roleLabel(role: string, t: LanguageValue['t']): string {
  const label = labels[role];
  return label ? t(label) : role;
}
