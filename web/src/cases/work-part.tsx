import { type FormEvent, useRef } from 'react';
import { useAddNote, useAddTask, useCaseNotes, useCaseTasks, useMarkTask } from '../api/cases.js';
import { useColleagues } from '../api/colleagues.js';
import { useSession } from '../api/session.js';
import type { CaseTask } from '../api/types.js';
import { FaultSummary, useFaults } from '../forms/faults.js';
import { Field } from '../forms/field.js';
import { faultAt, textOf } from '../forms/read-form.js';
import { Select } from '../forms/select.js';
import { TextArea } from '../forms/text-area.js';
import { Loading } from '../frame/loading.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useLanguage } from '../language/language.js';
import { formatIsoDay } from '../language/read-date.js';
import { Icon } from '../suggestion/icon.js';
import { Moment } from '../suggestion/moment.js';
import { Disclosing } from './disclosing.js';
import { PersonName } from './person-name.js';

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
      {tasks.isError && <ProblemNotice error={tasks.error} retry={() => void tasks.refetch()} />}
      {tasks.isPending && <Loading />}
      {tasks.isSuccess && open.length === 0 && <p className="muted">{t('tasks.none')}</p>}
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
        <bdi dir="auto">{task.title}</bdi>
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
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (add.isPending) return;
    const [title, due] = ['task-title', 'task-due'].map((field) => textOf(event.currentTarget, field).trim());
    const missing = [
      !title && faultAt('task-title', 'tasks.task_missing'),
      !due && faultAt('task-due', 'tasks.due_missing'),
    ].filter((fault) => fault !== false);
    if (missing.length > 0 || !title || !due) return faults.show(missing);
    faults.clear();
    add.mutate({ title, due_on: due, for_account_id: textOf(event.currentTarget, 'task-for') }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={add.isPending} className="step-form">
      <FaultSummary faults={faults} />
      {add.isError && <ProblemNotice error={add.error} takeFocus />}
      <Field id="task-title" label={t('tasks.task')} faults={faults} maxLength={200} autoComplete="off" />
      <Field id="task-due" label={t('tasks.due_on')} faults={faults} type="date" latin />
      <Select
        id="task-for"
        label={t('tasks.for_whom')}
        faults={faults}
        options={colleagues.map(({ id, display_name }) => ({ value: id, label: display_name }))}
        {...(session && { defaultValue: session.account_id })}
      />
      <div className="choices">
        <button type="submit" className="primary">
          {t('tasks.add_send')}
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          {t('decision.close')}
        </button>
      </div>
    </form>
  );
}

function Notes({ caseId }: { caseId: string }) {
  const { t } = useLanguage();
  const faults = useFaults();
  const notes = useCaseNotes(caseId);
  const add = useAddNote(caseId);
  const form = useRef<HTMLFormElement>(null);
  const items = notes.items ?? [];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (add.isPending) return;
    const text = textOf(event.currentTarget, 'note-text').trim();
    if (text === '') return faults.show([faultAt('note-text', 'notes.missing')]);
    faults.clear();
    add.mutate({ text }, { onSuccess: () => form.current?.reset() });
  };
  return (
    <section className="panel" aria-labelledby="notes-title" aria-busy={notes.isFetching}>
      <h2 id="notes-title">{t('notes.title')}</h2>
      <form ref={form} onSubmit={submit} noValidate aria-busy={add.isPending} className="step-form">
        <FaultSummary faults={faults} />
        {add.isError && <ProblemNotice error={add.error} takeFocus />}
        <TextArea id="note-text" label={t('notes.add')} hint={t('notes.kept')} faults={faults} maxLength={4000} />
        <p>
          <button type="submit">{t('notes.add_send')}</button>
        </p>
      </form>
      {notes.isError && <ProblemNotice error={notes.error} retry={() => void notes.refetch()} />}
      {notes.isPending && <Loading />}
      {notes.isSuccess && items.length === 0 && <p className="muted">{t('notes.none')}</p>}
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
