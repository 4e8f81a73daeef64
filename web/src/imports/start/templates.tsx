import { useLanguage } from '../../language/language.js';

const formats = ['xlsx', 'csv'] as const;
const kinds = ['detention_records', 'reports'] as const;

/** Empty files with the headings that are understood without a question, and what each of them means. */
export function Templates() {
  const { t, language } = useLanguage();
  return (
    <section className="panel" aria-labelledby="templates">
      <h2 id="templates">{t('templates.title')}</h2>
      <p>{t('templates.what')}</p>
      <ul className="downloads">
        {kinds.map((kind) => (
          <li key={kind}>
            {t(`list_kind.${kind}`)}:{' '}
            {formats.map((format) => (
              <a key={format} download href={`/v1/import-templates/${kind}/${format}?language=${language}`}>
                {t(`templates.${format}`)}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
