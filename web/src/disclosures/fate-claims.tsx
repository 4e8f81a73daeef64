import { useFateClaims, useReviewFate } from '../api/fate-claims.js';
import { useSession } from '../api/session.js';
import type { CaseView, FateClaim } from '../api/types.js';
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
import { FateClaimForm } from './fate-claim-form.js';

/** What people assess became of the person. Claims are added and reviewed, never changed. */
export function FateClaims({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const claims = useFateClaims(view.id);
  const items = claims.data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="fate-title" aria-busy={claims.isFetching}>
      <h2 id="fate-title">{t('fate.title')}</h2>
      <p className="hint">{t('fate.what')}</p>
      <ListState list={claims} empty={items.length === 0 && <p className="muted">{t('fate.none')}</p>} />
      <ul className="plain matters">
        {items.map((claim) => (
          <li key={claim.id} className={claim.superseded ? 'replaced' : undefined}>
            <Claim view={view} claim={claim} />
          </li>
        ))}
      </ul>
      <Disclosing says={t('fate.add')}>
        {(close) => <FateClaimForm view={view} claims={items} onClose={close} />}
      </Disclosing>
    </section>
  );
}

function Claim({ view, claim }: { view: CaseView; claim: FateClaim }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const me = session?.account_id;
  const reviewed = claim.reviews.some(({ reviewer }) => reviewer === me);
  return (
    <>
      <p>
        <strong>{t(`fate_claim.${claim.claim}`)}</strong> · {t('fate.counts_as')}{' '}
        <strong>{t(`fate_level.${claim.effective_level}`)}</strong>
        {claim.level !== claim.effective_level && (
          <span className="muted"> ({t('fate.assessed_as', { level: t(`fate_level.${claim.level}`) })})</span>
        )}
        {claim.superseded && <span className="tag"> {t('fate.replaced')}</span>}
      </p>
      {claim.legal_status !== 'none' && (
        <p className="reading">
          {t('fate.legal_status')}: {t(`legal_status.${claim.legal_status}`)}
        </p>
      )}
      {claim.basis.length > 0 && (
        <ul className="plain basis">
          {claim.basis.map((basis, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the grounds of one claim never change places
            <li key={place}>
              <Icon name={basis.stands ? 'tick' : 'cross'} /> {t(`fate_basis.${basisWord(basis.kind)}`)}
              {!basis.stands && <> · {t('fate.stands_no_more')}</>}
              {basis.of_perpetrators && <> · {t('fate.of_perpetrators')}</>}
              {basis.text && (
                <blockquote>
                  <bdi dir="auto">{basis.text}</bdi>
                </blockquote>
              )}
            </li>
          ))}
        </ul>
      )}
      {claim.note && (
        <p dir="auto" className="told">
          {claim.note}
        </p>
      )}
      <p className="reading">
        <PersonName who={claim.assessed_by} /> · <Moment at={claim.at} />
      </p>
      {claim.reviews.map((review) => (
        <blockquote key={review.reviewer}>
          <Icon name={review.agrees ? 'tick' : 'cross'} /> {t(review.agrees ? 'fate.agrees' : 'fate.disagrees')}{' '}
          {review.note && <bdi dir="auto">{review.note}</bdi>}
          <span className="reading">
            <PersonName who={review.reviewer} /> · <Moment at={review.at} />
          </span>
        </blockquote>
      ))}
      {!claim.superseded && claim.assessed_by !== me && !reviewed && (
        <Disclosing says={t('fate.review')}>
          {(close) => <ReviewForm view={view} claim={claim} onClose={close} />}
        </Disclosing>
      )}
    </>
  );
}

const basisWord = (kind: string) =>
  kind === 'link' || kind === 'detention_record' || kind === 'document' ? kind : 'testimony';

function ReviewForm({ view, claim, onClose }: { view: CaseView; claim: FateClaim; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const review = useReviewFate(view.id, claim.id);
  const [answerId, noteId] = [`fate-answer-${claim.id}`, `fate-note-${claim.id}`];
  const submit = (form: HTMLFormElement) => {
    const answer = textOf(form, answerId);
    const note = textOf(form, noteId).trim();
    if (answer === '') return faults.show([faultAt(answerId, 'fate.answer_missing')]);
    if (answer === 'no' && note === '') return faults.show([faultAt(noteId, 'safety.missing_note')]);
    faults.clear();
    review.mutate({ agrees: answer === 'yes', ...(note && { note }) }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={review} faults={faults} send={t('fate.review_send')} onSubmit={submit} onClose={onClose}>
      <Select
        id={answerId}
        label={t('fate.holds')}
        faults={faults}
        none={t('fate.answer_choose')}
        options={[
          { value: 'yes', label: t('fate.agrees') },
          { value: 'no', label: t('fate.disagrees') },
        ]}
      />
      <TextArea id={noteId} label={t('fate.review_note')} faults={faults} maxLength={4000} />
    </FormFrame>
  );
}
