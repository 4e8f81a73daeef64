import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../errors.js';
import { type FamilyLanguage, familyLanguages } from '../family-languages.js';
import { LOG } from '../log-token.js';
import { type Log, whereItHappened } from '../logging.js';
import { isLogged, sayWhenAgain, toProblem } from '../problem-filter.js';
import { AgainForm, type Sent, sentInVain } from './again-form.js';
import { lateFormOf } from './late-form.js';
import { type Here, here, Page, to } from './page.js';
import { goTo, sendPage } from './render.js';
import { Return } from './return.js';
import type { Key, Values } from './words.js';

interface Said {
  title: Key;
  text?: Key;
  values?: Values;
}

/** What a family is told of a refusal. Never more than the answer of the API would say, and what has been kept. */
function said({ code, status, retryAfter }: Problem): Said {
  if (code === 'access.too_many_tries' || code === 'request.too_often')
    return {
      title: 'problem.too_many',
      text: 'problem.too_many_text',
      values: { minutes: Math.max(1, Math.ceil((retryAfter ?? 60) / 60)) },
    };
  if (code === 'access.csrf') return { title: 'problem.form_foreign', text: 'problem.form_foreign_text' };
  if (status === 404) return { title: 'problem.not_found', text: 'problem.not_found_text' };
  if (status === 503) return { title: 'problem.unavailable', text: 'problem.unavailable_text' };
  return { title: 'problem.title', text: 'problem.kept' };
}

const languageOf = (path: string): FamilyLanguage =>
  familyLanguages.find((language) => path === `/${language}` || path.startsWith(`/${language}/`)) ?? 'ar';

/** Whatever goes wrong on a page is said on a page, in its language. Without a session the family is asked for its code. */
@Catch()
export class ProblemPages implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(error);
    const path = request.url.split('?')[0];
    const language = languageOf(path);
    const place = here(language, '/start');
    // Whoever could not send has the answers still: back to them, not to the first page.
    const onwards: Onwards = path === `/${language}/report/send` ? 'check' : 'begin';
    if (problem.code === 'access.sign_in') {
      askForCode(request, reply, language);
      return;
    }
    const number = randomUUID().slice(0, 8);
    if (isLogged(problem)) {
      const { code, name } = error as { code?: string; name?: string };
      this.log.error({ instance: number, code: code ?? name }, 'page failed');
      this.log.debug({ instance: number, at: whereItHappened(error) }, 'page failed here');
    }
    sayWhenAgain(reply, problem);
    const sent = sentInVain(request, path.slice(`/${language}`.length), problem);
    const page = <ProblemPage here={place} problem={problem} number={number} onwards={onwards} sent={sent} />;
    sendPage(reply, page, problem.status);
  }
}

/** Without a session: the code is asked for, and what was written for a longer time than a session lives is kept in that page. */
function askForCode(request: FastifyRequest, reply: FastifyReply, language: FamilyLanguage): void {
  const place = here(language, '/return');
  const path = request.url.split('?')[0].slice(`/${language}`.length);
  const late = lateFormOf(request, path);
  const mayBeRemoved = request.method === 'POST' && path === '/mine/remove';
  if (late || mayBeRemoved) sendPage(reply, <Return here={place} late={late} mayBeRemoved={mayBeRemoved} />, 401);
  else goTo(reply, to(place, '/return'));
}

/** For a page that says by itself why it cannot go on, with what was typed still there. */
export function sayProblem({ words: t }: Here, reply: FastifyReply, problem: Problem): string {
  sayWhenAgain(reply, problem);
  const { title, text, values } = said(problem);
  return [t(title), text && t(text, values)].filter(Boolean).join('. ');
}

type Onwards = 'check' | 'begin';

interface Props {
  here: Here;
  problem: Problem;
  number: string;
  onwards: Onwards;
  sent: Sent | null;
}

function ProblemPage({ here, problem, number, onwards, sent }: Props) {
  const { words: t } = here;
  const { title, text, values } = said(problem);
  const [path, label] = onwards === 'check' ? ['/report/check', t('check.title')] : ['/start', t('problem.begin')];
  return (
    <Page here={here} title={t(title)}>
      <h1>{t(title)}</h1>
      {text && <p>{t(text, values)}</p>}
      {problem.status >= 500 && <p>{t('problem.number', { number })}</p>}
      {sent ? (
        <AgainForm here={here} sent={sent} />
      ) : (
        <p>
          <a className="button" href={to(here, path)}>
            {label}
          </a>
        </p>
      )}
    </Page>
  );
}
