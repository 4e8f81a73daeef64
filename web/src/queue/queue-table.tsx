import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { PersonView, SuggestionFilters, SuggestionSummary } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { BandWord } from '../suggestion/band-word.js';
import { AsWritten, DateInterval } from '../suggestion/date-interval.js';
import { reviewAddress } from '../suggestion/filters-in-address.js';
import { Moment } from '../suggestion/moment.js';
import { StateWord } from '../suggestion/state-word.js';
import { lastOpened } from './last-opened.js';

/** Two lines a suggestion, the report above the detention record, so that each column compares two values. */
export function QueueTable({ items, filters }: { items: SuggestionSummary[]; filters: SuggestionFilters }) {
  const { t } = useLanguage();
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const id = lastOpened.take();
    const link = id && table.current?.querySelector<HTMLAnchorElement>(`a[data-id="${CSS.escape(id)}"]`);
    if (!link) return;
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <table className="queue" ref={table}>
      <caption className="unseen">{t('queue.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('queue.band')}</th>
          <th scope="col">{t('queue.side')}</th>
          <th scope="col">{t('queue.name')}</th>
          <th scope="col">{t('queue.birth')}</th>
          <th scope="col">{t('queue.event')}</th>
          <th scope="col">{t('queue.place')}</th>
          <th scope="col">{t('queue.source')}</th>
          <th scope="col">{t('queue.state_updated')}</th>
        </tr>
      </thead>
      {items.map((item) => (
        <QueueItem key={item.id} item={item} filters={filters} />
      ))}
    </table>
  );
}

function QueueItem({ item, filters }: { item: SuggestionSummary; filters: SuggestionFilters }) {
  const { t } = useLanguage();
  const [reportName, recordName] = [`report-name-${item.id}`, `record-name-${item.id}`];
  return (
    <tbody>
      <tr className="report">
        <td rowSpan={2} className="whole">
          <BandWord band={item.band} />
          {item.runner_up_close && <span className="hint">{t('queue.close_second')}</span>}
        </td>
        <th scope="row">{t('side.report')}</th>
        <td className="name">
          <Link
            href={reviewAddress(item.id, filters)}
            className="open"
            data-id={item.id}
            aria-labelledby={`${reportName} ${recordName}`}
            onClick={() => lastOpened.remember(item.id)}
          >
            <Name person={item.report} id={reportName} />
          </Link>
          <OtherName person={item.report} />
        </td>
        <PersonCells person={item.report} />
        <td data-label={t('queue.source')}>
          <span className="muted">{t('queue.family_report')}</span>
        </td>
        <td rowSpan={2} className="whole">
          <StateWord state={item.state} />
          {item.awaits_own_opinion && <span className="hint">{t('queue.awaits_own_opinion')}</span>}
          {item.claim && (
            <span className="hint">
              {item.claim.mine ? (
                t('claim.mine')
              ) : item.claim.by ? (
                <bdi dir="auto">{item.claim.by}</bdi>
              ) : (
                t('claim.somebody')
              )}
            </span>
          )}
          {item.claim?.passed && (
            <span className="reading">
              {t('pass.by')} <bdi dir="auto">{item.claim.passed.by}</bdi>:{' '}
              <bdi dir="auto">{item.claim.passed.reason}</bdi>
            </span>
          )}
          <span className="reading">
            <Moment at={item.updated_at} />
          </span>
        </td>
      </tr>
      <tr className="record">
        <th scope="row">{t('side.record')}</th>
        <td className="name">
          <Name person={item.record} id={recordName} />
          <OtherName person={item.record} />
        </td>
        <PersonCells person={item.record} />
        <td data-label={t('queue.source')}>
          <bdi dir="auto">{item.record.source_title}</bdi>{' '}
          <span className="muted small">{t('queue.row', { number: item.record.row_number })}</span>
        </td>
      </tr>
    </tbody>
  );
}

function Name({ person, id }: { person: PersonView; id: string }) {
  return (
    <bdi dir="auto" id={id}>
      {person.name}
    </bdi>
  );
}

function OtherName({ person }: { person: PersonView }) {
  if (!person.name_other) return null;
  return (
    <span className="reading">
      <bdi dir="auto">{person.name_other}</bdi>
    </span>
  );
}

function PersonCells({ person }: { person: PersonView }) {
  const { t } = useLanguage();
  return (
    <>
      <td data-label={t('queue.birth')}>
        <DateInterval view={person.birth} />
      </td>
      <td data-label={t('queue.event')}>
        <DateInterval view={person.event} />
      </td>
      <td data-label={t('queue.place')}>
        <AsWritten value={person.place} />
      </td>
    </>
  );
}
