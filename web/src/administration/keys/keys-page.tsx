import { useState } from 'react';
import { useOrganisations, usePartnerKeys } from '../../api/administration.js';
import { useSession } from '../../api/session.js';
import type { NewPartnerKeySecret } from '../../api/types.js';
import { Disclosing } from '../../forms/disclosing.js';
import { EmptyNotice } from '../../frame/empty-notice.js';
import { ListEnd } from '../../frame/list-end.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import type { PageProps } from '../administration-pages.js';
import { PageFrame } from '../page-frame.js';
import { ShownOnce } from '../shown-once.js';
import { KeyForm } from './key-form.js';
import { OneKey } from './one-key.js';

/** Keys of partners' programs. Their own administrator makes them; whoever runs the service sees that they are there, and revokes. */
export default function KeysPage({ whenFresh }: PageProps) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const list = usePartnerKeys();
  const organisations = useOrganisations().items;
  const [made, setMade] = useState<NewPartnerKeySecret | null>(null);
  const makes = session?.role === 'organisation_admin';
  const partner = organisations.some(({ id, kind }) => kind === 'partner' && id === session?.organisation_id);
  const nameOf = (id: string) => organisations.find((one) => one.id === id)?.name;
  return (
    <PageFrame title={t('places.keys')} what={t(makes ? 'admin_keys.what' : 'admin_keys.what_system')}>
      {made && (
        <ShownOnce
          title={t('admin_keys.secret_of', { name: made.key.name })}
          what={t('admin_keys.secret_what')}
          secret={made.secret}
          onDone={() => setMade(null)}
        />
      )}
      {makes && partner && (
        <Disclosing says={t('admin_keys.add')}>
          {(close) => (
            <KeyForm
              whenFresh={whenFresh}
              onClose={close}
              onMade={(key) => {
                setMade(key);
                close();
              }}
            />
          )}
        </Disclosing>
      )}
      <ListState
        list={list}
        empty={
          list.items.length === 0 && (
            <EmptyNotice
              says={t('admin_keys.none')}
              next={t(makes && !partner ? 'admin_keys.partners_only' : 'admin_keys.none_next')}
            />
          )
        }
      />
      <div className="panels" aria-busy={list.isFetching}>
        {[...list.items]
          .sort((one, other) => Number(other.live) - Number(one.live) || other.created_at.localeCompare(one.created_at))
          .map((key) => (
            <OneKey
              key={key.id}
              partnerKey={key}
              organisation={makes ? undefined : nameOf(key.organisation_id)}
              rotates={makes}
              whenFresh={whenFresh}
              onSecret={setMade}
            />
          ))}
      </div>
      {list.items.length > 0 && (
        <ListEnd
          shown={t('admin_keys.shown', { count: list.items.length })}
          hasMore={list.hasNextPage}
          showMore={() => void list.fetchNextPage()}
        />
      )}
    </PageFrame>
  );
}
