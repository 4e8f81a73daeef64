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
  'precondition.failed': 'problem.import_changed',
  'import.wrong_state': 'problem.import_state',
  'import.second_person': 'problem.second_person',
  'import.own': 'problem.own_import',
  'import.quota': 'problem.quota',
  'import.revert_final': 'problem.revert_final',
  'import.refused': 'problem.refused',
  'list.name_taken': 'problem.list_name',
  'list.other_kind': 'problem.list_kind',
  'agreement.missing': 'problem.no_agreement',
  'search.too_many': 'problem.search_too_many',
  'search.operator_only': 'problem.operator_only',
};

/** What happened and what to do, in words, for any failed request. */
export function problemWords(error: unknown, t: LanguageValue['t']): string {
  if (!(error instanceof ApiProblem)) return t('problem.unexpected');
  const known = wordsForCode[error.code];
  if (known) return t(known);
  if (error.code === 'access.too_many_tries') return tryAgainWords(error.retryAfterSeconds ?? 60, t);
  if (error.status === 403) return t('problem.not_allowed');
  if (error.status === 429) return t('problem.too_many');
  if (error.status >= 500) return t('problem.service');
  return error.detail || t('problem.unexpected');
}

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
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takeFocus && error) box.current?.focus();
  }, [takeFocus, error]);
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div role="alert" className="notice error" ref={box} tabIndex={-1}>
      <p>{problemWords(error, t)}</p>
      {problem && problem.status < 500 && problem.faults.length > 0 && (
        <ul>
          {problem.faults.map((fault) => (
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
