import { useAddNote, useAddTask, useCaseNotes, useCaseTasks, useMarkTask } from '../api/cases.js';
import { useColleagues } from '../api/colleagues.js';
import { useSession } from '../api/session.js';
import type { CaseTask } from '../api/types.js';
import { Disclosing } from '../forms/disclosing.js';
import { useFaults } from '../forms/faults.js';
import { Field } from '../forms/field.js';
import { FormFrame } from '../forms/form-frame.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { ListState } from '../frame/list-state.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useLanguage } from '../language/language.js';
import { formatIsoDay } from '../language/read-date.js';
import { Icon } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';
import { PersonName } from './person-name.js';
import { TaskTitle } from './task-title.js';

/** What is to be done, and what people noted. */
export function WorkPart({ caseId }: { caseId: string }) {
  return (
    <div className="case-halves">
      <Tasks caseId={caseId} />
      <Notes caseId={caseId} />
    </div>
  );
}

const today = () => new Intl.DateTimeFormat('en-CA').format(new Date());

function Tasks({ caseId }: { caseId: string }) {
  const { t } = useLanguage();
  const tasks = useCaseTasks(caseId);
  const items = tasks.data?.items ?? [];
  const open = items.filter(({ done_at }) => done_at === null);
  const done = items.filter(({ done_at }) => done_at !== null);
  return (
    <section className="panel" aria-labelledby="tasks-title" aria-busy={tasks.isFetching}>
      <h2 id="tasks-title">{t('tasks.title')}</h2>
      <ListState list={tasks} empty={open.length === 0 && <p className="muted">{t('tasks.none')}</p>} />
      <ul className="plain tasks">
        {open.map((task) => (
          <OneTask key={task.id} caseId={caseId} task={task} />
        ))}
      </ul>
      <Disclosing says={t('tasks.add')}>{(close) => <TaskForm caseId={caseId} onClose={close} />}</Disclosing>
      {done.length > 0 && (
        <details>
          <summary>
            {t('tasks.done')} ({done.length})
          </summary>
          <ul className="plain tasks">
            {done.map((task) => (
              <OneTask key={task.id} caseId={caseId} task={task} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function OneTask({ caseId, task }: { caseId: string; task: CaseTask }) {
  const { t, language } = useLanguage();
  const mark = useMarkTask(caseId, task);
  const isDone = task.done_at !== null;
  const overdue = !isDone && task.due_on < today();
  return (
    <li>
      <span className="task-title">
        <TaskTitle task={task} />
        <span className="reading">
          {isDone ? (
            <>
              <Icon name="tick" /> <PersonName who={task.done_by} />
            </>
          ) : (
            <>
              {overdue && <Icon name="warning" />}{' '}
              {t(overdue ? 'tasks.overdue' : 'tasks.due', { day: formatIsoDay(task.due_on, language) })} ·{' '}
              {t('tasks.for')} <PersonName who={task.for} />
            </>
          )}
        </span>
      </span>
      <button
        type="button"
        aria-label={t(isDone ? 'tasks.mark_open_named' : 'tasks.mark_done_named', { title: task.title })}
        disabled={mark.isPending}
        onClick={() => mark.mutate(!isDone)}
      >
        {t(isDone ? 'tasks.mark_open' : 'tasks.mark_done')}
      </button>
      {mark.isError && <ProblemNotice error={mark.error} takeFocus />}
    </li>
  );
}

function TaskForm({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const { data: session } = useSession();
  const { colleagues } = useColleagues();
  const add = useAddTask(caseId);
  const submit = (form: HTMLFormElement) => {
    const [title, due] = ['task-title', 'task-due'].map((field) => textOf(form, field).trim());
    const missing = [
      !title && faultAt('task-title', 'tasks.task_missing'),
      !due && faultAt('task-due', 'tasks.due_missing'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0 || !title || !due) return faults.show(missing);
    faults.clear();
    add.mutate({ title, due_on: due, for_account_id: textOf(form, 'task-for') }, { onSuccess: onClose });
  };
  return (
    <FormFrame work={add} faults={faults} send={t('tasks.add_send')} onSubmit={submit} onClose={onClose}>
      <Field id="task-title" label={t('tasks.task')} faults={faults} maxLength={200} />
      <Field id="task-due" label={t('tasks.due_on')} faults={faults} type="date" latin />
      <Select
        id="task-for"
        label={t('tasks.for_whom')}
        faults={faults}
        options={colleagues.map(({ id, display_name }) => ({ value: id, label: display_name }))}
        {...(session && { defaultValue: session.account_id })}
      />
    </FormFrame>
  );
}

function Notes({ caseId }: { caseId: string }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const notes = useCaseNotes(caseId);
  const add = useAddNote(caseId);
  const items = notes.items ?? [];
  const submit = (form: HTMLFormElement) => {
    const text = textOf(form, 'note-text').trim();
    if (text === '') return faults.show([faultAt('note-text', 'notes.missing')]);
    faults.clear();
    add.mutate({ text }, { onSuccess: () => form.reset() });
  };
  return (
    <section className="panel" aria-labelledby="notes-title" aria-busy={notes.isFetching}>
      <h2 id="notes-title">{t('notes.title')}</h2>
      <FormFrame work={add} faults={faults} send={t('notes.add_send')} onSubmit={submit}>
        <TextArea id="note-text" label={t('notes.add')} hint={t('notes.kept')} faults={faults} maxLength={4000} />
      </FormFrame>
      <ListState list={notes} empty={items.length === 0 && <p className="muted">{t('notes.none')}</p>} />
      <ol className="plain notes">
        {items.map((note) => (
          <li key={note.id}>
            <p dir="auto" className="told">
              {note.text}
            </p>
            <span className="reading">
              <PersonName who={note.by} /> · <Moment at={note.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
