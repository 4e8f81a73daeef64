import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { importKey, useImportAction } from '../../api/imports.js';
import { endsSession, sessionKey } from '../../api/query-client.js';
import { useFaults } from '../../forms/faults.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { formatBytes } from '../format-amounts.js';
import { ProgressBar } from '../run/progress-bar.js';
import { beginSending, stopSending, useFileOnItsWay } from '../sendings.js';
import type { ImportView } from '../types.js';
import { FileChoice } from './file-choice.js';

const rateAfterMs = 10_000;

/** The file on its way, piece by piece; or, when this tab does not hold it any more, the way to go on with it. */
export function Sending({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  const heading = useArrival();
  const client = useQueryClient();
  const sending = useFileOnItsWay(view.id);
  const cancel = useImportAction(view);
  const finished = sending?.finished ?? false;
  useEffect(() => {
    if (!finished) return;
    stopSending(view.id);
    void client.invalidateQueries({ queryKey: importKey(view.id) });
  }, [finished, view.id, client]);
  const ended = sending?.error && endsSession(sending.error);
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: sessionKey });
  }, [ended, client]);

  return (
    <section className="panel">
      <h1 ref={heading} tabIndex={-1}>
        {t(sending ? 'sending.title' : 'sending.title_go_on')}
      </h1>
      {sending ? <OnItsWay view={view} /> : <GoOn view={view} />}
      {cancel.isError && <ProblemNotice error={cancel.error} takeFocus />}
      {view.allowed.includes('cancel') && (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            stopSending(view.id);
            cancel.mutate({ do: 'cancellation' });
          }}
        >
          {t('sending.cancel')}
        </button>
      )}
    </section>
  );
}

function OnItsWay({ view }: { view: ImportView }) {
  const { t, language } = useLanguage();
  const sending = useFileOnItsWay(view.id);
  if (!sending) return null;
  const { file, bytes, from, startedAt, waiting, error } = sending;
  const elapsed = Date.now() - startedAt;
  const rate = from === null ? 0 : ((bytes - from) / elapsed) * 1000;
  return (
    <>
      <ProgressBar
        label={t('sending.label')}
        done={bytes}
        total={file.size}
        amount={t('sending.amount', {
          sent: formatBytes(bytes, language),
          total: formatBytes(file.size, language),
        })}
        secondsLeft={elapsed > rateAfterMs && rate > 0 && !waiting ? (file.size - bytes) / rate : null}
      />
      <div role="status">
        {waiting && (
          <p className="notice">
            <strong>{t('sending.no_connection')}</strong> {t('sending.no_connection_what')}
          </p>
        )}
      </div>
      {error ? (
        <ProblemNotice error={error} retry={() => beginSending(view.id, file, language)} />
      ) : (
        <p className="hint">{t('sending.meanwhile')}</p>
      )}
    </>
  );
}

function GoOn({ view }: { view: ImportView }) {
  const { t, language } = useLanguage();
  const faults = useFaults();
  const [file, setFile] = useState<File | null>(null);
  const { source } = view;
  const choose = (chosen: File | null) => {
    setFile(chosen);
    if (!chosen) return;
    if (chosen.name !== source.file_name || chosen.size !== source.bytes) {
      faults.show([{ field: 'file', say: (words) => words('sending.other_file') }]);
      return;
    }
    beginSending(view.id, chosen, language);
  };
  return (
    <>
      <p>
        {t('sending.so_far', {
          sent: formatBytes(source.bytes_received, language),
          total: formatBytes(source.bytes, language),
        })}
      </p>
      <p>
        {t('sending.choose_again')} <bdi dir="auto">{source.file_name}</bdi>
      </p>
      <FileChoice file={file} onChoose={choose} faults={faults} label={t('sending.same_file')} />
    </>
  );
}
