import { useWriteWish } from '../api/fate-claims.js';
import type { CaseView, Wishes } from '../api/types.js';
import { PersonName } from '../cases/person-name.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { useLanguage } from '../language/language.js';
import { Icon } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';

/** Of a case of a special class: nothing goes to partners before two people said so, and one of them ends it (R23). */
export function Exchange({ view, exchange }: { view: CaseView; exchange: Wishes['exchange'] }) {
  const { t } = useLanguage();
  if (!exchange.special) return null;
  return (
    <>
      <h3>{t('wishes.exchange')}</h3>
      <p>
        <Icon name={exchange.may_leave ? 'tick' : 'cross'} />{' '}
        {t(exchange.may_leave ? 'wishes.exchange_may' : 'wishes.exchange_may_not')}
      </p>
      <ul className="plain matters">
        {exchange.words.map((word) => (
          <li key={word.id}>
            <strong>{t(word.allowed ? 'wishes.exchange_yes' : 'wishes.exchange_no')}</strong>
            <blockquote>
              <bdi dir="auto">{word.reason}</bdi>
            </blockquote>
            <span className="reading">
              <PersonName who={word.said_by} /> · <Moment at={word.at} />
            </span>
          </li>
        ))}
      </ul>
      <Disclosing says={t('wishes.exchange_add')}>{(close) => <ExchangeForm view={view} onClose={close} />}</Disclosing>
    </>
  );
}

function ExchangeForm({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const write = useWriteWish(view.id);
  const submit = (form: HTMLFormElement) => {
    const reason = textOf(form, 'exchange-reason').trim();
    if (reason === '') return faults.show([faultAt('exchange-reason', 'undo.reason_missing')]);
    faults.clear();
    const allowed = textOf(form, 'exchange-word') === 'yes';
    write.mutate({ about: 'exchange', body: { allowed, reason } }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={write} faults={faults} send={t('wishes.send')} onSubmit={submit} onClose={onClose}>
      <Select
        id="exchange-word"
        label={t('wishes.exchange_says')}
        faults={faults}
        options={[
          { value: 'no', label: t('wishes.exchange_no') },
          { value: 'yes', label: t('wishes.exchange_yes') },
        ]}
      />
      <TextArea id="exchange-reason" label={t('case.reason')} faults={faults} maxLength={1000} rows={2} />
    </FormFrame>
  );
}
