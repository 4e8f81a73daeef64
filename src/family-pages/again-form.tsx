import type { FastifyRequest } from 'fastify';
import type { Problem } from '../errors.js';
import type { Answers } from './drafts.js';
import { Form } from './fields.js';
import { formOf } from './form.js';
import { type Here, to } from './page.js';

/** What somebody sent while it could not be taken. */
interface Sent {
  /** Without the language. */
  path: string;
  token: string;
  answers: Answers;
}

/** Forms in which something is written. Never one in which a code is typed: that stands in no page a second time. */
const written = /^\/(?:report\/(?!send$)[a-z-]{1,30}|mine\/(?:messages|contact|consent|correct\/[a-z-]{1,30})|money)$/;
/** More is no answer of a family. */
const mostLetters = 20_000;

/**
 * Browsers forget what was typed in a page that may not be stored. It goes back to who sent it, to be sent once more; nothing of it is kept here.
 * @param path of the page, without the language
 * @returns null for what would be refused again, and for what did not come from a page of ours
 */
export function sentInVain(request: FastifyRequest, path: string, { status }: Problem): Sent | null {
  const site = request.headers['sec-fetch-site'];
  if (status < 429 || request.method !== 'POST' || !written.test(path)) return null;
  if (site !== undefined && site !== 'same-origin') return null;
  const { token } = (request.body ?? {}) as Answers;
  const answers = formOf(request);
  const letters = Object.values(answers).reduce((sum, text) => sum + text.length, 0);
  return letters === 0 || letters > mostLetters ? null : { path, token: token ?? '', answers };
}

/** One button that sends the same again, to the same page. */
export function AgainForm({ here, sent }: { here: Here; sent: Sent }) {
  return (
    <Form here={here} action={to(here, sent.path)} token={sent.token} button={here.words('problem.again')}>
      {Object.entries(sent.answers).map(([name, value]) => (
        // A text keeps its line ends in a textarea only.
        <textarea key={name} name={name} defaultValue={value} hidden />
      ))}
    </Form>
  );
}
