import { useContestStep, useContests, useTakeDownContest } from '../api/cases.js';
import { useSession } from '../api/session.js';
import { type CaseView, type Contest, contestClaims, contestIdentities } from '../api/types.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { decides } from '../session/roles.js';
import { Icon, type IconName } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';
import { PersonName } from './person-name.js';

const icons: Record<Contest['state'], IconName> = {
  taken_down: 'clock',
  identity_checked: 'clock',
  upheld: 'tick',
  not_upheld: 'cross',
};

/** "This is me", "this is false" (R15): taken down, the identity checked by one person, decided by another. */
export function Contests({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  return (
    <section className="panel" aria-labelledby="contests-title">
      <h2 id="contests-title">{t('safety.contests')}</h2>
      <p className="hint">{t('safety.contests_what')}</p>
      <ContestList view={view} />
    </section>
  );
}

/** @param recordId contests about this record instead of the case */
export function ContestList({ view, recordId }: { view: CaseView; recordId?: string }) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const contests = useContests(view.id, recordId);
  const items = contests.data?.items ?? [];
  const works = session != null && decides(session.role);
  const none = t(recordId ? 'safety.contests_none_record' : 'safety.contests_none');
  return (
    <div aria-busy={contests.isFetching}>
      <ListState list={contests} empty={items.length === 0 && <p className="muted">{none}</p>} />
      <ul className="plain matters">
        {items.map((contest) => (
          <li key={contest.id}>
            <OneContest view={view} contest={contest} mayAct={works} me={session?.account_id ?? ''} />
          </li>
        ))}
      </ul>
      {works && (
        <Disclosing says={t('safety.contest_add')}>
          {(close) => <ContestForm view={view} recordId={recordId} onClose={close} />}
        </Disclosing>
      )}
    </div>
  );
}

function OneContest(props: { view: CaseView; contest: Contest; mayAct: boolean; me: string }) {
  const { view, contest, mayAct, me } = props;
  const { t } = useLanguage();
  const checkedByMe = contest.identity_checked_by?.id === me;
  return (
    <>
      <p>
        <strong>{t(`contest_claim.${contest.claim}`)}</strong>{' '}
        <span className="state">
          <Icon name={icons[contest.state]} /> {t(`contest_state.${contest.state}`)}
        </span>
      </p>
      <p dir="auto" className="told">
        {contest.told}
      </p>
      <p className="reading">
        <PersonName who={contest.taken_by} /> · <Moment at={contest.taken_at} />
      </p>
      {contest.events
        .filter(({ note, identity }) => note !== null || identity !== null)
        .map((event) => (
          <blockquote key={event.at}>
            {event.identity && <strong>{t(`contest_identity.${event.identity}`)} </strong>}
            {event.note && <bdi dir="auto">{event.note}</bdi>}
            <span className="reading">
              {t(`contest_state.${event.to_state}`)} · <PersonName who={event.by} /> · <Moment at={event.at} />
            </span>
          </blockquote>
        ))}
      {mayAct && contest.state === 'taken_down' && (
        <Disclosing says={t('safety.identity_check')}>
          {(close) => <StepForm view={view} contest={contest} step="check_identity" onClose={close} />}
        </Disclosing>
      )}
      {mayAct && contest.state === 'identity_checked' && checkedByMe && <p className="hint">{t('safety.own_check')}</p>}
      {mayAct && contest.state === 'identity_checked' && !checkedByMe && (
        <div className="choices">
          <Disclosing says={t('safety.uphold')}>
            {(close) => <StepForm view={view} contest={contest} step="uphold" onClose={close} />}
          </Disclosing>
          <Disclosing says={t('safety.refuse')}>
            {(close) => <StepForm view={view} contest={contest} step="refuse" onClose={close} />}
          </Disclosing>
        </div>
      )}
      {mayAct && (contest.state === 'upheld' || contest.state === 'not_upheld') && (
        <Disclosing says={t('safety.reopen')}>
          {(close) => <StepForm view={view} contest={contest} step="reopen" onClose={close} />}
        </Disclosing>
      )}
    </>
  );
}

type Step = 'check_identity' | 'uphold' | 'refuse' | 'reopen';

function StepForm(props: { view: CaseView; contest: Contest; step: Step; onClose: () => void }) {
  const { view, contest, step, onClose } = props;
  const { t } = useLanguage();
  const faults = useFaults();
  const act = useContestStep(view, contest);
  const noteId = `contest-note-${contest.id}`;
  const identityId = `contest-identity-${contest.id}`;
  const submit = (form: HTMLFormElement) => {
    const note = textOf(form, noteId).trim();
    const identity = contestIdentities.find((word) => word === textOf(form, identityId));
    if (note === '') return faults.show([faultAt(noteId, 'safety.missing_note')]);
    faults.clear();
    act.mutate({ step, note, ...(identity && { identity }) }, { onSuccess: onClose });
  };
  return (
    <FormFrame
      work={act}
      faults={faults}
      send={t(step === 'check_identity' ? 'safety.identity_send' : `safety.${step}`)}
      onSubmit={submit}
      onClose={onClose}
    >
      {step === 'check_identity' && (
        <Select
          id={identityId}
          label={t('safety.identity')}
          faults={faults}
          options={contestIdentities.map((word) => ({ value: word, label: t(`contest_identity.${word}`) }))}
        />
      )}
      <TextArea
        id={noteId}
        label={t(step === 'check_identity' ? 'safety.identity_note' : 'safety.decide_note')}
        faults={faults}
        maxLength={4000}
      />
    </FormFrame>
  );
}

function ContestForm(props: { view: CaseView; recordId: string | undefined; onClose: () => void }) {
  const { view, recordId, onClose } = props;
  const { t } = useLanguage();
  const faults = useFaults();
  const take = useTakeDownContest(view, recordId);
  const [claimId, toldId] = ['contest-claim', 'contest-told'].map((id) => (recordId ? `${id}-${recordId}` : id)) as [
    string,
    string,
  ];
  const submit = (form: HTMLFormElement) => {
    const told = textOf(form, toldId).trim();
    const claim = contestClaims.find((word) => word === textOf(form, claimId)) ?? 'this_is_false';
    if (told === '') return faults.show([faultAt(toldId, 'safety.told_missing')]);
    faults.clear();
    take.mutate({ claim, told }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={take} faults={faults} send={t('safety.contest_send')} onSubmit={submit} onClose={onClose}>
      <Select
        id={claimId}
        label={t('safety.contest_claim')}
        faults={faults}
        options={contestClaims.map((word) => ({ value: word, label: t(`contest_claim.${word}`) }))}
      />
      <TextArea id={toldId} label={t('safety.told')} hint={t('notes.no_bank')} faults={faults} maxLength={4000} />
    </FormFrame>
  );
}
