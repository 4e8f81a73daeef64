import { useAddOrganisation, useOrganisations } from '../../api/administration.js';
import { useSession } from '../../api/session.js';
import type { Organisation } from '../../api/types.js';
import { Disclosing } from '../../forms/disclosing.js';
import { useFaults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { ListEnd } from '../../frame/list-end.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { Moment } from '../../suggestion/moment.js';
import type { PageProps } from '../administration-pages.js';
import { PageFrame } from '../page-frame.js';
import { AgreementForm } from './agreement-form.js';
import { AgreementsTable } from './agreements-table.js';

/** The organisations that use this service, and what each agreed to; for an organisation's own administrator his own. */
export default function OrganisationsPage({ whenFresh }: PageProps) {
  const { t, language } = useLanguage();
  const byName = new Intl.Collator(language);
  const { data: session } = useSession();
  const list = useOrganisations();
  const system = session?.role === 'system_admin';
  return (
    <PageFrame title={t('places.organisations')} what={t(system ? 'admin_orgs.what' : 'admin_orgs.what_own')}>
      {system && (
        <Disclosing says={t('admin_orgs.add')}>
          {(close) => <OrganisationForm whenFresh={whenFresh} onClose={close} />}
        </Disclosing>
      )}
      <ListState list={list} />
      <div className="panels" aria-busy={list.isFetching}>
        {[...list.items]
          .sort(
            (one, other) =>
              Number(other.kind === 'operator') - Number(one.kind === 'operator') ||
              byName.compare(one.name, other.name),
          )
          .map((organisation) => (
            <OneOrganisation key={organisation.id} organisation={organisation} system={system} whenFresh={whenFresh} />
          ))}
      </div>
      {list.items.length > 1 && (
        <ListEnd
          shown={t('admin_orgs.shown', { count: list.items.length })}
          hasMore={list.hasNextPage}
          showMore={() => void list.fetchNextPage()}
        />
      )}
    </PageFrame>
  );
}

function OneOrganisation(props: { organisation: Organisation; system: boolean; whenFresh: WhenFresh }) {
  const { organisation, system, whenFresh } = props;
  const { t } = useLanguage();
  const title = `organisation-${organisation.id}`;
  const partner = organisation.kind === 'partner';
  return (
    <section className="panel" aria-labelledby={title}>
      <h2 id={title}>
        <bdi dir="auto">{organisation.name}</bdi>
      </h2>
      <p className="reading">
        {t(`admin_orgs.${organisation.kind}`)} · {t('admin_orgs.since')} <Moment at={organisation.created_at} />
      </p>
      {organisation.agreements.length > 0 ? (
        <AgreementsTable organisation={organisation} ends={system} whenFresh={whenFresh} />
      ) : (
        <p className="muted">{t(partner ? 'admin_orgs.no_agreements' : 'admin_orgs.needs_none')}</p>
      )}
      {system && partner && (
        <Disclosing says={t('admin_orgs.add_agreement')}>
          {(close) => <AgreementForm organisation={organisation} whenFresh={whenFresh} onClose={close} />}
        </Disclosing>
      )}
    </section>
  );
}

function OrganisationForm({ whenFresh, onClose }: { whenFresh: WhenFresh; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const add = useAddOrganisation(whenFresh);
  const submit = (form: HTMLFormElement) => {
    const name = textOf(form, 'organisation-name').trim();
    if (name === '') return faults.show([faultAt('organisation-name', 'admin_orgs.name_missing')]);
    faults.clear();
    add.mutate({ name }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={add} faults={faults} send={t('admin_orgs.add_send')} onSubmit={submit} onClose={onClose} takeFocus>
      <Field
        id="organisation-name"
        label={t('admin_orgs.name')}
        hint={t('admin_orgs.name_hint')}
        faults={faults}
        maxLength={200}
      />
    </FormFrame>
  );
}
