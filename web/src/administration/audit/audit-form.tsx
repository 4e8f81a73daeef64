import type { AuditFilters } from '../../api/oversight.js';
import { auditOutcomes } from '../../api/types.js';
import { useFaults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { FormFrame } from '../../forms/form-frame.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { Select } from '../../forms/select.js';
import { useLanguage } from '../../language/language.js';

interface AuditFormProps {
  filters: AuditFilters;
  onAsk: (filters: AuditFilters) => void;
  /** The same filters once more: what came since. */
  onRead: () => void;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const subject = /^(?=.*[0-9])[A-Za-z0-9_.:-]{1,100}$/;
const action = /^[a-z][a-z0-9_.-]{0,60}$/;

/** A moment as a field of the browser wants it: the reader's own time. */
function localMoment(instant: string | undefined): string {
  if (!instant) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What the trail is asked for. Ids are copied from elsewhere: a wrong one would just find nothing, so it is said. */
export function AuditForm({ filters, onAsk, onRead }: AuditFormProps) {
  const { t } = useLanguage();
  const faults = useFaults();
  const submit = (form: HTMLFormElement) => {
    const said = (field: string) => textOf(form, field).trim();
    const moment = (field: string) => (said(field) ? new Date(said(field)).toISOString() : '');
    const asked = {
      actor_id: said('audit-actor'),
      subject_id: said('audit-subject'),
      action: said('audit-action').toLowerCase(),
      from: moment('audit-from'),
      until: moment('audit-until'),
    };
    const wrong = [
      asked.actor_id && !uuid.test(asked.actor_id) && faultAt('audit-actor', 'admin_audit.actor_wrong'),
      asked.subject_id && !subject.test(asked.subject_id) && faultAt('audit-subject', 'admin_audit.subject_wrong'),
      asked.action && !action.test(asked.action) && faultAt('audit-action', 'admin_audit.action_wrong'),
      asked.from && asked.until && asked.until <= asked.from && faultAt('audit-until', 'admin_audit.until_wrong'),
    ].filter((fault) => fault !== false && fault !== '');
    if (wrong.length > 0) return faults.show(wrong);
    faults.clear();
    const outcome = auditOutcomes.find((one) => one === said('audit-outcome'));
    const given: AuditFilters = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
    const next = outcome ? { ...given, outcome } : given;
    if (JSON.stringify(Object.entries(next).sort()) === JSON.stringify(Object.entries(filters).sort())) onRead();
    else onAsk(next);
  };
  const filtered = Object.keys(filters).length > 0;
  return (
    <FormFrame
      work={{ isPending: false, error: null }}
      faults={faults}
      send={t('admin_audit.ask')}
      onSubmit={submit}
      {...(filtered && { onClose: () => onAsk({}), close: t('admin_audit.no_filter') })}
      className="step-form audit-filters"
    >
      <Field
        id="audit-actor"
        label={t('admin_audit.actor_id')}
        faults={faults}
        latin
        maxLength={36}
        defaultValue={filters.actor_id ?? ''}
      />
      <Field
        id="audit-subject"
        label={t('admin_audit.subject_id')}
        faults={faults}
        latin
        maxLength={100}
        defaultValue={filters.subject_id ?? ''}
      />
      <Field
        id="audit-action"
        label={t('admin_audit.action')}
        faults={faults}
        latin
        maxLength={60}
        defaultValue={filters.action ?? ''}
      />
      <Select
        id="audit-outcome"
        label={t('admin_audit.outcome')}
        faults={faults}
        none={t('admin_audit.every_outcome')}
        options={auditOutcomes.map((value) => ({ value, label: t(`admin_outcome.${value}`) }))}
        defaultValue={filters.outcome ?? ''}
      />
      <Field
        id="audit-from"
        label={t('admin_audit.from')}
        faults={faults}
        latin
        type="datetime-local"
        defaultValue={localMoment(filters.from)}
      />
      <Field
        id="audit-until"
        label={t('admin_audit.until')}
        faults={faults}
        latin
        type="datetime-local"
        defaultValue={localMoment(filters.until)}
      />
    </FormFrame>
  );
}
