import { Link } from 'wouter';
import type { Disclosure, DisclosureGuard } from '../api/types.js';
import { caseAddress } from '../cases/parts.js';
import { useLanguage } from '../language/language.js';
import { Icon } from '../suggestion/icon.js';

/** Everything that must hold before anybody is told, read from the record: nobody ticks it by hand. What is missing stands first. */
export function Guards({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useLanguage();
  const unmet = disclosure.guards.filter(({ met }) => !met);
  const met = disclosure.guards.filter((guard) => guard.met);
  return (
    <section aria-labelledby="guards-title" className="guards">
      <h3 id="guards-title">{t('disclosure.guards')}</h3>
      <p role="status">
        {unmet.length === 0
          ? t('disclosure.guards_met', { count: met.length })
          : t('disclosure.guards_unmet', { count: unmet.length, all: disclosure.guards.length })}
      </p>
      <ul className="plain">
        {[...unmet, ...met].map((guard) => (
          <Guard key={guard.code} disclosure={disclosure} guard={guard} />
        ))}
      </ul>
    </section>
  );
}

function Guard({ disclosure, guard }: { disclosure: Disclosure; guard: DisclosureGuard }) {
  const { t } = useLanguage();
  return (
    <li className={guard.met ? 'met' : 'unmet'} data-guard={guard.code}>
      <Icon name={guard.met ? 'tick' : 'cross'} />
      <span>
        <span className="unseen">{t(guard.met ? 'disclosure.met' : 'disclosure.unmet')}: </span>
        {t(`guard.${guard.code}`)}
        {!guard.met && (
          <span className="reading">
            {t('disclosure.mend')} <Where disclosure={disclosure} mend={guard.mend} />
          </span>
        )}
      </span>
    </li>
  );
}

function Where({ disclosure, mend }: { disclosure: Disclosure; mend: DisclosureGuard['mend'] }) {
  const { t } = useLanguage();
  const words = t(`mend.${mend.place}`);
  if (mend.place === 'source') return <a href="#documents-title">{words}</a>;
  const to =
    mend.place === 'suggestion'
      ? disclosure.suggestion_id && `/suggestions/${disclosure.suggestion_id}`
      : mend.place === 'case'
        ? caseAddress(disclosure.case_id)
        : null;
  return to ? <Link href={to}>{words}</Link> : words;
}
