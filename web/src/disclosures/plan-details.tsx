import type { ReactNode } from 'react';
import { useEditDisclosure } from '../api/disclosures.js';
import { useFateClaims } from '../api/fate-claims.js';
import type { CaseView, Disclosure, DisclosurePatch } from '../api/types.js';
import { languageName } from '../cases/language-name.js';
import { useFaults } from '../forms/faults.js';
import { Field } from '../forms/field.js';
import { FormFrame } from '../forms/form-frame.js';
import { textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { useLanguage } from '../language/language.js';
import { formatIsoDay, formatMoment } from '../language/read-date.js';
import { type Recipient, useConfirmedLinks } from './use-case-people.js';

interface PlanDetailsProps {
  view: CaseView;
  disclosure: Disclosure;
  recipients: Recipient[];
}

/** How it is to be told. Changed as long as it is only planned; whoever changes it proposes it, and somebody else approves. */
export function PlanDetails(props: PlanDetailsProps) {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="plan-title">
      <h3 id="plan-title">{t('disclosure.plan')}</h3>
      {props.disclosure.state === 'planned' ? <PlanEditor {...props} /> : <PlanAsItStands {...props} />}
    </section>
  );
}

const texts = ['trained_person', 'accompanying_person', 'support_referral'] as const;
const days = ['safety_plan_on', 'follow_up_on'] as const;

function PlanEditor({ view, disclosure, recipients }: PlanDetailsProps) {
  const words = useLanguage();
  const { t } = words;
  const faults = useFaults();
  const edit = useEditDisclosure(disclosure);
  const links = useConfirmedLinks(view);
  const claims = useFateClaims(view.id).data?.items.filter(({ superseded }) => !superseded) ?? [];
  const spoken = recipients.find(({ id }) => id === disclosure.recipient_id)?.reporter.language ?? 'ar';
  const languages = [...new Set([spoken, 'ar', 'en', 'ku', 'tr', 'de', disclosure.spoken_language ?? spoken])];
  return (
    <FormFrame
      work={edit}
      faults={faults}
      send={t('disclosure.plan_save')}
      onSubmit={(form) => edit.mutate(patchOf(form))}
      className="step-form plan-fields"
    >
      <Select
        id="channel"
        label={t('disclosure.channel')}
        faults={faults}
        none={t('disclosure.none_chosen')}
        options={(['in_person', 'call'] as const).map((word) => ({
          value: word,
          label: t(`disclosure_channel.${word}`),
        }))}
        defaultValue={disclosure.channel ?? ''}
      />
      <Field
        id="planned_for"
        label={t('disclosure.planned_for')}
        faults={faults}
        latin
        type="datetime-local"
        defaultValue={localMoment(disclosure.planned_for)}
      />
      {texts.map((field) => (
        <Field
          key={field}
          id={field}
          label={t(`disclosure.${field}`)}
          faults={faults}
          maxLength={200}
          defaultValue={disclosure[field] ?? ''}
        />
      ))}
      <Select
        id="spoken_language"
        label={t('disclosure.spoken_language')}
        faults={faults}
        none={t('disclosure.none_chosen')}
        options={languages.map((code) => ({ value: code, label: languageName(code, words) }))}
        defaultValue={disclosure.spoken_language ?? ''}
      />
      {days.map((field) => (
        <Field
          key={field}
          id={field}
          label={t(`disclosure.${field}`)}
          faults={faults}
          latin
          type="date"
          defaultValue={disclosure[field] ?? ''}
        />
      ))}
      <Select
        id="suggestion_id"
        label={t('disclosure.link')}
        faults={faults}
        none={t('disclosure.none_chosen')}
        options={links.map(({ id, record }) => ({ value: id, label: record.name }))}
        defaultValue={disclosure.suggestion_id ?? ''}
      />
      <Select
        id="fate_claim_id"
        label={t('disclosure.claim')}
        faults={faults}
        none={t('disclosure.none_chosen')}
        options={claims.map((claim) => ({
          value: claim.id,
          label: `${t(`fate_claim.${claim.claim}`)} · ${t(`fate_level.${claim.effective_level}`)}`,
        }))}
        defaultValue={disclosure.fate_claim_id ?? ''}
      />
      <fieldset className="checks">
        <legend>{t('disclosure.read_by')}</legend>
        <label className="check">
          <input type="checkbox" name="script_read" defaultChecked={disclosure.checklist.script_read} />
          {t('disclosure.script_read')}
        </label>
        <label className="check">
          <input
            type="checkbox"
            name="what_not_to_say_read"
            defaultChecked={disclosure.checklist.what_not_to_say_read}
          />
          {t('disclosure.what_not_to_say_read')}
        </label>
      </fieldset>
    </FormFrame>
  );
}

/** A moment as a field of the browser wants it: the reader's own time, without seconds. */
function localMoment(instant: string | null): string {
  if (!instant) return '';
  const at = new Date(instant);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Every field of the form; what stands empty is taken away. */
function patchOf(form: HTMLFormElement): DisclosurePatch {
  const said = (field: string) => textOf(form, field).trim() || null;
  const planned = said('planned_for');
  const channel = said('channel');
  return {
    channel: channel === 'in_person' || channel === 'call' ? channel : null,
    planned_for: planned && new Date(planned).toISOString(),
    trained_person: said('trained_person'),
    accompanying_person: said('accompanying_person'),
    support_referral: said('support_referral'),
    spoken_language: said('spoken_language'),
    safety_plan_on: said('safety_plan_on'),
    follow_up_on: said('follow_up_on'),
    suggestion_id: said('suggestion_id'),
    fate_claim_id: said('fate_claim_id'),
    checklist: {
      script_read: said('script_read') !== null,
      what_not_to_say_read: said('what_not_to_say_read') !== null,
    },
  };
}

function PlanAsItStands({ disclosure }: PlanDetailsProps) {
  const words = useLanguage();
  const { t, language } = words;
  return (
    <dl className="answers">
      <Line says={t('disclosure.channel')}>
        {disclosure.channel ? t(`disclosure_channel.${disclosure.channel}`) : '–'}
      </Line>
      <Line says={t('disclosure.planned_for')}>
        {disclosure.planned_for ? formatMoment(disclosure.planned_for, language) : '–'}
      </Line>
      {texts.map((field) => (
        <Line key={field} says={t(`disclosure.${field}`)}>
          <bdi dir="auto">{disclosure[field] ?? '–'}</bdi>
        </Line>
      ))}
      <Line says={t('disclosure.spoken_language')}>
        {disclosure.spoken_language ? languageName(disclosure.spoken_language, words) : '–'}
      </Line>
      {days.map((field) => (
        <Line key={field} says={t(`disclosure.${field}`)}>
          {disclosure[field] ? formatIsoDay(disclosure[field], language) : '–'}
        </Line>
      ))}
    </dl>
  );
}

function Line({ says, children }: { says: string; children: ReactNode }) {
  return (
    <div>
      <dt>{says}</dt>
      <dd>{children}</dd>
    </div>
  );
}
