import { useAuditChain } from '../../api/oversight.js';
import { Loading } from '../../frame/loading.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import { Icon } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';

/** Whether the newest entries follow from each other, and when that was looked at. What it cannot show is said beside it. */
export function ChainState() {
  const { t } = useLanguage();
  const chain = useAuditChain();
  if (chain.isPending) return <Loading />;
  if (chain.isError) return <ProblemNotice error={chain.error} retry={() => void chain.refetch()} />;
  const { broken_at: brokenAt, from, to, whole, checked_at: checkedAt } = chain.data;
  return (
    <div className={brokenAt === null ? 'notice' : 'notice error'} role={brokenAt === null ? undefined : 'alert'}>
      <p>
        <strong>
          <Icon name={brokenAt === null ? 'tick' : 'warning'} />{' '}
          {brokenAt === null
            ? t(whole ? 'admin_audit.whole_chain' : 'admin_audit.newest', { from, to })
            : t('admin_audit.broken', { number: brokenAt })}
        </strong>
      </p>
      <p className="reading">
        {t('admin_audit.checked')} <Moment at={checkedAt} />.{' '}
        {t(brokenAt === null ? 'admin_audit.not_proven' : 'admin_audit.broken_next')}
      </p>
      <button type="button" aria-busy={chain.isFetching} onClick={() => void chain.refetch()}>
        {t('admin_audit.check_again')}
      </button>
    </div>
  );
}
