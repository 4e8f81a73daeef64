import { type FocusEvent, type KeyboardEvent, useRef } from 'react';
import { useLanguage } from '../language/language.js';
import { languages, ownNameOf } from '../language/languages.js';

/** The languages by their own names, behind the one that is shown. Escape and leaving it close it; choosing leads back to it. */
export function LanguageMenu() {
  const { language, switchTo, t } = useLanguage();
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute('open');
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !menu.current?.open) return;
    event.stopPropagation();
    close();
    menu.current.querySelector('summary')?.focus();
  };
  const closeWhenLeft = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) close();
  };
  const choose = async (chosen: typeof language) => {
    close();
    menu.current?.querySelector('summary')?.focus();
    if (chosen !== language) await switchTo(chosen);
  };
  return (
    <details ref={menu} className="languages" onKeyDown={closeOnEscape} onBlur={closeWhenLeft}>
      <summary>
        <span className="unseen">{t('frame.language')}: </span>
        <bdi>{ownNameOf[language]}</bdi>
      </summary>
      <ul>
        {languages.map((one) => (
          <li key={one}>
            <button
              type="button"
              className="quiet"
              lang={one}
              aria-current={one === language ? 'true' : undefined}
              onClick={() => void choose(one)}
            >
              {ownNameOf[one]}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
