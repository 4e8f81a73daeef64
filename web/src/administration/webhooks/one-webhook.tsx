import { useState } from 'react';
import type { NewWebhookSecret, Webhook } from '../../api/types.js';
import { useRotateWebhook, useTell, useWebhookStep } from '../../api/webhooks.js';
import { AskTwice } from '../../forms/ask-twice.js';
import { Disclosing } from '../../forms/disclosing.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import { Icon } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';
import { OverlapForm } from '../overlap-form.js';
import { Messages } from './messages.js';

interface OneWebhookProps {
  webhook: Webhook;
  whenFresh: WhenFresh;
  onSecret: (made: NewWebhookSecret) => void;
}

/** One address: whether it is told anything, what, and how the attempts went. */
export function OneWebhook({ webhook, whenFresh, onSecret }: OneWebhookProps) {
  const { t } = useLanguage();
  const step = useWebhookStep(webhook.id, whenFresh);
  const rotate = useRotateWebhook(webhook.id, whenFresh);
  const tell = useTell(webhook.id);
  const [open, setOpen] = useState(false);
  const title = `webhook-${webhook.id}`;
  const active = webhook.state === 'active';
  const failed = [step.error, tell.error].find((error) => error !== null && !(error instanceof ProofDeclined));
  return (
    <section className={active ? 'panel' : 'panel past'} aria-labelledby={title} aria-busy={step.isPending}>
      <h2 id={title}>
        <bdi dir="auto">{webhook.name}</bdi>
      </h2>
      <p>
        <Icon name={active ? 'tick' : 'cross'} />{' '}
        {active ? (
          t('admin_hooks.active')
        ) : (
          <>
            {t(`admin_hooks.${webhook.disabled_reason ?? 'by_hand'}`)}{' '}
            {webhook.disabled_at && <Moment at={webhook.disabled_at} />}
          </>
        )}
      </p>
      <p>
        <code dir="ltr" className="address">
          {webhook.url}
        </code>
      </p>
      <ul className="chip-list">
        {webhook.event_types.map((type) => (
          <li key={type}>{t(`admin_event.${type}`)}</li>
        ))}
      </ul>
      {webhook.secrets.length > 1 && webhook.secrets[0]?.expires_at && (
        <p className="reading">
          {t('admin_hooks.two_secrets')} <Moment at={webhook.secrets[0].expires_at} />
        </p>
      )}
      {failed && <ProblemNotice error={failed} takeFocus />}
      <div className="choices">
        {active && (
          <button type="button" onClick={() => tell.mutate(null, { onSuccess: () => setOpen(true) })}>
            {t('admin_hooks.test')}
          </button>
        )}
        {active && webhook.secrets.length < 2 && (
          <Disclosing says={t('admin_keys.rotate')}>
            {(close) => (
              <OverlapForm
                id={`overlap-${webhook.id}`}
                what={t('admin_hooks.rotate_what')}
                work={rotate}
                onClose={close}
                onSend={(days) =>
                  rotate.mutate(
                    { overlap_days: days },
                    {
                      onSuccess: (made) => {
                        onSecret(made);
                        close();
                      },
                    },
                  )
                }
              />
            )}
          </Disclosing>
        )}
        <button type="button" onClick={() => step.isPending || step.mutate(active ? 'disabling' : 'enabling')}>
          {t(active ? 'admin_hooks.disable' : 'admin_hooks.enable')}
        </button>
        <AskTwice
          says={t('admin_hooks.delete')}
          named={t('admin_hooks.delete_named', { name: webhook.name })}
          yes={t('admin_hooks.delete_yes')}
          no={t('admin_no')}
          busy={step.isPending}
          onYes={() => step.mutate('deletion')}
        />
      </div>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('admin_hooks.messages')}</summary>
        {open && <Messages webhookId={webhook.id} />}
      </details>
    </section>
  );
}
