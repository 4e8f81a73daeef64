import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.js';
import { useSession } from '../api/session.js';
import { useDecide } from '../api/suggestions.js';
import type { Decision, DecisionAction, SuggestionDetail } from '../api/types.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { Icon, type IconName } from '../suggestion/icon.js';
import { type Choice, choicesFor } from './decision-choices.js';
import { DecisionForm } from './decision-form.js';
import { type Draft, draftOf, dropDraft, keepDraft } from './drafts.js';

const icons: Record<Choice['slot'], IconName> = { 1: 'tick', 2: 'cross', 3: 'back' };

/** What can be decided now, the form for it, and what came of it. Stays in reach at the end of the window. */
export function DecisionBar(props: { suggestion: SuggestionDetail; nextAddress: string | null; queue: string }) {
  const { suggestion, nextAddress, queue } = props;
  const { t } = useLanguage();
  const { data: session } = useSession();
  const decide = useDecide(suggestion.id);
  const [draft, setDraft] = useState<Draft>(() => draftOf(suggestion.id));
  const [decided, setDecided] = useState<DecisionAction | null>(null);
  const outcome = useRef<HTMLParagraphElement>(null);
  const bar = useRef<HTMLElement>(null);

  const proposedByMe = suggestion.state === 'proposed' && suggestion.proposed_by === session?.account;
  const choices = decided ? [] : choicesFor(suggestion.state, proposedByMe);
  const chosen = choices.find(({ action }) => action === draft.action) ?? null;

  const change = (next: Draft) => {
    keepDraft(suggestion.id, next);
    setDraft(next);
  };
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    decide.reset();
    change({ ...draft, action: choice.action });
  };
  const close = () => {
    if (!chosen) return;
    change({ ...draft, action: null });
    bar.current?.querySelector<HTMLButtonElement>(`button[data-slot="${chosen.slot}"]`)?.focus();
  };
  const choiceKey = (slot: Choice['slot']) => (event: KeyboardEvent) => {
    if (chosen) return;
    const choice = choices.find((other) => other.slot === slot);
    if (!choice) return;
    event.preventDefault();
    choose(choice);
  };
  useKeys({ Digit1: choiceKey(1), Digit2: choiceKey(2), Digit3: choiceKey(3), Escape: close });

  const send = (decision: Omit<Decision, 'seen_revision'>) => {
    if (decide.isPending) return;
    decide.mutate(
      { ...decision, seen_revision: suggestion.revision },
      {
        onSuccess: () => {
          dropDraft(suggestion.id);
          setDecided(decision.action);
        },
      },
    );
  };

  useEffect(() => {
    if (decided) outcome.current?.focus();
  }, [decided]);

  return (
    <section className="decision-bar" aria-labelledby="decision-title" ref={bar}>
      <h2 id="decision-title" className="unseen">
        {t('decision.title')}
      </h2>
      {decide.isError && <ProblemNotice error={decide.error} takeFocus={tellsAboutTheState(decide.error) || !chosen} />}
      {decided && (
        <p className="outcome" tabIndex={-1} ref={outcome}>
          <Icon name="tick" /> {t(`outcome.${decided}`)}
        </p>
      )}
      {proposedByMe && !decided && <p className="hint">{t('decision.own_proposal')}</p>}
      {!decided && choices.length === 0 && <p className="hint">{t('decision.closed')}</p>}
      <div className="choices">
        {choices.map((choice) => (
          <button
            key={choice.slot}
            type="button"
            data-slot={choice.slot}
            aria-keyshortcuts={String(choice.slot)}
            aria-expanded={chosen === choice}
            className={chosen === choice ? 'chosen' : undefined}
            onClick={() => (chosen === choice ? close() : choose(choice))}
          >
            <Icon name={icons[choice.slot]} mirrored={choice.slot === 3} />
            {t(`decision.${choice.action}`)} <KeyHint press={choice.slot} />
          </button>
        ))}
        {(decided || choices.length === 0) && (
          <Link href={nextAddress ?? queue} className="button primary">
            {t(nextAddress ? 'review.next' : 'review.queue')}
          </Link>
        )}
      </div>
      {chosen && (
        <DecisionForm
          key={chosen.action}
          action={chosen.action}
          draft={draft}
          onChange={change}
          onSend={send}
          onClose={close}
          sending={decide.isPending}
        />
      )}
    </section>
  );
}

const tellsAboutTheState = (error: unknown) => error instanceof ApiProblem && error.status === 409;
