import type { FastifyRequest } from 'fastify';
import type { Answers } from './drafts.js';
import { Form } from './fields.js';
import { formOf } from './form.js';
import { type Here, Page, to } from './page.js';

/** What somebody wrote and sent after the session had run out. */
export interface LateForm {
  /** Without the language. */
  path: string;
  answers: Answers;
}

/** Forms in which somebody writes for longer than ten minutes. Never the one in which the code is typed. */
export const longForms = /^\/(?:mine\/(?:messages|contact|consent|correct\/[a-z-]{1,30})|money)$/;
const mark = 'late_';

/**
 * Nothing of it is stored: it goes back to the browser that sent it, inside the page that asks for the code, and comes from there again.
 * @param path of the page, without the language
 * @returns null for a form that is not kept
 */
export function lateFormOf(request: FastifyRequest, path: string): LateForm | null {
  return request.method === 'POST' && longForms.test(path) ? { path, answers: formOf(request) } : null;
}

/** What somebody wrote, carried by a form of ours and not shown. A text keeps its line ends in a textarea only. @param mark stands before each name */
export function HiddenAnswers({ answers, mark = '' }: { answers: Answers; mark?: string }) {
  return Object.entries(answers).map(([name, value]) => (
    <textarea key={name} name={`${mark}${name}`} defaultValue={value} hidden />
  ));
}

/** As it stands in the form that asks for the code. */
export function LateFields({ late }: { late: LateForm }) {
  return (
    <>
      <input type="hidden" name="late" value={late.path} />
      <HiddenAnswers answers={late.answers} mark={mark} />
    </>
  );
}

/** As it came with the code. */
export function lateFormIn(form: Answers): LateForm | null {
  const { late: path } = form;
  if (path === undefined || !longForms.test(path)) return null;
  const kept = Object.entries(form).filter(([name]) => name.startsWith(mark));
  return { path, answers: Object.fromEntries(kept.map(([name, value]) => [name.slice(mark.length), value])) };
}

/** After the code was typed: the form goes out again when the person says so, and not by itself. */
export function SendLate({ here, token, late, note }: { here: Here; token: string; late: LateForm; note?: string }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('late.title')}>
      <h1>{t('late.title')}</h1>
      {note && <p className="note warning">{note}</p>}
      <p>{t('late.text')}</p>
      <Form
        here={here}
        action={to(here, late.path)}
        token={token}
        button={t('late.send')}
        other={
          <a className="button second" href={to(here, '/mine')}>
            {t('late.drop')}
          </a>
        }
      >
        <HiddenAnswers answers={late.answers} />
      </Form>
    </Page>
  );
}
