import { useLanguage } from '../../language/language.js';
import type { MappingPreview } from '../types.js';

const shown = 5;
const nameParts = ['given', 'father', 'grandfather', 'family'] as const;

/** How the first names are divided into parts; a name in one cell is divided by the service and not by us. */
export function NamePreview({ preview }: { preview: MappingPreview | undefined }) {
  const { t } = useLanguage();
  const names = (preview?.rows ?? [])
    .map(({ row_number, understood }) => ({ row_number, name: understood?.find(({ field }) => field === 'name') }))
    .filter(({ name }) => name?.parts)
    .slice(0, shown);
  if (names.length === 0) return null;
  return (
    <section className="name-preview" aria-labelledby="name-preview">
      <h2 id="name-preview">{t('names.title')}</h2>
      <p className="hint">{t('names.what')}</p>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{t('reading.row')}</th>
            <th scope="col">{t('names.written')}</th>
            {nameParts.map((part) => (
              <th scope="col" key={part}>
                {t(`names.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map(({ row_number, name }) => (
            <tr key={row_number}>
              <th scope="row">{row_number}</th>
              <td data-label={t('names.written')}>
                <bdi dir="auto">{name?.as_written}</bdi>
              </td>
              {nameParts.map((part) => (
                <td key={part} data-label={t(`names.${part}`)}>
                  <bdi dir="auto">{name?.parts?.[part] ?? '\u2013'}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
