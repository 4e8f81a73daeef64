import type { ReactNode } from 'react';
import { type FamilyLanguage, familyLanguages } from '../family-languages.js';
import { assetPaths } from './assets.js';
import { languages } from './languages.js';
import { type Words, wordsOf } from './words.js';

/** What every page knows: whose language, which path. */
export interface Here {
  language: FamilyLanguage;
  words: Words;
  /** Without the language: "/start". The same page in another language is the same path. */
  path: string;
  /** A receipt opened this: then the way to the own report and to the end of the session stands on the page. */
  signedIn: boolean;
}

export const here = (language: FamilyLanguage, path: string, signedIn = false): Here => ({
  language,
  words: wordsOf(language),
  path,
  signedIn,
});

/** Path of another page in the same language. */
export const to = ({ language }: Pick<Here, 'language'>, path: string): string => `/${language}${path}`;

interface Props {
  here: Here;
  /** Neutral: it stands in the history of the browser (C4). Never a name, a number or a state. */
  title: string;
  /** Something on the page has to be mended: said first in the title, for who hears it read out. */
  hasErrors?: boolean;
  /** Path of the page before, without the language. */
  back?: string;
  children: ReactNode;
}

/** The frame of every page for families: exit, free of charge, help, languages, in the same place each time (WCAG 3.2.6). */
export function Page({ here, title, hasErrors, back, children }: Props) {
  const { words: t, language } = here;
  const { dir } = languages[language];
  return (
    <html lang={language} dir={dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>{hasErrors ? t('page.title_with_errors', { title }) : title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assetPaths.css} />
        <script src={assetPaths.js} defer />
      </head>
      <body data-exit={to(here, '/leave')} data-offline={t('page.offline')}>
        <a className="skip" href="#main">
          {t('page.skip')}
        </a>
        <header>
          <div className="top">
            <span className="service">{t('page.service')}</span>
            <a className="exit" href={to(here, '/leave')} rel="nofollow noreferrer">
              {t('page.exit')}
            </a>
          </div>
          <p className="free">{t('page.free')}</p>
          <details className="languages">
            <summary>{t('page.language')}</summary>
            <ul>
              {familyLanguages.map((each) => (
                <li key={each}>
                  <a href={`/${each}${here.path}`} lang={each} dir={languages[each].dir} hrefLang={each}>
                    {languages[each].name}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        </header>
        {back !== undefined && (
          <nav aria-label={t('page.back')}>
            <a className="back" href={to(here, back)}>
              {t('page.back')}
            </a>
          </nav>
        )}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer>
          <nav aria-label={t('page.help')}>
            <ul>
              <li>
                <a href={to(here, '/help')}>{t('page.help')}</a>
              </li>
              <li>
                <a href={to(here, '/money')}>{t('page.extortion')}</a>
              </li>
              <li>
                <a href={to(here, '/verify')}>{t('page.verify')}</a>
              </li>
              {here.signedIn ? (
                <li>
                  <a href={to(here, '/mine')}>{t('page.mine')}</a>
                </li>
              ) : (
                <li>
                  <a href={to(here, '/return')}>{t('page.return')}</a>
                </li>
              )}
            </ul>
          </nav>
          <p>{t('page.never_pay')}</p>
        </footer>
      </body>
    </html>
  );
}
