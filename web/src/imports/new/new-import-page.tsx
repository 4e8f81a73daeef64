import { type FormEvent, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useLists, useStartImport } from '../../api/imports.js';
import { type Fault, FaultSummary, useFaults } from '../../forms/faults.js';
import { faultsOf, textOf } from '../../forms/read-form.js';
import { ListState } from '../../frame/list-state.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { Icon } from '../../suggestion/icon.js';
import { beginSending } from '../sendings.js';
import { AgreementNotice } from '../start/agreement-notice.js';
import type { ListKind } from '../types.js';
import { ConsentFields, consentFaults, consentOf } from './consent-fields.js';
import { DocumentFields, documentFaults, documentOf } from './document-fields.js';
import { FileChoice } from './file-choice.js';
import { fileFault } from './file-fault.js';
import { ListChoice, listFaults, listOf } from './list-choice.js';
import '../imports.css';

/** What is handed in: which list, what document it is, and the file. Nothing of it is stored as a record yet. */
export default function NewImportPage() {
  const { t, language } = useLanguage();
  const heading = useArrival();
  const lists = useLists();
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const chosen = search.get('list');
  const [kind, setKind] = useState<ListKind | null>(null);
  const faults = useFaults();
  const start = useStartImport();

  const kindNow = kind ?? lists.data?.items.find(({ id }) => id === chosen)?.kind ?? 'detention_records';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (start.isPending) return;
    const form = event.currentTarget;
    const missing: Fault[] = [...listFaults(form), ...consentFaults(form), ...documentFaults(form)];
    const wrongFile = fileFault(file);
    if (wrongFile) missing.push({ field: 'file', say: wrongFile });
    if (missing.length > 0 || !file) return faults.show(missing);
    faults.clear();
    const versionAt = textOf(form, 'version_at');
    const consent = consentOf(form);
    start.mutate(
      {
        kind: kindNow,
        list: listOf(form),
        source: documentOf(form),
        ...(versionAt && { version_at: versionAt }),
        ...(consent && { consent }),
        file: { name: file.name, bytes: file.size, media_type: file.type || 'application/octet-stream' },
      },
      {
        onSuccess: ({ id }) => {
          beginSending(id, file, language);
          navigate(`/imports/${id}`);
        },
        onError: (error) => faults.show(faultsOf(error, { 'list.': lists.data?.items.length ? 'list' : 'list-name' })),
      },
    );
  };

  return (
    <div className="page import new-import">
      <title>{`${t('import_new.title')} - Athar`}</title>
      <nav className="import-places" aria-label={t('imports.places')}>
        <Link href="/imports">
          <Icon name="back" mirrored /> {t('imports.back')}
        </Link>
      </nav>
      <h1 ref={heading} tabIndex={-1}>
        {t('import_new.title')}
      </h1>
      <p className="muted">{t('import_new.what')}</p>
      <AgreementNotice />
      <ListState list={lists} />
      {lists.data && (
        <form onSubmit={submit} noValidate aria-busy={start.isPending} className="panel">
          <FaultSummary faults={faults} />
          <ListChoice lists={lists.data.items} chosen={chosen} faults={faults} kind={kindNow} onKind={setKind} />
          {kindNow === 'reports' && <ConsentFields faults={faults} />}
          <DocumentFields faults={faults} />
          <FileChoice file={file} onChoose={setFile} faults={faults} label={t('import_new.file')} />
          <div className="choices">
            <button type="submit" className="primary">
              {t('import_new.send')}
            </button>
            <Link href="/imports" className="button quiet">
              {t('import_new.leave')}
            </Link>
          </div>
          <p className="hint">{t('import_new.then')}</p>
        </form>
      )}
    </div>
  );
}
