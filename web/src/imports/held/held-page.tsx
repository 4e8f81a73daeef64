import { useState } from 'react';
import { Link } from 'wouter';
import { useImports } from '../../api/imports.js';
import { Loading } from '../../frame/loading.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { Moment } from '../../suggestion/moment.js';
import type { ImportView } from '../types.js';
import { ReasonForm } from '../undo/undo.js';
import { saidIn } from '../words.js';
import '../imports.css';

/** Imports that are held back because something about them is unusual. Two supervisors let one go on, or one refuses it. */
export default function HeldPage() {
  const { t } = useLanguage();
  const heading = useArrival();
  const held = useImports({ state: 'held_back' });
  const items = held.items ?? [];
  return (
    <div className="page import">
      <title>{`${t('held.title')} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {t('held.title')}
      </h1>
      <p className="muted">{t('held.what')}</p>
      {held.isError && <ProblemNotice error={held.error} retry={() => void held.refetch()} />}
      {held.isPending && <Loading />}
      {held.isSuccess && items.length === 0 && <p className="notice empty">{t('held.none')}</p>}
      <ul className="plain held" aria-busy={held.isFetching}>
        {items.map((item) => (
          <li key={item.id} className="panel">
            <HeldImport item={item} />
          </li>
        ))}
      </ul>
      {held.hasNextPage && (
        <button type="button" onClick={() => void held.fetchNextPage()}>
          {t('queue.more')}
        </button>
      )}
    </div>
  );
}

function HeldImport({ item }: { item: ImportView }) {
  const words = useLanguage();
  const { t } = words;
  const [deciding, setDeciding] = useState<'release' | 'refusal' | null>(null);
  const second = item.quarantine?.waits_for === 'second_person';
  return (
    <>
      <h2>
        <Link href={`/imports/${item.id}`}>
          <bdi dir="auto">{item.list.name}</bdi>
        </Link>
      </h2>
      <p className="muted">
        <bdi dir="auto">{item.source.file_name}</bdi>, <Moment at={item.created_at} />
      </p>
      <h3>{t('held.why')}</h3>
      <ul className="remarks">
        {item.quarantine?.reasons.map((reason) => (
          <li key={`${reason.code} ${JSON.stringify(reason.facts)}`}>{saidIn(words, reason)}</li>
        ))}
      </ul>
      {second && <p className="notice">{t('held.waits_for_second')}</p>}
      {deciding ? (
        <ReasonForm
          key={deciding}
          view={item}
          doing={deciding}
          label={t(`held.${deciding}_reason`)}
          send={t(deciding === 'release' && second ? 'held.release_confirm' : `held.${deciding}_send`)}
          close={() => setDeciding(null)}
        />
      ) : (
        <div className="choices">
          {item.allowed.includes('release') && (
            <button type="button" onClick={() => setDeciding('release')}>
              {t(second ? 'held.release_confirm' : 'held.release')}
            </button>
          )}
          {item.allowed.includes('refusal') && (
            <button type="button" onClick={() => setDeciding('refusal')}>
              {t('held.refusal')}
            </button>
          )}
          {item.allowed.includes('release') || item.allowed.includes('refusal') || (
            <p className="hint">{t('held.not_yours')}</p>
          )}
        </div>
      )}
    </>
  );
}
