import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useCase } from '../api/cases.js';
import { ApiProblem } from '../api/problem.js';
import type { CaseView } from '../api/types.js';
import { ListState } from '../frame/list-state.js';
import { Loading } from '../frame/loading.js';
import { NotFound } from '../frame/not-found.js';
import { KeysHelp } from '../keyboard/keys-help.js';
import { useLanguage } from '../language/language.js';
import { Icon } from '../suggestion/icon.js';
import { CaseHeader } from './case-header.js';
import { ContactPart } from './contact-part.js';
import { LinksPart } from './links-part.js';
import { OverviewPart } from './overview-part.js';
import { type CasePart, caseAddress, caseParts } from './parts.js';
import { SafetyPart } from './safety-part.js';
import { TimelinePart } from './timeline-part.js';
import { WorkPart } from './work-part.js';
import '../session/sign-in.css';
import './cases.css';

const keys = [
  { press: '/', does: 'keys.search' },
  { press: 'G Q C D', does: 'keys.go_case' },
] as const;

const MessagesPart = lazy(() => import('./messages-part.js'));
const DisclosurePart = lazy(() => import('../disclosures/disclosure-part.js'));

/** One sought person: what his families told, what is known, what is done. Each part has an address of its own. */
export default function CasePage({ id, part = 'overview' }: { id: string; part?: string }) {
  const { t } = useLanguage();
  const found = useCase(id);
  const shown = caseParts.find((one) => one === part);
  if (!shown || (found.error instanceof ApiProblem && found.error.status === 404)) return <NotFound />;
  return (
    <div className="page case-page" aria-busy={found.isFetching}>
      <title>{`${t('case.title')} - Athar`}</title>
      <nav className="case-places" aria-label={t('case.back')}>
        <Link href="/cases">
          <Icon name="back" mirrored /> {t('case.back')}
        </Link>
        <KeysHelp keys={[...keys]} />
      </nav>
      <ListState list={found} />
      {found.data && (
        <>
          <CaseHeader view={found.data} />
          <Parts id={id} shown={shown} />
          <Suspense fallback={<Loading />}>
            <Part view={found.data} part={shown} />
          </Suspense>
        </>
      )}
    </div>
  );
}

function Parts({ id, shown }: { id: string; shown: CasePart }) {
  const { t } = useLanguage();
  return (
    <nav className="case-parts" aria-label={t('case.places')}>
      {caseParts.map((part) => (
        <Link key={part} href={caseAddress(id, part)} aria-current={part === shown ? 'page' : undefined}>
          {t(`case.part.${part}`)}
        </Link>
      ))}
    </nav>
  );
}

function Part({ view, part }: { view: CaseView; part: CasePart }) {
  const reportIds = view.reports.map(({ report_id }) => report_id);
  switch (part) {
    case 'overview':
      return <OverviewPart view={view} />;
    case 'links':
      return <LinksPart view={view} />;
    case 'timeline':
      return <TimelinePart caseId={view.id} />;
    case 'work':
      return <WorkPart caseId={view.id} />;
    case 'contact':
      return <ContactPart reportIds={reportIds} hidden={view.contacts_hidden} />;
    case 'messages':
      return <MessagesPart reportIds={reportIds} held={view.contacts_hidden || view.state === 'safety_hold'} />;
    case 'safety':
      return <SafetyPart view={view} />;
    case 'disclosure':
      return <DisclosurePart view={view} />;
  }
}
