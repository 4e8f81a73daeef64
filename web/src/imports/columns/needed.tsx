import { useLanguage } from '../../language/language.js';
import type { MessageKey } from '../../language/messages.js';
import { Icon } from '../../suggestion/icon.js';
import type { ColumnDraft } from './draft.js';
import { isName } from './fields.js';

const helpful: { fields: string[]; says: MessageKey }[] = [
  { fields: ['source_record_id'], says: 'needed.id' },
  { fields: ['birth_date', 'age'], says: 'needed.birth' },
  { fields: ['event_date'], says: 'needed.event' },
  { fields: ['mother_name'], says: 'needed.mother' },
];

/** What a list cannot do without, and what helps to tell people apart. */
export function Needed({ draft }: { draft: ColumnDraft[] }) {
  const { t } = useLanguage();
  const has = (fields: string[]) => draft.some(({ field }) => fields.includes(field ?? ''));
  const hasName = draft.some(({ field }) => isName(field));
  return (
    <ul className="needed" aria-label={t('needed.title')}>
      <Item met={hasName} says={t('needed.name')} word={t(hasName ? 'needed.there' : 'needed.missing')} />
      {helpful.map(({ fields, says }) => (
        <Item key={says} met={has(fields)} says={t(says)} word={t(has(fields) ? 'needed.there' : 'needed.not_there')} />
      ))}
    </ul>
  );
}

function Item({ met, says, word }: { met: boolean; says: string; word: string }) {
  return (
    <li className={met ? 'met' : undefined}>
      <Icon name={met ? 'tick' : 'ring'} /> {says} <span className="muted">{word}</span>
    </li>
  );
}
