import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { type FieldError, Problem } from '../errors.js';
import type { Disclosure } from './disclosure.entity.js';
import type { DisclosurePatch } from './disclosure-body.js';

/** Columns of the plan by the name of their field. */
const columnsOfFields = {
  recipient_id: 'recipientId',
  suggestion_id: 'suggestionId',
  fate_claim_id: 'fateClaimId',
  channel: 'channel',
  planned_for: 'plannedFor',
  trained_person: 'trainedPerson',
  spoken_language: 'spokenLanguage',
  accompanying_person: 'accompanyingPerson',
  support_referral: 'supportReferral',
  safety_plan_on: 'safetyPlanOn',
  follow_up_on: 'followUpOn',
  checklist: 'checklist',
  note: 'note',
} as const satisfies Record<keyof DisclosurePatch, keyof Disclosure>;
type PlanField = keyof typeof columnsOfFields;
const planFields = Object.keys(columnsOfFields) as PlanField[];
type PlanColumns = Partial<Pick<Disclosure, (typeof columnsOfFields)[PlanField]>>;

/** What was sent, as columns; ticks that were not sent stay as they are. */
export function planColumns(body: DisclosurePatch, before?: Disclosure): PlanColumns {
  const { planned_for: plannedFor, checklist } = body;
  const sent = planFields.filter((field) => body[field] !== undefined);
  return {
    ...Object.fromEntries(sent.map((field) => [columnsOfFields[field], body[field]])),
    ...(plannedFor ? { plannedFor: new Date(plannedFor) } : {}),
    ...(checklist ? { checklist: { ...before?.checklist, ...checklist } } : {}),
  };
}

/** Names of the fields that are no longer what they were. */
export const changedFields = (before: Disclosure, columns: PlanColumns): PlanField[] =>
  planFields.filter((field) => {
    const column = columnsOfFields[field];
    return column in columns && !isDeepStrictEqual(before[column], columns[column]);
  });

/**
 * The recipient, the link and the claim must be of the case: another case's would be told to the wrong family.
 * @throws Problem disclosure.not_of_case
 */
export async function requireOfCase(manager: EntityManager, caseId: string, body: DisclosurePatch): Promise<void> {
  const asked: [field: 'recipient_id' | 'suggestion_id' | 'fate_claim_id', query: string][] = [
    [
      'recipient_id',
      `select 1 from reporters r join case_reports c on c.report_id = r.report_id
       where r.id = $1 and c.case_id = $2 and r.removed_at is null`,
    ],
    [
      'suggestion_id',
      'select 1 from suggestions s join case_reports c on c.report_id = s.report_id where s.id = $1 and c.case_id = $2',
    ],
    ['fate_claim_id', 'select 1 from fate_claims where id = $1 and case_id = $2'],
  ];
  const errors: FieldError[] = [];
  for (const [field, query] of asked) {
    const id = body[field];
    if (!id) continue;
    const found: unknown[] = await manager.query(query, [id, caseId]);
    if (found.length === 0)
      errors.push({ pointer: `/${field}`, code: 'disclosure.not_of_case', message: 'This is not of the case.' });
  }
  if (errors.length > 0) throw new Problem('disclosure.not_of_case', undefined, errors);
}
