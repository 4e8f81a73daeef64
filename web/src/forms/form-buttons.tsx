import { useLanguage } from '../language/language.js';

interface FormButtonsProps {
  send: string;
  onClose?: (() => void) | undefined;
  /** Words of the button that closes, where nothing is thrown away by it. */
  close?: string | undefined;
}

/** Sends the form; one that was opened by a button can be closed again. */
export function FormButtons({ send, onClose, close }: FormButtonsProps) {
  const { t } = useLanguage();
  return (
    <div className="choices">
      <button type="submit" className={onClose && 'primary'}>
        {send}
      </button>
      {onClose && (
        <button type="button" className="quiet" onClick={onClose}>
          {close ?? t('decision.close')}
        </button>
      )}
    </div>
  );
}
