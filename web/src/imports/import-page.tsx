import { Link, Redirect, useLocation } from 'wouter';
import { isWorking } from '../api/imports.js';
import { ApiProblem } from '../api/problem.js';
import { ListState } from '../frame/list-state.js';
import { NotFound } from '../frame/not-found.js';
import { KeysHelp } from '../keyboard/keys-help.js';
import { type KeyHandlers, useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { Icon } from '../suggestion/icon.js';
import { CheckStep } from './check/check-step.js';
import { ColumnsStep } from './columns/columns-step.js';
import { ImportStateWord } from './import-state-word.js';
import { Sending } from './new/sending.js';
import { ReadingStep } from './reading/reading-step.js';
import { Ending } from './run/ending.js';
import { Working } from './run/working.js';
import { openSteps, presentStep, type Step, stepAddress, steps } from './steps.js';
import type { ImportView, Progress } from './types.js';
import { useFollowedImport } from './use-followed-import.js';
import './imports.css';

const keys = [
  { press: '1 2 3 4 5', does: 'keys.import_step' },
  { press: 'J ↓', does: 'keys.import_next' },
  { press: 'K ↑', does: 'keys.import_previous' },
  { press: 'E', does: 'keys.import_open' },
] as const;

/** One file on its way in: each step is a page, and the one that it waits at opens by itself. */
export default function ImportPage({ id, step }: { id: string; step?: string }) {
  const { t } = useLanguage();
  const followed = useFollowedImport(id);
  const view = followed.data;
  if (followed.error instanceof ApiProblem && followed.error.status === 404) return <NotFound />;
  return (
    <div className="page import" aria-busy={followed.isFetching && !view}>
      <title>{`${t('imports.one')} - Athar`}</title>
      <nav className="import-places" aria-label={t('imports.places')}>
        <Link href="/imports">
          <Icon name="back" mirrored /> {t('imports.back')}
        </Link>
        <KeysHelp keys={[...keys]} />
      </nav>
      <ListState list={followed} />
      {view && <Journey view={view} progress={followed.progress} step={step} />}
    </div>
  );
}

function Journey({
  view,
  progress,
  step,
}: {
  view: ImportView;
  progress: Omit<Progress, 'state'> | null;
  step?: string;
}) {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const open = openSteps(view);
  const present = presentStep(view);
  const shown = open.find((name) => name === step) ?? present;
  const stepKeys: KeyHandlers = {};
  for (const [index, name] of steps.entries()) {
    stepKeys[`Digit${index + 1}`] = () => {
      if (open.includes(name)) navigate(stepAddress(view.id, name));
    };
  }
  useKeys(stepKeys);

  // A step that closed meanwhile, for example because the service went to work on what was sent.
  if (step && step !== shown) return <Redirect to={`/imports/${view.id}`} replace />;

  return (
    <>
      <header className="import-head">
        <p>
          <strong>
            <bdi dir="auto">{view.list.name}</bdi>
          </strong>{' '}
          <span className="muted">
            <bdi dir="auto">{view.source.file_name}</bdi>
          </span>
        </p>
        <ImportStateWord state={view.state} />
      </header>
      <nav aria-label={t('imports.steps')}>
        <ol className="import-steps">
          {steps.map((name, index) => (
            <li key={name} className={steps.indexOf(present) > index ? 'past' : undefined}>
              {open.includes(name) ? (
                <Link href={stepAddress(view.id, name)} aria-current={name === shown ? 'step' : undefined}>
                  <span className="number">{index + 1}</span> <span className="words">{t(`import_step.${name}`)}</span>
                </Link>
              ) : (
                <span>
                  <span className="number">{index + 1}</span> <span className="words">{t(`import_step.${name}`)}</span>
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {isWorking(view.state) && shown === present ? (
        <Working key={view.state} view={view} progress={progress} />
      ) : (
        <StepContent key={`${view.state} ${shown}`} view={view} step={shown} />
      )}
    </>
  );
}

function StepContent({ view, step }: { view: ImportView; step: Step }) {
  switch (step) {
    case 'file':
      return <Sending view={view} />;
    case 'reading':
      return <ReadingStep key={view.revision} view={view} />;
    case 'columns':
      return <ColumnsStep view={view} />;
    case 'check':
      return <CheckStep view={view} />;
    case 'result':
      return <Ending view={view} />;
  }
}
