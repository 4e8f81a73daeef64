import { type FamilyLanguage, familyLanguages } from '../family-languages.js';
import { Form } from './fields.js';
import { languages } from './languages.js';
import { type Here, here, Page, to } from './page.js';

/** The language that the browser asks for stands first; nobody is sent anywhere by it. */
function inOrder(preferred = ''): FamilyLanguage[] {
  const asked = preferred
    .toLowerCase()
    .split(',')
    .map((each) => each.trim().split(/[-;]/)[0])
    .map((code) => (code === 'ku' ? 'kmr' : code));
  const first = asked.find((code) => familyLanguages.some((each) => each === code)) as FamilyLanguage | undefined;
  return first ? [first, ...familyLanguages.filter((each) => each !== first)] : [...familyLanguages];
}

/**
 * F0. Its title is said in Arabic and English; the languages in their own words.
 * @param path of the page that is then shown, without the language
 */
export function ChooseLanguage({ preferred, path }: { preferred?: string; path: string }) {
  const place = here('ar', path);
  const english = here('en', path);
  return (
    <Page here={place} title={place.words('choose.title')}>
      <h1>
        {place.words('choose.title')}{' '}
        <span lang="en" dir="ltr">
          {english.words('choose.title')}
        </span>
      </h1>
      <ul className="wide">
        {inOrder(preferred).map((language) => (
          <li key={language}>
            <a
              className="button"
              href={`/${language}${path}`}
              lang={language}
              dir={languages[language].dir}
              hrefLang={language}
            >
              {languages[language].name}
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** F1, an interruption: what has to be known before anything is typed. */
export function Start({ here }: { here: Here }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('start.title')}>
      <h1>{t('start.title')}</h1>
      <ul>
        <li>{t('start.free')}</li>
        <li>{t('start.private')}</li>
        <li>{t('start.exit')}</li>
        <li>{t('start.history')}</li>
        <li>{t('start.device')}</li>
      </ul>
      <div className="buttons">
        <a className="button" href={to(here, '/need')}>
          {t('start.continue')}
        </a>
        <a className="button second" href={to(here, '/return')}>
          {t('start.have_code')}
        </a>
      </div>
      <p>
        <a href={to(here, '/helper')}>{t('start.helper')}</a>
      </p>
    </Page>
  );
}

/** Somebody types for the person who reports, who agrees aloud. */
export function Helper({ here }: { here: Here }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('helper.title')} back="/start">
      <h1>{t('helper.title')}</h1>
      <p>{t('helper.text')}</p>
      <p className="note">{t('helper.consent')}</p>
      <Form
        here={here}
        action={to(here, '/helper')}
        token=""
        button={t('helper.yes')}
        other={
          <a className="button second" href={to(here, '/need')}>
            {t('helper.no')}
          </a>
        }
      >
        {null}
      </Form>
    </Page>
  );
}

/** F2. */
export function Need({ here }: { here: Here }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('need.title')} back="/start">
      <h1>{t('need.title')}</h1>
      <ul>
        <li>{t('need.questions')}</li>
        <li>{t('need.one_name')}</li>
        <li>{t('need.stop')}</li>
      </ul>
      <h2>{t('need.after_title')}</h2>
      <p>{t('need.after')}</p>
      <p>{t('need.compare')}</p>
      <p>{t('need.people')}</p>
      <h2>{t('need.not_title')}</h2>
      <p>{t('need.not')}</p>
      <p>
        <a className="button" href={to(here, '/report/relationship')}>
          {t('need.begin')}
        </a>
      </p>
    </Page>
  );
}

export function Help({ here, contact }: { here: Here; contact: string | null }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('help.title')} back="/start">
      <h1>{t('help.title')}</h1>
      <h2>{t('help.reach_title')}</h2>
      <p>{contact ? <bdi dir="auto">{t('help.reach', { contact })}</bdi> : t('help.reach_none')}</p>
      <h2>{t('help.code_title')}</h2>
      <p>{t('help.code')}</p>
      <h2>{t('help.money_title')}</h2>
      <p>
        <a href={to(here, '/money')}>{t('help.money')}</a>
      </p>
      <h2>{t('help.danger_title')}</h2>
      <p>{t('help.danger')}</p>
      <h2>{t('help.read_title')}</h2>
      <p>{t('help.read')}</p>
    </Page>
  );
}
