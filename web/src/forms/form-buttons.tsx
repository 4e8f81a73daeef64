import { useLanguage } from '../language/language.js';

/** Sends the form; one that was opened by a button can be closed again. */
export function FormButtons({ send, onClose }: { send: string; onClose?: (() => void) | undefined }) {
  const { t } = useLanguage();
  return (
    <div className="choices">
      <button type="submit" className={onClose && 'primary'}>
        {send}
      </button>
      {onClose && (
        <button type="button" className="quiet" onClick={onClose}>
          {t('decision.close')}
        </button>
      )}
    </div>
  );
}
