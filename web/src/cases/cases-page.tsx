import { Link, useSearchParams } from 'wouter';
import { useCases, useOwnTasks } from '../api/cases.js';
import { type CaseSummary, caseStates } from '../api/types.js';
import { EmptyNotice } from '../frame/empty-notice.js';
import { ListEnd } from '../frame/list-end.js';
import { ListState } from '../frame/list-state.js';
import { useArrival } from '../frame/use-arrival.js';
import { KeysHelp } from '../keyboard/keys-help.js';
import { useLanguage } from '../language/language.js';
import { formatIsoDay } from '../language/read-date.js';
import { FilterSelect } from '../queue/filter-select.js';
import { Icon } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';
import { CaseStateWord } from './case-state-word.js';
import { caseAddress } from './parts.js';
import { PersonName } from './person-name.js';
import { TaskTitle } from './task-title.js';
import './cases.css';

const keys = [
  { press: '/', does: 'keys.search' },
  { press: 'G Q C', does: 'keys.go' },
] as const;

/** The cases of who is signed in, or all that he reaches, and beside them what he has to do. */
export default function CasesPage() {
  const { t } = useLanguage();
  const heading = useArrival();
  const [search, setSearch] = useSearchParams();
  const state = caseStates.find((word) => word === search.get('state'));
  const whose = (['every', 'nobody'] as const).find((word) => word === search.get('whose'));
  const amongMany = (['true', 'false'] as const).find((word) => word === search.get('among_many'));
  const list = useCases({
    ...(state && { state }),
    ...(whose !== 'every' && { assigned_to: whose ?? 'me' }),
    ...(amongMany && { intake_flag: amongMany }),
  });
  const items = list.items ?? [];
  const choose = (name: 'state' | 'whose' | 'among_many', value: string) =>
    setSearch((previous) => {
      const next = new URLSearchParams(previous);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <div className="page cases-page">
      <title>{`${t('cases.title')} - Athar`}</title>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {t('cases.title')}
        </h1>
        <form className="case-filters" onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            name="whose"
            label={t('cases.whose')}
            everything={t('cases.assigned_to_me')}
            value={whose}
            options={[
              { value: 'every', label: t('cases.every_case') },
              { value: 'nobody', label: t('cases.nobodys') },
            ]}
            onChoose={choose}
          />
          <FilterSelect
            name="state"
            label={t('cases.state')}
            everything={t('cases.every_state')}
            value={state}
            options={caseStates.map((word) => ({ value: word, label: t(`case_state.${word}`) }))}
            onChoose={choose}
          />
          <FilterSelect
            name="among_many"
            label={t('cases.intake')}
            everything={t('cases.any_intake')}
            value={amongMany}
            options={[
              { value: 'true', label: t('cases.among_many') },
              { value: 'false', label: t('cases.not_among_many') },
            ]}
            onChoose={choose}
          />
        </form>
        <KeysHelp keys={[...keys]} />
      </div>
      <OwnTasks />
      <ListState list={list} />
      <div aria-busy={list.isFetching} className={list.isPlaceholderData ? 'old' : undefined}>
        {items.length > 0 && <CasesTable items={items} />}
        {list.isSuccess && items.length === 0 && (
          <EmptyNotice
            says={t(whose ? 'cases.empty' : 'cases.empty_mine')}
            next={t(whose ? 'cases.empty_next' : 'cases.empty_mine_next')}
          />
        )}
      </div>
      {items.length > 0 && (
        <ListEnd
          shown={t('cases.shown', { count: items.length })}
          hasMore={list.hasNextPage}
          showMore={() => void list.fetchNextPage()}
        />
      )}
    </div>
  );
}

function OwnTasks() {
  const { t, language } = useLanguage();
  const tasks = useOwnTasks();
  const items = tasks.data?.items ?? [];
  if (items.length === 0) return null;
  const today = new Intl.DateTimeFormat('en-CA').format(new Date());
  return (
    <section className="panel" aria-labelledby="own-tasks">
      <h2 id="own-tasks">{t('tasks.own')}</h2>
      <ul className="plain tasks">
        {items.map((task) => (
          <li key={task.id}>
            <Link href={caseAddress(task.case_id, 'work')}>
              <TaskTitle task={task} />
            </Link>
            <span className="reading">
              {task.due_on < today && <Icon name="warning" />}{' '}
              {t(task.due_on < today ? 'tasks.overdue' : 'tasks.due', { day: formatIsoDay(task.due_on, language) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CasesTable({ items }: { items: CaseSummary[] }) {
  const { t } = useLanguage();
  return (
    <table className="case-list">
      <caption className="unseen">{t('cases.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cases.locator')}</th>
          <th scope="col">{t('cases.person')}</th>
          <th scope="col">{t('cases.state')}</th>
          <th scope="col">{t('cases.assigned')}</th>
          <th scope="col">{t('cases.tasks')}</th>
          <th scope="col">{t('cases.updated')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <Link href={caseAddress(item.id)} className="open">
                <bdi dir="ltr">{item.locator}</bdi>
              </Link>
            </th>
            <td>
              {item.sought.slice(0, 2).map((name, index) => (
                <span key={name.as_written} className={index > 0 ? 'reading' : undefined}>
                  <bdi dir="auto">{name.as_written}</bdi>
                </span>
              ))}
            </td>
            <td>
              <CaseStateWord state={item.state} />
              {item.closing_reason && <span className="reading">{t(`closing_reason.${item.closing_reason}`)}</span>}
              {item.contacts_hidden && <Warning says={t('cases.contacts_hidden')} />}
              {item.intake_flag && <Warning says={t('cases.intake_flag')} />}
              {item.frozen && <Warning says={t('cases.frozen')} />}
            </td>
            <td data-label={t('cases.assigned')}>
              {item.assigned_to ? (
                <PersonName who={item.assigned_to} />
              ) : (
                <span className="muted">{t('cases.nobody')}</span>
              )}
            </td>
            <td data-label={t('cases.tasks')}>{item.open_tasks}</td>
            <td data-label={t('cases.updated')}>
              <Moment at={item.updated_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Warning({ says }: { says: string }) {
  return (
    <span className="reading">
      <Icon name="warning" /> {says}
    </span>
  );
}
