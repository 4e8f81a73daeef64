import { useState } from 'react';
import { type WebhookMessage, webhookMessageStates } from '../../api/types.js';
import { useTell, useWebhookMessages } from '../../api/webhooks.js';
import { ListEnd } from '../../frame/list-end.js';
import { ListState } from '../../frame/list-state.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import { FilterSelect } from '../../queue/filter-select.js';
import { Icon, type IconName } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';

const icons: Record<WebhookMessage['state'], IconName> = {
  waiting: 'clock',
  delivered: 'tick',
  failed: 'warning',
  dropped: 'dash',
};

/** What was told to a program, newest first, and how each attempt went. */
export function Messages({ webhookId }: { webhookId: string }) {
  const { t } = useLanguage();
  const [state, setState] = useState<WebhookMessage['state'] | undefined>();
  const list = useWebhookMessages(webhookId, state);
  const tell = useTell(webhookId);
  return (
    <div className="messages" aria-busy={list.isFetching}>
      <p className="choices">
        <FilterSelect
          name="state"
          label={t('admin_users.state')}
          everything={t('admin_hooks.every_state')}
          value={state}
          options={webhookMessageStates.map((value) => ({ value, label: t(`admin_message.${value}`) }))}
          onChoose={(_, value) => setState(webhookMessageStates.find((one) => one === value))}
        />
        <button type="button" className="quiet" onClick={() => void list.refetch()}>
          {t('admin_hooks.look_again')}
        </button>
      </p>
      {tell.isError && <ProblemNotice error={tell.error} takeFocus />}
      <ListState
        list={list}
        empty={list.items.length === 0 && <p className="muted">{t('admin_hooks.no_messages')}</p>}
      />
      {list.items.length > 0 && (
        <>
          <table className="grid">
            <caption className="unseen">{t('admin_hooks.messages')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('admin_hooks.event')}</th>
                <th scope="col">{t('admin_users.state')}</th>
                <th scope="col">{t('admin_hooks.attempts')}</th>
                <th scope="col">
                  <span className="unseen">{t('admin_users.steps')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.items.map((message) => (
                <tr key={message.id}>
                  <th scope="row">
                    {t(`admin_event.${message.type}`)}
                    <span className="reading">
                      <Moment at={message.occurred_at} />
                    </span>
                    <code dir="ltr" className="reading">
                      {message.id}
                    </code>
                  </th>
                  <td data-label={t('admin_users.state')}>
                    <Icon name={icons[message.state]} /> {t(`admin_message.${message.state}`)}
                    {message.next_attempt_at && (
                      <span className="reading">
                        {t('admin_hooks.next_attempt')} <Moment at={message.next_attempt_at} />
                      </span>
                    )}
                  </td>
                  <td data-label={t('admin_hooks.attempts')}>
                    <Attempts attempts={message.attempts} />
                  </td>
                  <td>
                    {message.state !== 'waiting' && (
                      <button
                        type="button"
                        onClick={() => tell.isPending || tell.mutate(message.id)}
                        aria-label={t('admin_hooks.again_named', { event: t(`admin_event.${message.type}`) })}
                      >
                        {t('admin_hooks.again')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <ListEnd
            shown={t('admin_hooks.shown', { count: list.items.length })}
            hasMore={list.hasNextPage}
            showMore={() => void list.fetchNextPage()}
          />
        </>
      )}
    </div>
  );
}

function Attempts({ attempts }: Pick<WebhookMessage, 'attempts'>) {
  const { t } = useLanguage();
  if (attempts.length === 0) return <span className="muted">{t('admin_hooks.none_yet')}</span>;
  return (
    <ol className="plain">
      {attempts.map(({ at, status, error_code: code, duration_ms: ms }) => (
        <li key={at}>
          <Moment at={at} /> ·{' '}
          {code ? t(`admin_attempt.${code}`) : t('admin_hooks.answered', { status: String(status ?? '') })}
          {code === 'response' && status !== null && <bdi dir="ltr"> ({status})</bdi>}{' '}
          <bdi dir="ltr" className="muted">
            {ms} ms
          </bdi>
        </li>
      ))}
    </ol>
  );
}
