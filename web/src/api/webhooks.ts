import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import type { WhenFresh } from '../session/fresh-proof.js';
import { call } from './call.js';
import type { NewWebhook, NewWebhookSecret, Webhook, WebhookMessage, WebhookPage } from './types.js';
import { useChange } from './use-change.js';
import { usePages } from './use-pages.js';

const webhooks = ['webhooks'] as const;
const messages = (id: string) => `webhook_messages_${id}`;

/** An organisation has twenty at most: one page. */
export function useWebhooks() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: webhooks,
    queryFn: ({ signal }) => call<WebhookPage>('GET', '/webhooks?limit=200', { language, signal }),
  });
}

export const useWebhookMessages = (id: string, state: WebhookMessage['state'] | undefined) =>
  usePages<WebhookMessage>(messages(id), `/webhooks/${encodeURIComponent(id)}/messages`, state ? { state } : {});

export const useAddWebhook = (whenFresh: WhenFresh) =>
  useChange([webhooks], (body: NewWebhook, options) =>
    whenFresh(() => call<NewWebhookSecret>('POST', '/webhooks', { ...options, body })),
  );

export const useRotateWebhook = (id: string, whenFresh: WhenFresh) =>
  useChange([webhooks], (body: { overlap_days: number }, options) => {
    const path = `/webhooks/${encodeURIComponent(id)}`;
    return whenFresh(() => call<NewWebhookSecret>('POST', `${path}/rotation`, { ...options, body }));
  });

export const useWebhookStep = (id: string, whenFresh: WhenFresh) =>
  useChange(
    [[messages(id)], webhooks],
    (step: 'disabling' | 'enabling' | 'deletion', { language }): Promise<Webhook | undefined> => {
      const path = `/webhooks/${encodeURIComponent(id)}`;
      return whenFresh(() =>
        step === 'deletion'
          ? call('DELETE', path, { language })
          : call('POST', `${path}/${encodeURIComponent(step)}`, { language }),
      );
    },
  );

/** @param messageId of what is to be told again; null sends a message that says that it is a test */
export const useTell = (id: string) =>
  useChange([[messages(id)]], (messageId: string | null, options) => {
    const path = `/webhooks/${encodeURIComponent(id)}`;
    return messageId === null
      ? call('POST', `${path}/test`, options)
      : call('POST', `${path}/messages/${encodeURIComponent(messageId)}/replay`, { language: options.language });
  });
