import { Link } from 'wouter';
import { useGoneRows } from '../../api/imports.js';
import { ListEnd } from '../../frame/list-end.js';
import { ListState } from '../../frame/list-state.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { Icon } from '../../suggestion/icon.js';
import { stepAddress } from '../steps.js';
import '../imports.css';
import './check.css';

/** Rows of the newest version of a list that this file does not have: a question to whoever keeps the list, never a deletion. */
export default function GonePage({ id }: { id: string }) {
  const { t } = useLanguage();
  const heading = useArrival();
  const list = useGoneRows(id);
  const items = list.items ?? [];
  return (
    <div className="page import">
      <title>{`${t('gone.title')} - Athar`}</title>
      <nav className="import-places" aria-label={t('imports.places')}>
        <Link href={stepAddress(id, 'check')}>
          <Icon name="back" mirrored /> {t('rows.back')}
        </Link>
      </nav>
      <h1 ref={heading} tabIndex={-1}>
        {t('gone.title')}
      </h1>
      <p className="muted">{t('versions.gone_what')}</p>
      <ListState list={list} />
      <div className="file-rows" aria-busy={list.isFetching}>
        {items.map((row) => (
          <article key={`${row.import_id} ${row.row_number}`} aria-labelledby={`gone-${row.row_number}`}>
            <h2 id={`gone-${row.row_number}`}>{t('queue.row', { number: row.row_number })}</h2>
            <dl className="row-cells">
              {row.cells
                .filter(({ cell }) => cell !== '')
                .map(({ heading: of, cell }, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the cells of one row never change places, and two headings may be the same
                  <div key={at}>
                    <dt>
                      <bdi dir="auto">{of}</bdi>
                    </dt>
                    <dd>
                      <bdi dir="auto">{cell}</bdi>
                    </dd>
                  </div>
                ))}
            </dl>
          </article>
        ))}
        {list.isSuccess && items.length === 0 && <p className="notice">{t('rows.none')}</p>}
      </div>
      {items.length > 0 && (
        <ListEnd
          shown={t('rows.shown', { count: items.length })}
          hasMore={list.hasNextPage}
          showMore={() => void list.fetchNextPage()}
        />
      )}
    </div>
  );
}
