import { useRef, useState } from 'react';
import { useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import { KeyHint } from './key-hint.js';
import { shortcutsAreOn, switchShortcuts } from './shortcut-setting.js';
import { useKeys } from './use-keys.js';

/** The button and the dialog that list the keys of a screen. */
export function KeysHelp({ keys }: { keys: { press: string; does: MessageKey }[] }) {
  const { t } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(shortcutsAreOn);
  const open = () => dialog.current?.showModal();
  useKeys({ Help: open });
  return (
    <>
      <button type="button" className="quiet" onClick={open}>
        {t('keys.open')} <KeyHint press="?" />
      </button>
      <dialog ref={dialog} aria-labelledby="keys-title" className="keys-help">
        <h2 id="keys-title">{t('keys.title')}</h2>
        <dl>
          {[...keys, { press: '?', does: 'keys.help' as const }].map(({ press, does }) => (
            <div key={does}>
              <dt>
                <bdi dir="ltr">
                  {press.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </bdi>
              </dt>
              <dd>{t(does)}</dd>
            </div>
          ))}
        </dl>
        <label className="check">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => {
              switchShortcuts(event.target.checked);
              setOn(event.target.checked);
            }}
          />
          {t('keys.single')}
        </label>
        <form method="dialog">
          <button type="submit">{t('keys.close')}</button>
        </form>
      </dialog>
    </>
  );
}
