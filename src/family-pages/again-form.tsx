import type { FastifyRequest } from 'fastify';
import type { Problem } from '../errors.js';
import type { Answers } from './drafts.js';
import { Form } from './fields.js';
import { formOf, isOfOwnSite } from './form.js';
import { HiddenAnswers, longForms } from './late-form.js';
import { type Here, to } from './page.js';

/** What somebody sent while it could not be taken. */
export interface Sent {
  /** Without the language. */
  path: string;
  token: string;
  answers: Answers;
}

/** Questions, beside the long forms. Nowhere is a code typed: that stands in no page a second time. */
const questions = /^\/report\/(?!send$)[a-z-]{1,30}$/;
/** More is no answer of a family. */
const mostLetters = 20_000;

/**
 * Browsers forget what was typed in a page that may not be stored. It goes back to who sent it, to be sent once more; nothing of it is kept here.
 * @param path of the page, without the language
 * @returns null for what would be refused again, and for what did not come from a page of ours
 */
export function sentInVain(request: FastifyRequest, path: string, { status }: Problem): Sent | null {
  if (status < 429 || request.method !== 'POST' || !isOfOwnSite(request)) return null;
  if (!questions.test(path) && !longForms.test(path)) return null;
  const { token } = (request.body ?? {}) as Answers;
  const answers = formOf(request);
  const letters = Object.values(answers).reduce((sum, text) => sum + text.length, 0);
  return letters === 0 || letters > mostLetters ? null : { path, token: token ?? '', answers };
}

/** One button that sends the same again, to the same page. */
export function AgainForm({ here, sent }: { here: Here; sent: Sent }) {
  return (
    <Form here={here} action={to(here, sent.path)} token={sent.token} button={here.words('problem.again')}>
      <HiddenAnswers answers={sent.answers} />
    </Form>
  );
}
