import { useState } from 'react';
import { useSession } from '../../api/session.js';
import { useJudgement, useSuspiciousImports } from '../../api/suspicious-imports.js';
import { ReasonForm } from '../../forms/reason-form.js';
import { ListState } from '../../frame/list-state.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { useFreshGate, type WhenFresh } from '../../session/fresh-proof.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import { Moment } from '../../suggestion/moment.js';
import { ImportStateWord } from '../import-state-word.js';
import type { SuspiciousImport } from '../types.js';
import { saidIn } from '../words.js';
import '../../session/sign-in.css';
import '../imports.css';

/** Imports that are held back because something about them is unusual. Two supervisors let one go on, or one refuses it. */
export default function HeldPage() {
  const { t } = useLanguage();
  const heading = useArrival();
  const held = useSuspiciousImports();
  const { whenFresh, dialog } = useFreshGate(undefined);
  const items = held.data?.items ?? [];
  return (
    <div className="page import">
      <title>{`${t('held.title')} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {t('held.title')}
      </h1>
      <p className="muted">{t('held.what')}</p>
      <ListState list={held} empty={items.length === 0 && <p className="notice empty">{t('held.none')}</p>} />
      <ul className="plain held" aria-busy={held.isFetching}>
        {items.map((item) => (
          <li key={item.id} className="panel">
            <HeldImport item={item} whenFresh={whenFresh} />
          </li>
        ))}
      </ul>
      {dialog}
    </div>
  );
}

function HeldImport({ item, whenFresh }: { item: SuspiciousImport; whenFresh: WhenFresh }) {
  const words = useLanguage();
  const { t } = words;
  const { data: session } = useSession();
  const judgement = useJudgement(item.id, whenFresh);
  const [verdict, setVerdict] = useState<'release' | 'refusal' | null>(null);
  const me = session?.account_id;
  const { release, rows } = item;
  const mine = item.sent_by === me;
  const askedByMe = release?.asked_by === me;
  const sendWords =
    verdict === 'release' && release ? 'held.release_confirm' : (`held.${verdict ?? 'release'}_send` as const);
  return (
    <>
      <h2>
        {t(`list_kind.${item.kind}`)} <Moment at={item.created_at} />
      </h2>
      <p>
        <ImportStateWord state={item.state} />
      </p>
      <p>
        {rows.done > 0
          ? t('held.rows', { total: rows.total, done: rows.done })
          : t('held.not_stored', { total: rows.total })}{' '}
        <span className="muted small">{t('held.number', { id: item.id })}</span>
      </p>
      <h3>{t('held.why')}</h3>
      <ul className="remarks">
        {item.reasons.map((reason) => (
          <li key={`${reason.code} ${JSON.stringify(reason.facts)}`}>{saidIn(words, reason)}</li>
        ))}
      </ul>
      {release && (
        <p className="notice">{askedByMe ? t('held.asked_by_you') : t('held.asked', { reason: release.reason })}</p>
      )}
      {mine && <p className="hint">{t('held.by_you')}</p>}
      {verdict ? (
        <ReasonForm
          key={verdict}
          id={`reason-${item.id}`}
          label={t(`held.${verdict}_reason`)}
          send={t(sendWords)}
          sending={judgement.isPending}
          error={judgement.error instanceof ProofDeclined ? null : judgement.error}
          onSend={(reason) => judgement.mutate({ verdict, reason }, { onSuccess: () => setVerdict(null) })}
          onClose={() => setVerdict(null)}
        />
      ) : (
        !mine && (
          <div className="choices">
            {!askedByMe && (
              <button type="button" onClick={() => setVerdict('release')}>
                {t(release ? 'held.release_confirm' : 'held.release')}
              </button>
            )}
            <button type="button" onClick={() => setVerdict('refusal')}>
              {t('held.refusal')}
            </button>
          </div>
        )
      )}
    </>
  );
}
