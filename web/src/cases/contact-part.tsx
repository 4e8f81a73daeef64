import { type ReactNode, useState } from 'react';
import { useReporters, useReveal } from '../api/reports.js';
import type { Reporter, RevealedReporter } from '../api/types.js';
import { ReasonForm } from '../forms/reason-form.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { useFreshGate, type WhenFresh } from '../session/fresh-proof.js';
import { ProofDeclined } from '../session/proof-declined.js';
import { Icon } from '../suggestion/icon.js';
import { countryName, languageName } from './language-name.js';

/** Who reports and how they are reached: masked, until somebody says what it is needed for. Every look is written down. */
export function ContactPart({ reportIds, hidden }: { reportIds: string[]; hidden: boolean }) {
  const { t } = useLanguage();
  const { whenFresh, dialog } = useFreshGate(undefined);
  return (
    <>
      <p className="muted">{t('contact.what')}</p>
      {hidden && (
        <p className="notice error">
          <Icon name="warning" /> {t('contact.hidden')}
        </p>
      )}
      {reportIds.map((id, index) => (
        <ReportersOf key={id} reportId={id} number={index + 1} whenFresh={whenFresh} />
      ))}
      {dialog}
    </>
  );
}

function ReportersOf({ reportId, number, whenFresh }: { reportId: string; number: number; whenFresh: WhenFresh }) {
  const { t } = useLanguage();
  const reporters = useReporters(reportId);
  const items = reporters.data?.items ?? [];
  return (
    <section className="panel" aria-labelledby={`reporters-${reportId}`}>
      <h2 id={`reporters-${reportId}`}>{t('contact.of_report', { number })}</h2>
      <ListState list={reporters} empty={items.length === 0 && <p className="muted">{t('contact.none')}</p>} />
      <ul className="plain reporters">
        {items.map((reporter) => (
          <li key={reporter.id}>
            <OneReporter reportId={reportId} reporter={reporter} whenFresh={whenFresh} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneReporter(props: { reportId: string; reporter: Reporter; whenFresh: WhenFresh }) {
  const { reportId, reporter, whenFresh } = props;
  const words = useLanguage();
  const { t, language } = words;
  const reveal = useReveal(reportId, reporter.id, whenFresh);
  const [asking, setAsking] = useState(false);
  const shown = reveal.data;
  if (reporter.removed_at) return <p className="muted">{t('contact.removed')}</p>;
  const nothing = !reporter.has_name && reporter.contacts.length === 0;
  const close = () => {
    setAsking(false);
    reveal.reset();
  };
  const fields = [
    ...(reporter.has_name ? (['name'] as const) : []),
    ...(reporter.contacts.length > 0 ? (['contacts'] as const) : []),
  ];
  return (
    <>
      <h3>{reporter.relationship ? t(`relationship.${reporter.relationship}`) : t('contact.somebody')}</h3>
      <dl className="answers">
        <Line says={t('contact.name')}>
          {shown?.name ? <bdi dir="auto">{shown.name}</bdi> : <Masked there={reporter.has_name} />}
        </Line>
        <Line says={t('contact.language')}>{reporter.language ? languageName(reporter.language, words) : '–'}</Line>
        <Line says={t('contact.country')}>{reporter.country ? countryName(reporter.country, language) : '–'}</Line>
        {reporter.under_threat && (
          <Line says={t('contact.threat')}>
            <Icon name="warning" /> {t('contact.under_threat')}
          </Line>
        )}
        {(reporter.helper_typed || reporter.paused_at) && (
          <Line says={t('contact.somebody')}>
            {[reporter.helper_typed && t('contact.helper_typed'), reporter.paused_at && t('contact.paused')]
              .filter(Boolean)
              .join(' · ')}
          </Line>
        )}
        {reporter.contacts.map((contact) => (
          <Line key={contact.id} says={t(`contact_kind.${contact.kind}`)}>
            <Way contact={contact} shown={shown?.contacts?.find(({ id }) => id === contact.id)} />
          </Line>
        ))}
      </dl>
      {shown ? (
        <p className="choices">
          <span className="hint">{t('contact.left', { hour: shown.left.hour, day: shown.left.day })}</span>
          <button type="button" onClick={close}>
            {t('contact.mask')}
          </button>
        </p>
      ) : asking ? (
        <ReasonForm
          id={`reveal-${reporter.id}`}
          label={t('contact.reason')}
          send={t('contact.reveal_send')}
          sending={reveal.isPending}
          error={reveal.error instanceof ProofDeclined ? null : reveal.error}
          onSend={(reason) => reveal.mutate({ fields, reason }, { onSuccess: () => setAsking(false) })}
          onClose={close}
        />
      ) : (
        !nothing && (
          <p>
            <button type="button" onClick={() => setAsking(true)}>
              {t('contact.reveal')}
            </button>
          </p>
        )
      )}
    </>
  );
}

function Way(props: {
  contact: Reporter['contacts'][number];
  shown: NonNullable<RevealedReporter['contacts']>[number] | undefined;
}) {
  const { contact, shown } = props;
  const words = useLanguage();
  const { t } = words;
  if (!shown) return <Masked there />;
  const texts = [
    [t('contact.safe_times'), shown.safe_times],
    [t('contact.who_may_answer'), shown.who_may_answer],
    [t('contact.code_word'), shown.code_word],
    [t('contact.instructions'), shown.instructions],
  ] as const;
  return (
    <>
      <bdi dir="auto">{shown.value}</bdi>
      {texts.map(
        ([says, text]) =>
          text && (
            <span key={says} className="reading">
              {says}: <bdi dir="auto">{text}</bdi>
            </span>
          ),
      )}
      {contact.may_leave_message !== null && (
        <span className="reading">{t(contact.may_leave_message ? 'contact.may_leave' : 'contact.may_not_leave')}</span>
      )}
      {contact.preferred_language && (
        <span className="reading">
          {t('contact.language')}: {languageName(contact.preferred_language, words)}
        </span>
      )}
    </>
  );
}

function Masked({ there }: { there: boolean }) {
  const { t } = useLanguage();
  return <span className="muted">{t(there ? 'contact.masked' : 'value.not_recorded')}</span>;
}

function Line({ says, children }: { says: string; children: ReactNode }) {
  return (
    <div>
      <dt>{says}</dt>
      <dd>{children}</dd>
    </div>
  );
}
