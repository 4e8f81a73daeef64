import { useLanguage } from '../language/language.js';

/** How many of a list are shown, and the way to further ones while there are any. */
export function ListEnd({ shown, hasMore, showMore }: { shown: string; hasMore: boolean; showMore: () => void }) {
  const { t } = useLanguage();
  return (
    <p className="list-end">
      <span role="status">{shown}</span>
      {hasMore && (
        <button type="button" onClick={showMore}>
          {t('queue.more')}
        </button>
      )}
    </p>
  );
}
