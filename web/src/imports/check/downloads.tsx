import { useLanguage } from '../../language/language.js';

/** The problems as a table, and the file itself with what became of each row, to be set right in place and sent again. */
export function Downloads({ id, fileName }: { id: string; fileName: string }) {
  const { t } = useLanguage();
  const format = /\.xlsx$/i.test(fileName) ? 'xlsx' : 'csv';
  const address = `/v1/imports/${encodeURIComponent(id)}`;
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads">{t('downloads.title')}</h2>
      <p className="hint">{t('downloads.what')}</p>
      <ul className="downloads">
        <li>
          <a href={`${address}/annotated?format=${format}`} download>
            {t('downloads.annotated', { format: format.toUpperCase() })}
          </a>
        </li>
        <li>
          <a href={`${address}/errors.csv`} download>
            {t('downloads.errors')}
          </a>
        </li>
      </ul>
    </section>
  );
}
