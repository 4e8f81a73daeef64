import { useState } from 'react';
import { useDisclosures } from '../api/disclosures.js';
import type { CaseView } from '../api/types.js';
import { Disclosing } from '../forms/disclosing.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';
import { Documents } from './documents.js';
import { FateClaims } from './fate-claims.js';
import { OneDisclosure } from './one-disclosure.js';
import { PlanForm } from './plan-form.js';
import { useRecipients } from './use-case-people.js';
import { Wishes } from './wishes.js';
import './disclosures.css';

/** What is known of the person's fate, what everybody wishes, and what is told to whom. Nothing on this page sends anything. */
export default function DisclosurePart({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  return (
    <>
      <p className="muted">{t('disclosure.sends_nothing')}</p>
      <Disclosures view={view} />
      <Documents view={view} />
      <div className="case-halves">
        <FateClaims view={view} />
        <Wishes view={view} />
      </div>
    </>
  );
}

function Disclosures({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const list = useDisclosures(view.id);
  const recipients = useRecipients(view);
  const [chosen, setChosen] = useState<string | null>(null);
  const items = list.data?.items ?? [];
  const shown = items.find(({ id }) => id === chosen) ?? items[0];
  return (
    <section className="panel wide" aria-labelledby="disclosures-title" aria-busy={list.isFetching}>
      <h2 id="disclosures-title">{t('disclosure.title')}</h2>
      <ListState list={list} empty={items.length === 0 && <p className="muted">{t('disclosure.none')}</p>} />
      {items.length > 0 && (
        <ul className="plain disclosure-list">
          {items.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                aria-pressed={item.id === shown?.id}
                className={item.id === shown?.id ? 'chosen' : undefined}
                onClick={() => setChosen(item.id)}
              >
                {t(`disclosure_kind.${item.kind}`)} ·{' '}
                {recipients.find(({ id }) => id === item.recipient_id)?.label ?? '–'} ·{' '}
                {t(`disclosure_state.${item.state}`)}
              </button>
              <span className="muted small">
                <Moment at={item.created_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <Disclosing says={t('disclosure.plan_open')}>
        {(close) => (
          <PlanForm
            view={view}
            told={items}
            recipients={recipients}
            onClose={close}
            onPlanned={(id) => {
              setChosen(id);
              close();
            }}
          />
        )}
      </Disclosing>
      {shown && <OneDisclosure key={shown.id} view={view} id={shown.id} recipients={recipients} />}
    </section>
  );
}
