import { randomUUID } from 'node:crypto';
import type { MessageForFamily } from '../family-messages/family-messages.js';
import { dayIn } from './days.js';
import { FaultSummary, type Faults, Form, Text } from './fields.js';
import { isolated } from './isolated.js';
import type { OwnPage } from './own-session.js';
import { Page, to } from './page.js';

interface Props extends OwnPage {
  messages: MessageForFamily[];
  /** Written and not sent yet. */
  text?: string;
  faults?: Faults;
  notice?: string;
}

/** F18: read here and nowhere else. */
export function Messages({ here, token, messages, text, faults = {}, notice }: Props) {
  const { words: t, language } = here;
  return (
    <Page here={here} title={t('messages.title')} hasErrors={Object.keys(faults).length > 0} back="/mine">
      <FaultSummary here={here} faults={faults} />
      <h1>{t('messages.title')}</h1>
      {notice && (
        <p className="note" role="status">
          {notice}
        </p>
      )}
      {messages.length === 0 && <p>{t('messages.none')}</p>}
      <ol className="thread">
        {messages.map((message) => (
          <li key={message.id} className={message.from === 'us' ? 'ours' : undefined}>
            <p className="step">
              {t(message.from === 'us' ? 'messages.from_us' : 'messages.from_you', {
                day: dayIn(language, message.writtenOn),
              })}
            </p>
            <p dir="auto">{message.text}</p>
            {message.checkCode && (
              <>
                <p>{t('messages.check_code', { code: isolated(message.checkCode) })}</p>
                <p className="hint">{t('messages.check_hint')}</p>
              </>
            )}
          </li>
        ))}
      </ol>
      <Form here={here} action={to(here, '/mine/messages')} token={token} button={t('messages.send')}>
        {/* Sent twice, it is one message. */}
        <input type="hidden" name="id" value={randomUUID()} />
        <Text name="text" label={t('messages.write')} value={text} fault={faults.text} />
      </Form>
    </Page>
  );
}
