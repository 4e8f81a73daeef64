import { useRef } from 'react';
import { Link, useSearchParams } from 'wouter';
import { type RowFilters, useImport, useImportRows } from '../../api/imports.js';
import { ApiProblem } from '../../api/problem.js';
import { ListEnd } from '../../frame/list-end.js';
import { Loading } from '../../frame/loading.js';
import { NotFound } from '../../frame/not-found.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { KeysHelp } from '../../keyboard/keys-help.js';
import { useLanguage } from '../../language/language.js';
import { Icon } from '../../suggestion/icon.js';
import { stepAddress } from '../steps.js';
import type { FileColumn, ImportRow } from '../types.js';
import { useRowKeys } from '../use-row-keys.js';
import { saidIn } from '../words.js';
import '../imports.css';
import './check.css';

const filterNames = ['code', 'plan', 'outcome'] as const;

const keys = [
  { press: 'J ↓', does: 'keys.import_next' },
  { press: 'K ↑', does: 'keys.import_previous' },
] as const;

/** Rows of a file as they stand there, with what is wrong in them. */
export default function RowsPage({ id }: { id: string }) {
  const words = useLanguage();
  const { t } = words;
  const heading = useArrival();
  const [search] = useSearchParams();
  const filters: RowFilters = {};
  for (const name of filterNames) {
    const value = search.get(name);
    if (value) filters[name] = value;
  }
  const view = useImport(id);
  const list = useImportRows(id, filters);
  const container = useRef<HTMLDivElement>(null);
  useRowKeys(container, 'article');
  if (view.error instanceof ApiProblem && view.error.status === 404) return <NotFound />;
  const columns = view.data?.inspection?.columns ?? [];
  const items = list.items ?? [];
  return (
    <div className="page import">
      <title>{`${t('rows.title')} - Athar`}</title>
      <nav className="import-places" aria-label={t('imports.places')}>
        <Link href={stepAddress(id, 'check')}>
          <Icon name="back" mirrored /> {t('rows.back')}
        </Link>
        <KeysHelp keys={[...keys]} />
      </nav>
      <h1 ref={heading} tabIndex={-1}>
        {t('rows.title')}
      </h1>
      {filters.code && <p>{saidIn(words, { code: filters.code })}</p>}
      {list.isError && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {(list.isPending || view.isPending) && <Loading />}
      <div ref={container} className="file-rows" aria-busy={list.isFetching}>
        {items.map((row) => (
          <FileRow key={row.row_number} row={row} columns={columns} />
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

/** A row under the number that the spreadsheet shows; cells with a problem stand out, and say what it is. */
function FileRow({ row, columns }: { row: ImportRow; columns: FileColumn[] }) {
  const words = useLanguage();
  const { t } = words;
  const ofColumn = (heading: string) => row.problems.filter(({ column }) => column === heading);
  const headings = new Set(columns.map(({ heading }) => heading));
  const ofRow = row.problems.filter(({ column }) => column === undefined || !headings.has(column));
  return (
    <article data-row tabIndex={-1} aria-labelledby={`row-${row.row_number}`}>
      <h2 id={`row-${row.row_number}`}>
        {t('queue.row', { number: row.row_number })}{' '}
        <span className="muted">{t(`row_outcome.${row.outcome ?? row.plan}`)}</span>
      </h2>
      {ofRow.length > 0 && (
        <ul className="plain">
          {ofRow.map((problem) => (
            <li key={`${problem.column} ${problem.code}`}>
              <Icon name="warning" /> {problem.column && <bdi dir="auto">{problem.column}: </bdi>}
              {saidIn(words, problem)}
            </li>
          ))}
        </ul>
      )}
      <dl className="row-cells">
        {row.cells.map((cell, index) => {
          const column = columns[index];
          const problems = column ? ofColumn(column.heading) : [];
          if (cell === '' && problems.length === 0) return null;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the cells of one row never change places
            <div key={index} className={problems.length > 0 ? 'faulty' : undefined}>
              <dt>
                <span className="letter">{column?.letter}</span> <bdi dir="auto">{column?.heading}</bdi>
              </dt>
              <dd>
                {cell === '' ? (
                  <span className="muted">{t('source.empty_cell')}</span>
                ) : problems.length > 0 ? (
                  <mark>
                    <bdi dir="auto">{cell}</bdi>
                  </mark>
                ) : (
                  <bdi dir="auto">{cell}</bdi>
                )}
                {problems.map((problem) => (
                  <span key={problem.code} className="cell-problem">
                    <Icon name="warning" /> {saidIn(words, problem)}
                  </span>
                ))}
              </dd>
            </div>
          );
        })}
      </dl>
    </article>
  );
}
