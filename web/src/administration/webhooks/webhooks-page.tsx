import { useState } from 'react';
import type { NewWebhookSecret } from '../../api/types.js';
import { useWebhooks } from '../../api/webhooks.js';
import { Disclosing } from '../../forms/disclosing.js';
import { EmptyNotice } from '../../frame/empty-notice.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import type { PageProps } from '../administration-pages.js';
import { PageFrame } from '../page-frame.js';
import { ShownOnce } from '../shown-once.js';
import { OneWebhook } from './one-webhook.js';
import { WebhookForm } from './webhook-form.js';

/** Where programs of the own organisation are told that something happened: ids and codes, never a name. */
export default function WebhooksPage({ whenFresh }: PageProps) {
  const { t } = useLanguage();
  const list = useWebhooks();
  const [made, setMade] = useState<NewWebhookSecret | null>(null);
  const items = list.data?.items ?? [];
  return (
    <PageFrame title={t('places.webhooks')} what={t('admin_hooks.what')}>
      {made && (
        <ShownOnce
          title={t('admin_keys.secret_of', { name: made.webhook.name })}
          what={t('admin_hooks.secret_what')}
          secret={made.secret}
          onDone={() => setMade(null)}
        />
      )}
      {list.data && (
        <Disclosing says={t('admin_hooks.add')}>
          {(close) => (
            <WebhookForm
              offered={list.data.event_types}
              whenFresh={whenFresh}
              onClose={close}
              onMade={(secret) => {
                setMade(secret);
                close();
              }}
            />
          )}
        </Disclosing>
      )}
      <ListState
        list={list}
        empty={items.length === 0 && <EmptyNotice says={t('admin_hooks.none')} next={t('admin_hooks.none_next')} />}
      />
      <div className="panels" aria-busy={list.isFetching}>
        {items.map((webhook) => (
          <OneWebhook key={webhook.id} webhook={webhook} whenFresh={whenFresh} onSecret={setMade} />
        ))}
      </div>
    </PageFrame>
  );
}
