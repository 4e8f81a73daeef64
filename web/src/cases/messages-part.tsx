import { useState } from 'react';
import { useMessages, useWriteToFamily } from '../api/messages.js';
import { useReporters } from '../api/reports.js';
import { type FamilyMessage, familyTemplates, type Reporter } from '../api/types.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ListEnd } from '../frame/list-end.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { Icon } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';
import { PersonName } from './person-name.js';

/** Templates to which something of one's own is added. */
const withText = ['question', 'please_complete'];

/** What staff and the people of each report write to each other, which these read inside their own pages. */
export default function MessagesPart({ reportIds, held }: { reportIds: string[]; held: boolean }) {
  const { t } = useLanguage();
  return (
    <>
      <p className="muted">{t('messages.what')}</p>
      {held && (
        <p className="notice error">
          <Icon name="warning" /> {t('messages.held')}
        </p>
      )}
      {reportIds.map((id, index) => (
        <MessagesOf key={id} reportId={id} number={index + 1} held={held} />
      ))}
    </>
  );
}

function MessagesOf({ reportId, number, held }: { reportId: string; number: number; held: boolean }) {
  const { t } = useLanguage();
  const messages = useMessages(reportId);
  const reporters = useReporters(reportId);
  const people = (reporters.data?.items ?? []).filter(({ removed_at }) => removed_at === null);
  const items = messages.items ?? [];
  const title = `messages-${reportId}`;
  return (
    <section className="panel" aria-labelledby={title} aria-busy={messages.isFetching}>
      <h2 id={title}>{t('messages.of_report', { number })}</h2>
      {!held && people.length > 0 && <WriteForm reportId={reportId} people={people} />}
      <ListState list={messages} empty={items.length === 0 && <p className="muted">{t('messages.none')}</p>} />
      <ol className="plain notes">
        {items.map((message) => (
          <OneMessage key={message.id} message={message} />
        ))}
      </ol>
      {items.length > 0 && (
        <ListEnd
          shown={t('messages.shown', { count: items.length })}
          hasMore={messages.hasNextPage}
          showMore={() => void messages.fetchNextPage()}
        />
      )}
    </section>
  );
}

function WriteForm({ reportId, people }: { reportId: string; people: Reporter[] }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const write = useWriteToFamily(reportId);
  const [template, setTemplate] = useState<string>(familyTemplates[0]);
  const [to, text] = [`message-to-${reportId}`, `message-text-${reportId}`];
  const submit = (form: HTMLFormElement) => {
    const chosen = familyTemplates.find((one) => one === template);
    const added = withText.includes(template) ? textOf(form, text).trim() : '';
    if (!chosen) return;
    if (chosen === 'question' && added === '') return faults.show([faultAt(text, 'messages.text_missing')]);
    faults.clear();
    const body = { reporter_id: textOf(form, to), template: chosen, ...(added && { text: added }) };
    write.mutate(body, {
      onSuccess: () => {
        form.reset();
        setTemplate(familyTemplates[0]);
      },
    });
  };
  return (
    <FormFrame work={write} faults={faults} send={t('messages.send')} onSubmit={submit}>
      <Select
        id={to}
        label={t('messages.to')}
        faults={faults}
        options={people.map(({ id, relationship }) => ({
          value: id,
          label: relationship ? t(`relationship.${relationship}`) : t('contact.somebody'),
        }))}
      />
      <Select
        id={`message-template-${reportId}`}
        label={t('messages.template')}
        hint={t('messages.template_hint')}
        faults={faults}
        options={familyTemplates.map((one) => ({ value: one, label: t(`message_template.${one}`) }))}
        onChoose={setTemplate}
      />
      {withText.includes(template) && (
        <TextArea
          id={text}
          label={t('messages.text')}
          hint={t('messages.text_hint')}
          faults={faults}
          maxLength={1000}
        />
      )}
    </FormFrame>
  );
}

function OneMessage({ message }: { message: FamilyMessage }) {
  const { t } = useLanguage();
  const ours = message.direction === 'to_family';
  return (
    <li>
      <strong>
        {ours && message.template ? t(`message_template.${message.template}`) : t('messages.from_family')}
      </strong>
      {message.text !== null && (
        <p dir="auto" className="told">
          {message.text}
        </p>
      )}
      {message.shown !== null && (
        <details>
          <summary>{t('messages.as_read')}</summary>
          <p dir="auto" className="told">
            {message.shown}
          </p>
        </details>
      )}
      <span className="reading">
        {ours && (
          <>
            <PersonName who={message.written_by} /> ·{' '}
          </>
        )}
        <Moment at={message.written_at} />
        {message.check_code !== null && (
          <>
            {' '}
            · {t('messages.check_code')} <bdi dir="ltr">{message.check_code}</bdi>
          </>
        )}
      </span>
    </li>
  );
}
