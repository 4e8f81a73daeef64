import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.js';
import { useSession } from '../api/session.js';
import { useDecide, useGiveOpinion } from '../api/suggestions.js';
import type { Opinion, SuggestionDetail, SuggestionSummary } from '../api/types.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { decides } from '../session/roles.js';
import { Icon, type IconName } from '../suggestion/icon.js';
import { DecidedMeanwhile } from './decided-meanwhile.js';
import { type Choice, choicesFor } from './decision-choices.js';
import { DecisionForm, type Written } from './decision-form.js';
import { type Draft, draftOf, dropDraft, keepDraft } from './drafts.js';
import { FirstReading } from './first-reading.js';
import { HeldBy } from './held-by.js';
import { lastDecision } from './last-decision.js';

const icons: Record<Choice['slot'], IconName> = { 1: 'tick', 2: 'cross', 3: 'pause' };

/** What can be decided now, the form for it, and what came of it. Stays in reach at the end of the window. */
export function DecisionBar(props: {
  suggestion: SuggestionDetail;
  nextAddress: string | null;
  queue: string;
  onDecided: () => void;
}) {
  const { suggestion, nextAddress, queue, onDecided } = props;
  const { t } = useLanguage();
  const { data: session } = useSession();
  const decide = useDecide(suggestion.id);
  const think = useGiveOpinion(suggestion.id);
  const [draft, setDraft] = useState<Draft>(() => draftOf(suggestion.id));
  const [decided, setDecided] = useState(false);
  const bar = useRef<HTMLElement>(null);

  const proposedByMe = suggestion.state === 'proposed' && suggestion.proposed_by === session?.account;
  const mayDecide = session ? decides(session.role) : false;
  const held = suggestion.claim && !suggestion.claim.mine ? suggestion.claim : null;
  const choices = decided || held || !mayDecide ? [] : choicesFor(suggestion);
  const chosen = choices.find(({ step }) => step === draft.step) ?? null;
  const sending = decide.isPending || think.isPending;
  const failed = decide.error ?? think.error;

  const change = (next: Draft) => {
    keepDraft(suggestion.id, next);
    setDraft(next);
  };
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    decide.reset();
    think.reset();
    change({ ...draft, step: choice.step });
  };
  const close = () => {
    if (!chosen) return;
    change({ ...draft, step: null });
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

  const send = ({ step, ...words }: Written) => {
    if (sending) return;
    const seen_revision = suggestion.revision;
    const sent = () => setDraft(dropDraft(suggestion.id));
    if (step.startsWith('think_')) {
      const opinion = step.slice('think_'.length) as Opinion;
      think.mutate({ ...words, opinion, seen_revision }, { onSuccess: sent });
      return;
    }
    const action = step as Exclude<typeof step, `think_${Opinion}`>;
    decide.mutate(
      { ...words, action, seen_revision },
      {
        onSuccess: (summary: SuggestionSummary) => {
          sent();
          const until = summary.undo_until ? Date.parse(summary.undo_until) : 0;
          const made = { suggestionId: suggestion.id, action, revision: summary.revision, until };
          lastDecision.remember(made, [suggestion.report.name, suggestion.record.name]);
          setDecided(true);
          onDecided();
        },
      },
    );
  };

  // The first reader's words have come: they are read before anything else.
  const words = useRef<HTMLElement>(null);
  useEffect(() => {
    if (think.isSuccess) words.current?.focus();
  }, [think.isSuccess]);

  // Nothing waits: the way on is to the queue.
  useEffect(() => {
    if (decided && !nextAddress) bar.current?.querySelector('a')?.focus();
  }, [decided, nextAddress]);

  return (
    <section className="decision-bar" aria-labelledby="decision-title" ref={bar}>
      <h2 id="decision-title" className="unseen">
        {t('decision.title')}
      </h2>
      {failed && (
        <ProblemNotice error={failed} takeFocus={tellsAboutTheState(failed) || !chosen}>
          {tellsAboutTheState(failed) && <DecidedMeanwhile suggestion={suggestion} />}
        </ProblemNotice>
      )}
      {held && <HeldBy claim={held} />}
      {proposedByMe && !decided && <p className="hint">{t('decision.own_proposal')}</p>}
      {suggestion.awaits_own_opinion && !held && mayDecide && <p className="hint">{t('decision.think_first')}</p>}
      {suggestion.state === 'proposed' && suggestion.own_opinion && !decided && (
        <FirstReading suggestion={suggestion} box={words} />
      )}
      {!decided && !held && choices.length === 0 && <p className="hint">{t('decision.closed')}</p>}
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
            <Icon name={icons[choice.slot]} />
            {t(`decision.${choice.step}`)} <KeyHint press={choice.slot} />
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
          key={chosen.step}
          step={chosen.step}
          draft={draft}
          onChange={change}
          onSend={send}
          onClose={close}
          sending={sending}
        />
      )}
    </section>
  );
}

const tellsAboutTheState = (error: unknown) => error instanceof ApiProblem && error.status === 409;
