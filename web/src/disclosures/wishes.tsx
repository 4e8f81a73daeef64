import { useWishes, useWriteWish } from '../api/fate-claims.js';
import { type CaseView, recipientWishes, soughtWishes, specialClasses } from '../api/types.js';
import { PersonName } from '../cases/person-name.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';
import { Exchange } from './exchange.js';
import { type Recipient, useRecipients } from './use-case-people.js';

interface FormProps {
  view: CaseView;
  recipients: Recipient[];
  onClose: () => void;
}

/** Who may be told, what the found person wants, and whether a supervisor has to look as well. */
export function Wishes({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const wishes = useWishes(view.id);
  const recipients = useRecipients(view);
  const { recipients: said = [], sought_person: sought = [], special_classes: classes = [] } = wishes.data ?? {};
  const label = (id: string) => recipients.find((one) => one.id === id)?.label ?? '–';
  return (
    <section className="panel" aria-labelledby="wishes-title" aria-busy={wishes.isFetching}>
      <h2 id="wishes-title">{t('wishes.title')}</h2>
      <ListState list={wishes} />
      <h3>{t('wishes.recipients')}</h3>
      {said.length === 0 && <p className="muted">{t('wishes.recipients_none')}</p>}
      <ul className="plain matters">
        {said.map((wish) => (
          <li key={wish.id}>
            {label(wish.reporter_id)}: <strong>{t(`recipient_wish.${wish.wish}`)}</strong>
            <Written note={wish.note} by={wish.recorded_by} at={wish.at} />
          </li>
        ))}
      </ul>
      <Disclosing says={t('wishes.recipient_add')}>
        {(close) => <RecipientForm view={view} recipients={recipients} onClose={close} />}
      </Disclosing>
      <h3>{t('wishes.sought')}</h3>
      <p className="hint">{t('wishes.sought_what')}</p>
      {sought.length === 0 && <p className="muted">{t('wishes.sought_none')}</p>}
      <ul className="plain matters">
        {sought.map((wish) => (
          <li key={wish.id}>
            <strong>{t(`sought_wish.${wish.wish}`)}</strong>
            <Written note={wish.note} by={wish.recorded_by} at={wish.at} />
          </li>
        ))}
      </ul>
      <Disclosing says={t('wishes.sought_add')}>
        {(close) => <SoughtForm view={view} recipients={recipients} onClose={close} />}
      </Disclosing>
      <h3>{t('wishes.special')}</h3>
      {classes.length === 0 && <p className="muted">{t('wishes.special_none')}</p>}
      <ul className="plain matters">
        {classes.map((one) => (
          <li key={one.id}>
            {t(`special_class.${one.class}`)}:{' '}
            <strong>{t(one.applies ? 'wishes.applies' : 'wishes.applies_not')}</strong>
            <Written note={one.note} by={one.recorded_by} at={one.at} />
          </li>
        ))}
      </ul>
      <Disclosing says={t('wishes.special_add')}>
        {(close) => <SpecialForm view={view} recipients={recipients} onClose={close} />}
      </Disclosing>
      {wishes.data && <Exchange view={view} exchange={wishes.data.exchange} />}
    </section>
  );
}

function Written({ note, by, at }: { note: string | null; by: string; at: string }) {
  return (
    <>
      {note && (
        <blockquote>
          <bdi dir="auto">{note}</bdi>
        </blockquote>
      )}
      <span className="reading">
        <PersonName who={by} /> · <Moment at={at} />
      </span>
    </>
  );
}

function RecipientForm({ view, recipients, onClose }: FormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const write = useWriteWish(view.id);
  const submit = (form: HTMLFormElement) => {
    const reporter = textOf(form, 'wish-recipient');
    const wish = recipientWishes.find((word) => word === textOf(form, 'wish-word')) ?? 'agreed';
    const saidBy = textOf(form, 'wish-said-by');
    const note = textOf(form, 'wish-note').trim();
    if (reporter === '') return faults.show([faultAt('wish-recipient', 'disclosure.recipient_missing')]);
    faults.clear();
    write.mutate(
      {
        about: 'recipient',
        body: { reporter_id: reporter, wish, ...(saidBy && { said_by: saidBy }), ...(note && { note }) },
      },
      { onSuccess: onClose },
    );
  };
  const people = recipients.map(({ id, label }) => ({ value: id, label }));
  return (
    <FormFrame work={write} faults={faults} send={t('wishes.send')} onSubmit={submit} onClose={onClose}>
      <Select
        id="wish-recipient"
        label={t('disclosure.recipient')}
        faults={faults}
        none={t('disclosure.recipient_choose')}
        options={people}
      />
      <Select
        id="wish-word"
        label={t('wishes.wish')}
        faults={faults}
        options={recipientWishes.map((word) => ({ value: word, label: t(`recipient_wish.${word}`) }))}
      />
      <Select
        id="wish-said-by"
        label={t('wishes.said_by')}
        faults={faults}
        none={t('wishes.said_by_himself')}
        options={people}
      />
      <TextArea id="wish-note" label={t('decision.confirm_text')} faults={faults} maxLength={1000} rows={2} />
    </FormFrame>
  );
}

function SoughtForm({ view, onClose }: FormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const write = useWriteWish(view.id);
  const submit = (form: HTMLFormElement) => {
    const wish = soughtWishes.find((word) => word === textOf(form, 'sought-word'));
    const note = textOf(form, 'sought-note').trim();
    if (!wish || note === '') return faults.show([faultAt('sought-note', 'wishes.sought_note_missing')]);
    faults.clear();
    write.mutate({ about: 'sought_person', body: { wish, note } }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={write} faults={faults} send={t('wishes.send')} onSubmit={submit} onClose={onClose}>
      <Select
        id="sought-word"
        label={t('wishes.wish')}
        faults={faults}
        options={soughtWishes.map((word) => ({ value: word, label: t(`sought_wish.${word}`) }))}
      />
      <TextArea id="sought-note" label={t('wishes.sought_note')} faults={faults} maxLength={2000} />
    </FormFrame>
  );
}

function SpecialForm({ view, onClose }: FormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const write = useWriteWish(view.id);
  const submit = (form: HTMLFormElement) => {
    const which = specialClasses.find((word) => word === textOf(form, 'special-class')) ?? 'child';
    const note = textOf(form, 'special-note').trim();
    write.mutate(
      {
        about: 'special_class',
        body: { class: which, applies: textOf(form, 'special-applies') === 'yes', ...(note && { note }) },
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormFrame work={write} faults={faults} send={t('wishes.send')} onSubmit={submit} onClose={onClose}>
      <Select
        id="special-class"
        label={t('wishes.special_class')}
        faults={faults}
        options={specialClasses.map((word) => ({ value: word, label: t(`special_class.${word}`) }))}
      />
      <Select
        id="special-applies"
        label={t('wishes.special_says')}
        faults={faults}
        options={[
          { value: 'yes', label: t('wishes.applies') },
          { value: 'no', label: t('wishes.applies_not') },
        ]}
      />
      <TextArea id="special-note" label={t('decision.confirm_text')} faults={faults} maxLength={1000} rows={2} />
    </FormFrame>
  );
}
