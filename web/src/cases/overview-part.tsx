import type { CaseView } from '../api/types.js';
import { AssignForm } from './assign-form.js';
import { CaseSteps } from './case-steps.js';
import { ReportAnswers } from './report-answers.js';

/** What the families told, and beside it what can be done. */
export function OverviewPart({ view }: { view: CaseView }) {
  return (
    <div className="case-columns">
      <div>
        {view.reports.map(({ report_id: id }, index) => (
          <ReportAnswers key={id} reportId={id} number={index + 1} />
        ))}
      </div>
      <aside>
        <CaseSteps key={view.revision} view={view} />
        <AssignForm view={view} />
      </aside>
    </div>
  );
}
