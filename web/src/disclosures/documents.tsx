import { useAssessSource, useSourceAssessments } from '../api/sources.js';
import { authenticities, type CaseView, issuerKinds } from '../api/types.js';
import { PersonName } from '../cases/person-name.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { Icon } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';
import { type CaseDocument, useCaseDocuments } from './use-case-people.js';

/** The documents of a case: whether each is genuine and whose word it is, as people judged. What it carries follows from that. */
export function Documents({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const documents = useCaseDocuments(view);
  const linked = documents.filter((one) => one.linked);
  const others = documents.filter((one) => !one.linked);
  return (
    <section className="panel wide" aria-labelledby="documents-title">
      <h2 id="documents-title" tabIndex={-1}>
        {t('documents.title')}
      </h2>
      <p className="hint">{t('documents.what')}</p>
      {linked.length === 0 && <p className="muted">{t('documents.none')}</p>}
      <DocumentList view={view} documents={linked} />
      {others.length > 0 && (
        <Disclosing says={t('documents.others')}>{() => <DocumentList view={view} documents={others} />}</Disclosing>
      )}
    </section>
  );
}

function DocumentList({ view, documents }: { view: CaseView; documents: CaseDocument[] }) {
  return (
    <ul className="plain matters">
      {documents.map((document) => (
        <li key={document.id}>
          <OneDocument view={view} document={document} />
        </li>
      ))}
    </ul>
  );
}

function OneDocument({ view, document }: { view: CaseView; document: CaseDocument }) {
  const { t } = useLanguage();
  const found = useSourceAssessments(view.id, document.id);
  const [newest, ...earlier] = found.data?.items ?? [];
  return (
    <>
      <p>
        <bdi dir="auto">{document.title}</bdi>{' '}
        {newest && (
          <strong>
            <Icon name={newest.authenticity === 'consistent' ? 'tick' : 'warning'} />{' '}
            {t(`authenticity.${newest.authenticity}`)}
          </strong>
        )}
      </p>
      <ListState list={found} empty={!newest && <p className="muted">{t('documents.not_assessed')}</p>} />
      {[newest, ...earlier].map(
        (one) =>
          one && (
            <blockquote key={one.id} className={one === newest ? undefined : 'replaced'}>
              {t(`issuer_kind.${one.issuer_kind}`)} · {t(`authenticity.${one.authenticity}`)}:{' '}
              <bdi dir="auto">{one.note}</bdi>
              <span className="reading">
                <PersonName who={one.assessed_by} /> · <Moment at={one.at} />
              </span>
            </blockquote>
          ),
      )}
      <Disclosing says={t(newest ? 'documents.assess_again' : 'documents.assess')}>
        {(close) => <AssessForm view={view} document={document} onClose={close} />}
      </Disclosing>
    </>
  );
}

function AssessForm(props: { view: CaseView; document: CaseDocument; onClose: () => void }) {
  const { view, document, onClose } = props;
  const { t } = useLanguage();
  const faults = useFaults();
  const assess = useAssessSource(view.id, document.id);
  const fields = {
    authenticity: `authenticity-${document.id}`,
    issuer: `issuer-${document.id}`,
    note: `assessed-by-${document.id}`,
  };
  const submit = (form: HTMLFormElement) => {
    const authenticity = authenticities.find((word) => word === textOf(form, fields.authenticity));
    const issuer = issuerKinds.find((word) => word === textOf(form, fields.issuer));
    const note = textOf(form, fields.note).trim();
    const missing = [
      !authenticity && faultAt(fields.authenticity, 'documents.authenticity_missing'),
      !issuer && faultAt(fields.issuer, 'documents.issuer_missing'),
      note === '' && faultAt(fields.note, 'documents.note_missing'),
    ].filter((fault) => fault !== false);
    if (!authenticity || !issuer || missing.length > 0) return faults.show(missing);
    faults.clear();
    assess.mutate({ authenticity, issuer_kind: issuer, note }, { onSuccess: onClose });
  };
  return (
    <FormFrame
      work={assess}
      faults={faults}
      send={t('documents.assess_send')}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
    >
      <Select
        id={fields.authenticity}
        label={t('documents.authenticity')}
        faults={faults}
        none={t('documents.choose')}
        options={authenticities.map((word) => ({ value: word, label: t(`authenticity.${word}`) }))}
      />
      <Select
        id={fields.issuer}
        label={t('documents.issuer')}
        hint={t('documents.issuer_hint')}
        faults={faults}
        none={t('documents.choose')}
        options={issuerKinds.map((word) => ({ value: word, label: t(`issuer_kind.${word}`) }))}
      />
      <TextArea id={fields.note} label={t('documents.note')} faults={faults} maxLength={4000} rows={2} />
    </FormFrame>
  );
}
