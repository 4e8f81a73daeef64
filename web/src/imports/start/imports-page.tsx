import { useRef } from 'react';
import { Link } from 'wouter';
import { useImports } from '../../api/imports.js';
import { EmptyNotice } from '../../frame/empty-notice.js';
import { ListState } from '../../frame/list-state.js';
import { useArrival } from '../../frame/use-arrival.js';
import { KeysHelp } from '../../keyboard/keys-help.js';
import { useLanguage } from '../../language/language.js';
import { useRowKeys } from '../use-row-keys.js';
import { AgreementNotice } from './agreement-notice.js';
import { ImportsTable } from './imports-table.js';
import { Templates } from './templates.js';
import '../imports.css';

const keys = [
  { press: 'J ↓', does: 'keys.import_next' },
  { press: 'K ↑', does: 'keys.import_previous' },
  { press: 'Enter', does: 'keys.import_enter' },
] as const;

/** What an organisation has handed in, and where each of it stands. */
export default function ImportsPage() {
  const { t } = useLanguage();
  const heading = useArrival();
  const imports = useImports();
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows, 'a.open');
  const items = imports.items ?? [];
  return (
    <div className="page import">
      <title>{`${t('imports.title')} - Athar`}</title>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {t('imports.title')}
        </h1>
        <Link href="/imports/new" className="button primary">
          {t('imports.new')}
        </Link>
        <KeysHelp keys={[...keys]} />
      </div>
      <AgreementNotice />
      <ListState list={imports} />
      <div ref={rows} aria-busy={imports.isFetching}>
        {items.length > 0 && <ImportsTable items={items} />}
        {imports.isSuccess && items.length === 0 && (
          <EmptyNotice says={t('imports.empty')} next={t('imports.empty_next')} />
        )}
      </div>
      {imports.hasNextPage && (
        <p>
          <button type="button" onClick={() => void imports.fetchNextPage()}>
            {t('queue.more')}
          </button>
        </p>
      )}
      <Templates />
    </div>
  );
}
