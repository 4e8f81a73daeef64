import { useSearchParams } from 'wouter';
import { type AuditFilters, useAuditEntries } from '../../api/oversight.js';
import { auditOutcomes } from '../../api/types.js';
import { EmptyNotice } from '../../frame/empty-notice.js';
import { ListEnd } from '../../frame/list-end.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import { PageFrame } from '../page-frame.js';
import { AuditForm } from './audit-form.js';
import { AuditTable } from './audit-table.js';
import { ChainState } from './chain-state.js';

const names = ['actor_id', 'subject_id', 'action', 'from', 'until'] as const;

/** Ids and codes alone stand in an address: nothing about a person. */
function filtersFrom(search: URLSearchParams): AuditFilters {
  const filters: AuditFilters = {};
  for (const name of names) {
    const value = search.get(name);
    if (value) filters[name] = value;
  }
  const outcome = auditOutcomes.find((one) => one === search.get('outcome'));
  return outcome ? { ...filters, outcome } : filters;
}

/** Who read or did what in the own organisation. */
export default function AuditPage() {
  const { t } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const filtered = Object.keys(filters).length > 0;
  const list = useAuditEntries(filters);
  return (
    <PageFrame title={t('places.audit')} what={t('admin_audit.what')}>
      <ChainState />
      <AuditForm
        key={search.toString()}
        filters={filters}
        onAsk={(asked) => setSearch(new URLSearchParams({ ...asked }))}
        onRead={() => void list.refetch()}
      />
      <ListState
        list={list}
        empty={
          list.items.length === 0 && (
            <EmptyNotice
              says={t(filtered ? 'admin_audit.none_filtered' : 'admin_audit.none')}
              next={t(filtered ? 'admin_audit.none_filtered_next' : 'admin_audit.none_next')}
            />
          )
        }
      />
      <div aria-busy={list.isFetching} className={list.isPlaceholderData ? 'old' : undefined}>
        {list.items.length > 0 && (
          <AuditTable
            items={list.items}
            onFilter={(filter) => setSearch(new URLSearchParams({ ...filters, ...filter }))}
          />
        )}
      </div>
      {list.items.length > 0 && (
        <ListEnd
          shown={t('admin_audit.shown', { count: list.items.length })}
          hasMore={list.hasNextPage}
          showMore={() => void list.fetchNextPage()}
        />
      )}
    </PageFrame>
  );
}
