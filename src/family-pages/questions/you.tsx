import type { NoticeWishBody } from '../../family-messages/notice-wish.js';
import type { ContactBody } from '../../reporters/reporter-body.js';
import { countryOf, timeZoneChoices } from '../countries.js';
import type { Answers } from '../drafts.js';
import { Choices, Line, Select } from '../fields.js';
import type { Here } from '../page.js';
import { FormReader, longest } from './form-reader.js';
import type { FaultKeys, Question } from './question.js';

const ways = ['code', 'phone', 'sms', 'email', 'organisation'] as const;
type Way = (typeof ways)[number];
const kinds = { phone: 'phone', sms: 'phone', email: 'email', organisation: 'other' } as const;
const yesNo = ['yes', 'no'] as const;
const hours = Array.from({ length: 25 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

interface Reached {
  way: Way | undefined;
  value: string | undefined;
  /** Where a notice goes that there is something to read: a number or an e-mail address. */
  notice: { channel: 'email' | 'sms'; address: string } | undefined;
  zone: string | undefined;
  from: number | undefined;
  to: number | undefined;
  whoMay: string | undefined;
  whoNot: string | undefined;
  shared: 'yes' | 'no' | undefined;
}

/** A number as a gateway takes it, from one typed with spaces, brackets, "00" or digits of other scripts; null for what is none. */
function numberOf(typed: string): string | null {
  const plain = typed
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[\s()./-]|[\u200e\u200f]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9][0-9]{7,14}$/.test(plain) ? plain : null;
}

const emailOf = (typed: string): string | null => (/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(typed) ? typed : null);

function reached(form: FormReader): Reached {
  const way = form.choice('way', ways);
  const value = form.line('value', longest.contact);
  if (!way) form.fault('way', 'fault.answer_missing');
  else if (way === 'code' && value) form.fault('value', 'fault.contact_unused');
  else if (way !== 'code' && !value) form.fault('value', 'fault.contact_missing');
  else if ((way === 'phone' || way === 'sms') && !numberOf(value ?? '')) form.fault('value', 'fault.phone');
  else if (way === 'email' && !emailOf(value ?? '')) form.fault('value', 'fault.email');
  const hour = (field: string) => (hours[form.number(field) ?? -1] ? (form.number(field) ?? undefined) : undefined);
  const [from, to] = [hour('from_hour'), hour('to_hour')];
  const zone = countryOf(form.line('zone', longest.short) ?? '')?.zone;
  if ((from === undefined) !== (to === undefined) || (from !== undefined && to !== undefined && from >= to))
    form.fault('to_hour', 'fault.hours');
  const notice = readNotice(form);
  if (notice && (from === undefined || !zone)) form.fault(zone ? 'from_hour' : 'zone', 'fault.hours_missing');
  return {
    way,
    value,
    notice,
    zone,
    from,
    to,
    whoMay: form.line('who_may', longest.contact),
    whoNot: form.line('who_not', longest.contact),
    shared: form.choice('shared', yesNo),
  };
}

function readNotice(form: FormReader): Reached['notice'] {
  const typed = form.line('notice', 254);
  if (typed === undefined) return undefined;
  if (typed.includes('@')) {
    const address = emailOf(typed);
    return address ? { channel: 'email', address } : form.fault('notice', 'fault.email');
  }
  const address = numberOf(typed);
  return address ? { channel: 'sms', address } : form.fault('notice', 'fault.phone');
}

const safeTimes = ({ from, to, zone }: Reached) =>
  from === undefined ? undefined : `${hours[from].label}–${hours[to ?? 24].label}${zone ? ` (${zone})` : ''}`;

/**
 * Ways to reach somebody, with everything that was said about them. Who comes back with the code has none, unless there is something to be kept in mind
 * when he is spoken to.
 */
export function contactsOf(answers: Answers, { words: t, language }: Here): ContactBody[] {
  const told = reached(new FormReader(answers));
  const { way, value, whoMay, whoNot, shared } = told;
  const instructions = [
    ...(way === 'sms' ? [t('you.sms')] : []),
    ...(shared ? [`${t('you.shared')} ${t(`check.${shared}`)}`] : []),
    ...(whoNot ? [`${t('you.who_not')} ${whoNot}`] : []),
  ].join('\n');
  if (!way || (way === 'code' && !whoMay && !instructions && safeTimes(told) === undefined)) return [];
  return [
    {
      kind: way === 'code' ? 'other' : kinds[way],
      value: way === 'code' ? t('you.code') : (value ?? ''),
      preferred_language: speaks(language),
      ...(safeTimes(told) && { safe_times: safeTimes(told) }),
      ...(whoMay && { who_may_answer: whoMay }),
      ...(instructions && { instructions }),
      ...(shared === 'yes' && { may_leave_message: false }),
    },
  ];
}

/** Codes of languages as staff know them: both kinds of Kurdish have one of three letters. */
export const speaks = (language: Here['language']): string => language;

/** How somebody wants to be told that there is something to read; null: not at all. */
export function noticeOf(answers: Answers, language: Here['language']): NoticeWishBody | null {
  const { notice, zone, from, to } = reached(new FormReader(answers));
  if (!notice || !zone || from === undefined || to === undefined) return null;
  return { ...notice, language, time_zone: zone, from_hour: from, to_hour: to };
}

/** What else somebody says of himself, for his row among the reporters. */
export function reporterOf(answers: Answers) {
  const form = new FormReader(answers);
  const told = reached(form);
  const country = countryOf(answers.zone ?? '')?.country;
  const inDanger = form.choice('safety', yesNo);
  return {
    name: form.line('name', longest.name),
    ...(country && { country }),
    ...(inDanger && { under_threat: inDanger === 'yes' }),
    filing_mode:
      told.way === undefined || told.way === 'code'
        ? ('pseudonymous' as const)
        : told.way === 'organisation'
          ? ('through_organisation' as const)
          : ('named' as const),
  };
}

export function faultsOfYou(answers: Answers): FaultKeys {
  const form = new FormReader(answers);
  reached(form);
  form.line('name', longest.name);
  return form.faults;
}

/** The ways alone: also asked later, when somebody changes how we reach him. */
export function ContactFields({ here, answers, faults }: Parameters<Question['Fields']>[0]) {
  const { words: t, language } = here;
  const field = (name: string) => ({ name, value: answers[name], fault: faults[name] });
  return (
    <>
      <Choices
        {...field('way')}
        label={t('you.how')}
        choices={ways.map((value) => ({
          value,
          label: t(`you.${value}`),
          hint: value === 'code' ? t('you.code_hint') : undefined,
        }))}
      />
      <Line {...field('value')} label={t('you.value')} hint={t('you.value_hint')} />
      <Line
        {...field('notice')}
        label={t('you.notice')}
        hint={`${t('you.notice_hint')} ${t('you.notice_where')}`}
        dir="ltr"
      />
      <fieldset className="field">
        <legend>{t('you.hours')}</legend>
        <div className="together">
          <Select
            {...field('from_hour')}
            label={t('you.hours_from')}
            none={t('page.choose')}
            options={hours.slice(0, 24)}
          />
          <Select {...field('to_hour')} label={t('you.hours_to')} none={t('page.choose')} options={hours.slice(1)} />
        </div>
      </fieldset>
      <Select {...field('zone')} label={t('you.zone')} none={t('page.choose')} options={timeZoneChoices(language)} />
      <Choices
        {...field('shared')}
        label={t('you.shared')}
        choices={yesNo.map((value) => ({ value, label: t(`check.${value}`) }))}
      />
      <Line {...field('who_may')} label={t('you.who_may')} />
      <Line {...field('who_not')} label={t('you.who_not')} />
    </>
  );
}

/** F12. */
export const you: Question = {
  path: 'you',
  title: 'you.title',
  Fields: (props) => {
    const { here, answers, faults } = props;
    const { words: t } = here;
    return (
      <>
        <Line name="name" label={t('you.name')} hint={t('you.name_hint')} value={answers.name} fault={faults.name} />
        <ContactFields {...props} />
        <Choices
          name="safety"
          label={t('you.safety')}
          value={answers.safety}
          choices={yesNo.map((value) => ({ value, label: t(`check.${value}`) }))}
        />
      </>
    );
  },
  read: (answers) => ({ faults: faultsOfYou(answers), told: {} }),
  answersOf: () => ({}),
  shown(answers, { words: t, language }) {
    const typed = (field: string) => (answers[field]?.trim() ? <bdi dir="auto">{answers[field]}</bdi> : null);
    const yes = (field: string) => {
      const value = yesNo.find((each) => each === answers[field]);
      return value ? t(`check.${value}`) : null;
    };
    const way = ways.find((each) => each === answers.way);
    const [from, to] = [hours[Number(answers.from_hour || -1)], hours[Number(answers.to_hour || -1)]];
    return [
      { what: t('you.name'), answer: typed('name') },
      { what: t('you.how'), answer: way ? t(`you.${way}`) : null },
      { what: t('you.value'), answer: typed('value') },
      { what: t('you.notice'), answer: typed('notice') },
      { what: t('you.hours'), answer: from && to ? <bdi dir="ltr">{`${from.label}–${to.label}`}</bdi> : null },
      {
        what: t('you.zone'),
        answer: timeZoneChoices(language).find(({ value }) => value === answers.zone)?.label ?? null,
      },
      { what: t('you.shared'), answer: yes('shared') },
      { what: t('you.who_may'), answer: typed('who_may') },
      { what: t('you.who_not'), answer: typed('who_not') },
      { what: t('you.safety'), answer: yes('safety') },
    ];
  },
};
