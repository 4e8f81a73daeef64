import { useState } from 'react';
import { type DisclosureMove, useMoveDisclosure } from '../api/disclosures.js';
import { useSession } from '../api/session.js';
import { type Disclosure, ownerBodies } from '../api/types.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { useLanguage } from '../language/language.js';
import { useFreshGate, type WhenFresh } from '../session/fresh-proof.js';
import { leftBeforeApproval, type Move, movesOf, needsWords } from './moves.js';

/** What can be done with it now, by this person; and when nobody may approve it yet, that this is so. */
export function DisclosureMoves({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const { whenFresh, dialog } = useFreshGate(undefined);
  const [chosen, setChosen] = useState<Move | null>(null);
  if (!session) return null;
  const moves = movesOf(disclosure, session);
  const planned = disclosure.state === 'planned';
  const mine = disclosure.proposed_by === session.account_id;
  return (
    <section aria-labelledby="moves-title">
      <h3 id="moves-title">{t('disclosure.next')}</h3>
      {planned && leftBeforeApproval(disclosure).length > 0 && <p className="hint">{t('disclosure.not_yet')}</p>}
      {planned && leftBeforeApproval(disclosure).length === 0 && !moves.includes('approval') && (
        <p className="hint">{t(mine ? 'disclosure.own_plan' : 'disclosure.waits_for_lead')}</p>
      )}
      <div className="choices">
        {moves.map((move) => (
          <button
            key={move}
            type="button"
            aria-expanded={chosen === move}
            className={chosen === move ? 'chosen' : move === 'approval' ? 'primary' : undefined}
            onClick={() => setChosen(chosen === move ? null : move)}
          >
            {t(`disclosure_move.${move}`)}
          </button>
        ))}
      </div>
      {chosen && (
        <MoveForm
          key={chosen}
          disclosure={disclosure}
          move={chosen}
          whenFresh={whenFresh}
          onClose={() => setChosen(null)}
        />
      )}
      {dialog}
    </section>
  );
}

function MoveForm(props: { disclosure: Disclosure; move: Move; whenFresh: WhenFresh; onClose: () => void }) {
  const { disclosure, move, whenFresh, onClose } = props;
  const { t } = useLanguage();
  const faults = useFaults();
  const act = useMoveDisclosure(disclosure, whenFresh);
  const needed = needsWords(move);
  const submit = (form: HTMLFormElement) => {
    const words = textOf(form, 'move-words').trim();
    if (needed && words === '') return faults.show([faultAt('move-words', 'undo.reason_missing')]);
    faults.clear();
    const body = ownerBodies.find((one) => one === textOf(form, 'move-owner'));
    act.mutate(sentFor(move, words, body && body !== 'operator' ? body : 'other'));
  };
  return (
    <FormFrame
      work={act}
      faults={faults}
      send={t(`disclosure_move.${move}`)}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
    >
      {move === 'transfer' && (
        <Select
          id="move-owner"
          label={t('disclosure.owner')}
          faults={faults}
          options={ownerBodies
            .filter((word) => word !== 'operator')
            .map((word) => ({ value: word, label: t(`owner_body.${word}`) }))}
        />
      )}
      {move === 'attempts' && <p className="what-it-does">{t('disclosure.attempt_does')}</p>}
      {move === 'approval' && <p className="what-it-does">{t('disclosure.approval_does')}</p>}
      <TextArea
        id="move-words"
        label={t(move === 'transfer' ? 'disclosure.transfer_note' : needed ? 'case.reason' : 'decision.confirm_text')}
        faults={faults}
        maxLength={2000}
      />
    </FormFrame>
  );
}

function sentFor(move: Move, words: string, body: 'commission' | 'icrc' | 'other'): DisclosureMove {
  const note = words ? { note: words } : {};
  switch (move) {
    case 'supervision':
    case 'approval':
    case 'attempts':
      return { move, ...note };
    case 'return':
    case 'drop':
    case 'take_up':
      return { move: 'steps', step: { action: move, reason: words } };
    case 'transfer':
      return { move: 'steps', step: { action: move, owner_body: body, note: words } };
    default:
      return { move: 'steps', step: { action: move, ...note } };
  }
}
