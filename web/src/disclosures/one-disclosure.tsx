import { useDisclosure } from '../api/disclosures.js';
import type { CaseView, Disclosure } from '../api/types.js';
import { PersonName } from '../cases/person-name.js';
import { ListState } from '../frame/list-state.js';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';
import { DisclosureMoves } from './disclosure-moves.js';
import { Guards } from './guards.js';
import { PlanDetails } from './plan-details.js';
import type { Recipient } from './use-case-people.js';

/** One disclosure: the guards, the plan, what a second person says, attempts, outcome. */
export function OneDisclosure({ view, id, recipients }: { view: CaseView; id: string; recipients: Recipient[] }) {
  const found = useDisclosure(view.id, id);
  return (
    <div className="one-disclosure" aria-busy={found.isFetching}>
      <ListState list={found} />
      {found.data && (
        <>
          <Head disclosure={found.data} recipients={recipients} />
          <div className="case-halves">
            <Guards disclosure={found.data} />
            <div>
              <PlanDetails key={found.data.revision} view={view} disclosure={found.data} recipients={recipients} />
              <DisclosureMoves key={`moves ${found.data.revision}`} disclosure={found.data} />
              <WhatHappened disclosure={found.data} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function Head({ disclosure, recipients }: { disclosure: Disclosure; recipients: Recipient[] }) {
  const { t } = useLanguage();
  const recipient = recipients.find(({ id }) => id === disclosure.recipient_id);
  return (
    <dl className="answers">
      <div>
        <dt>{t('disclosure.what')}</dt>
        <dd>
          {t(`disclosure_kind.${disclosure.kind}`)} · <strong>{t(`disclosure_state.${disclosure.state}`)}</strong>
          {disclosure.owner_body !== 'operator' && <> · {t(`owner_body.${disclosure.owner_body}`)}</>}
        </dd>
      </div>
      <div>
        <dt>{t('disclosure.recipient')}</dt>
        <dd>{recipient?.label ?? '–'}</dd>
      </div>
      <div>
        <dt>{t('disclosure.say_always')}</dt>
        <dd>{t('disclosure.line_free_of_charge')}</dd>
      </div>
      <div>
        <dt>{t('disclosure.proposed_by')}</dt>
        <dd>
          <PersonName who={disclosure.proposed_by} /> · <Moment at={disclosure.proposed_at} />
        </dd>
      </div>
      {disclosure.supervised_by && disclosure.supervised_at && (
        <div>
          <dt>{t('disclosure.supervised_by')}</dt>
          <dd>
            <PersonName who={disclosure.supervised_by} /> · <Moment at={disclosure.supervised_at} />
          </dd>
        </div>
      )}
      {disclosure.approved_by && disclosure.approved_at && (
        <div>
          <dt>{t('disclosure.approved_by')}</dt>
          <dd>
            <PersonName who={disclosure.approved_by} /> · <Moment at={disclosure.approved_at} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function WhatHappened({ disclosure }: { disclosure: Disclosure }) {
  const { t, knows } = useLanguage();
  const newestFirst = [...disclosure.events].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <details>
      <summary>{t('disclosure.history', { count: newestFirst.length })}</summary>
      <ol className="plain matters">
        {newestFirst.map((event) => {
          const key = `disclosure_event.${event.kind}`;
          const texts = [event.reason, event.note].filter((text) => text !== null);
          return (
            <li key={`${event.at} ${event.kind}`}>
              <strong>{knows(key) ? t(key) : event.kind}</strong>
              <span className="reading">
                <PersonName who={event.account_id} /> · <Moment at={event.at} />
              </span>
              {texts.map((text) => (
                <blockquote key={text}>
                  <bdi dir="auto">{text}</bdi>
                </blockquote>
              ))}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
