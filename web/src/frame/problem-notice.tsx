import { type ReactNode, useEffect, useRef } from 'react';
import { ApiProblem } from '../api/problem.js';
import { type LanguageValue, useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';

/** Codes that have words of their own here; anything else is told by its status. */
const wordsForCode: Record<string, MessageKey> = {
  network: 'problem.network',
  'decision.same_person': 'problem.same_person',
  'suggestion.changed': 'problem.changed',
  'suggestion.wrong_state': 'problem.wrong_state',
  'suggestion.claimed': 'problem.claimed',
  'decision.opinion_first': 'problem.opinion_first',
  'decision.opinion_differs': 'problem.opinion_differs',
  'decision.own_confirmation': 'problem.own_confirmation',
  'decision.nothing_to_undo': 'problem.nothing_to_undo',
  'decision.record_already_confirmed': 'problem.confirmed_twice',
  'decision.report_withheld': 'problem.report_withheld',
  'decision.source_withdrawn': 'problem.source_withdrawn',
  'opinion.given': 'problem.opinion_given',
  'access.csrf': 'problem.session_changed',
  'access.wrong_credentials': 'sign_in.refused',
  'password.too_short': 'password.too_short',
  'password.too_common': 'password.too_common',
  'totp.wrong_code': 'totp.wrong_code',
  'passkey.refused': 'passkey.refused',
  'passkey.last': 'passkey.last',
  'invitation.not_valid': 'invitation.gone_why',
  'file.unreadable': 'problem.file_unreadable',
  'precondition.failed': 'problem.changed_meanwhile',
  'import.wrong_state': 'problem.import_state',
  'import.second_person': 'problem.second_person',
  'import.own': 'problem.own_import',
  'import.quota': 'problem.quota',
  'import.revert_final': 'problem.revert_final',
  'import.refused': 'problem.refused',
  'list.name_taken': 'problem.list_name',
  'list.other_kind': 'problem.list_kind',
  'agreement.missing': 'problem.no_agreement',
  'budget.exhausted': 'problem.budget',
  'reporter.unreadable': 'problem.reporter_unreadable',
  'contacts.hidden': 'problem.contacts_hidden',
  'message.refused': 'problem.message_refused',
  'message.paused': 'problem.message_paused',
  'read.second_person': 'problem.read_second_person',
  'suggestion.not_held': 'problem.not_held',
  'case.wrong_state': 'problem.case_state',
  'case.supervisor_only': 'problem.supervisor_only',
  'case.hold_same_person': 'problem.hold_same_person',
  'case.extortion_unreviewed': 'problem.extortion_unreviewed',
  'case.assigned_to_other': 'problem.assigned_to_other',
  'case.assignee_not_let_in': 'problem.assignee_not_let_in',
  'case.empty': 'problem.case_empty',
  'case.link_taken': 'problem.link_taken',
  'case.has_linked_reports': 'problem.has_linked_reports',
  'contest.wrong_state': 'problem.case_state',
  'contest.open': 'problem.contested',
  'contest.same_person': 'problem.own_second',
  'extortion.same_person': 'problem.own_second',
  'fate_claim.same_person': 'problem.own_second',
  'fate_claim.reviewed': 'problem.fate_reviewed',
  'fate_claim.superseded': 'problem.fate_superseded',
  'fate_claim.basis_missing': 'problem.fate_basis',
  'fate_claim.basis_unknown': 'problem.fate_basis',
  'fate_claim.perpetrators_only': 'problem.perpetrators_only',
  'disclosure.wrong_state': 'problem.case_state',
  'disclosure.same_person': 'problem.own_second',
  'disclosure.guards_unmet': 'problem.guards_unmet',
  'search.too_many': 'problem.search_too_many',
  'search.operator_only': 'problem.operator_only',
};

/** What happened and what to do, in words, for any failed request. */
export function problemWords(error: unknown, t: LanguageValue['t']): string {
  if (!(error instanceof ApiProblem)) return t('problem.unexpected');
  if (error.faults.some(({ code }) => code === 'text.bank_data')) return t('problem.bank_data');
  const known = wordsForCode[error.code];
  if (known) return t(known);
  if (error.code === 'access.too_many_tries') return tryAgainWords(error.retryAfterSeconds ?? 60, t);
  if (error.status === 403) return t('problem.not_allowed');
  if (error.status === 429) return t('problem.too_many');
  if (error.status >= 500) return t('problem.service');
  return error.detail || t('problem.unexpected');
}

/** What is wrong in particular, as the service worded it, as far as no words of ours say it. */
const unsaid = ({ faults }: ApiProblem) => faults.filter(({ code }) => code !== 'text.bank_data');

const tryAgainWords = (seconds: number, t: LanguageValue['t']): string =>
  seconds < 60
    ? t('problem.try_in_seconds', { seconds })
    : t('problem.try_in_minutes', { minutes: Math.ceil(seconds / 60) });

/** A failed request on a screen. With `takeFocus`, for an answer to something the person has just sent. */
export function ProblemNotice(props: {
  error: unknown;
  takeFocus?: boolean;
  retry?: () => void;
  children?: ReactNode;
}) {
  const { error, takeFocus, retry, children } = props;
  const { t, knows } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takeFocus && error) box.current?.focus();
  }, [takeFocus, error]);
  const problem = error instanceof ApiProblem ? error : null;
  // Words for what only administrators are told come with their pages.
  const ofAdministrators = `admin_problem.${problem?.code}`;
  return (
    <div role="alert" className="notice error" ref={box} tabIndex={-1}>
      <p>{knows(ofAdministrators) ? t(ofAdministrators) : problemWords(error, t)}</p>
      {problem && problem.status < 500 && unsaid(problem).length > 0 && (
        <ul>
          {unsaid(problem).map((fault) => (
            <li key={`${fault.pointer} ${fault.code} ${fault.message}`}>{fault.message}</li>
          ))}
        </ul>
      )}
      {children}
      {retry && (
        <button type="button" onClick={retry}>
          {t('problem.again')}
        </button>
      )}
      {problem?.reference && problem.status >= 500 && (
        <p className="muted small">
          {t('problem.reference')} <bdi dir="ltr">{problem.reference}</bdi>
        </p>
      )}
    </div>
  );
}
