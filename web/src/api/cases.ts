import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import type { WhenFresh } from '../session/fresh-proof.js';
import { call } from './call.js';
import { ApiProblem } from './problem.js';
import type {
  CaseAssignment,
  CaseFilters,
  CaseHistoryItem,
  CaseNote,
  CaseStep,
  CaseSummary,
  CaseTask,
  CaseTaskBody,
  CaseView,
  Contest,
  ContestStep,
  ExtortionReport,
  ExtortionReportBody,
  ExtortionReviewBody,
  ItemsOf,
  PageOf,
} from './types.js';
import { type ChangeOptions, useChange } from './use-change.js';

const pageSize = 25;
const casePath = (id: string) => `/cases/${encodeURIComponent(id)}`;
const caseKey = (id: string) => ['case', id] as const;

export function useCases(filters: CaseFilters) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: ['cases', filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageSize), ...filters });
      if (pageParam) query.set('cursor', pageParam);
      return call<PageOf<CaseSummary>>('GET', `/cases?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) };
}

/** What this person has to do, in whichever case, the earliest first. */
export function useOwnTasks() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['case', 'own_tasks'],
    queryFn: ({ signal }) => call<ItemsOf<CaseTask>>('GET', '/tasks', { language, signal }),
  });
}

export function useCase(id: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: caseKey(id),
    queryFn: ({ signal }) => {
      const path = casePath(id);
      return call<CaseView>('GET', path, { language, signal });
    },
  });
}

function usePartOfCase<T>(caseId: string, part: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: [...caseKey(caseId), part],
    queryFn: ({ signal }) => {
      const path = `${casePath(caseId)}/${part}`;
      return call<T>('GET', path, { language, signal });
    },
  });
}

function usePagesOfCase<T>(caseId: string, part: string, filters: Record<string, string> = {}) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: [...caseKey(caseId), part, filters],
    placeholderData: keepPreviousData,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageSize), ...filters });
      if (pageParam) query.set('cursor', pageParam);
      const path = `${casePath(caseId)}/${part}`;
      return call<PageOf<T>>('GET', `${path}?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) };
}

/** @param of events of one kind of thing only; all when empty */
export const useCaseHistory = (caseId: string, of: CaseHistoryItem['of'] | '') =>
  usePagesOfCase<CaseHistoryItem>(caseId, 'history', of ? { of } : {});
export const useCaseNotes = (caseId: string) => usePagesOfCase<CaseNote>(caseId, 'notes');
export const useCaseTasks = (caseId: string) => usePartOfCase<ItemsOf<CaseTask>>(caseId, 'tasks');
export const useExtortionReports = (caseId: string) =>
  usePartOfCase<ItemsOf<ExtortionReport>>(caseId, 'extortion-reports');

/** Contests about a case itself, or about a detention record that stands beside it. */
export function useContests(caseId: string, recordId?: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: [...caseKey(caseId), 'contests', recordId ?? null],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(recordId ? { detention_record_id: recordId } : { case_id: caseId });
      return call<PageOf<Contest>>('GET', `/contests?${query}`, { language, signal });
    },
  });
}

/** A change of something in a case: the case and all that hangs off it is read anew. Consents and contacts follow its state. */
export const useCaseChange = <Body, Answer = unknown>(
  caseId: string,
  send: (body: Body, options: ChangeOptions) => Promise<Answer>,
) => useChange([['cases'], ['consents'], ['reporters'], ['report'], caseKey(caseId)], send);

export const useCaseStep = (view: CaseView) =>
  useCaseChange(view.id, (body: CaseStep, options) => {
    const path = casePath(view.id);
    return call('POST', `${path}/steps`, { ...options, ifMatch: view.revision, body });
  });

export const useAssignCase = (view: CaseView) =>
  useCaseChange(view.id, (body: CaseAssignment, options) => {
    const path = casePath(view.id);
    return call('POST', `${path}/assignment`, { ...options, ifMatch: view.revision, body });
  });

/** Links the own report of another case to this one. */
export const useLinkCase = (view: CaseView) =>
  useCaseChange(view.id, async ({ otherCaseId, reason }: { otherCaseId: string; reason: string }, options) => {
    const otherPath = casePath(otherCaseId);
    const other = await call<CaseView>('GET', otherPath, { language: options.language });
    const own = other.reports.find((report) => report.own);
    if (!own) throw new ApiProblem(409, 'case.link_taken', '', [], null);
    const path = casePath(view.id);
    return call('POST', `${path}/reports`, { ...options, body: { report_id: own.report_id, reason } });
  });

export const useUnlinkReport = (view: CaseView) =>
  useCaseChange(view.id, ({ reportId, reason }: { reportId: string; reason: string }, { language }) => {
    const path = casePath(view.id);
    return call('DELETE', `${path}/reports/${encodeURIComponent(reportId)}`, { language, body: { reason } });
  });

export const useAddNote = (caseId: string) =>
  useCaseChange(caseId, (body: { text: string }, options) => {
    const path = casePath(caseId);
    return call('POST', `${path}/notes`, { ...options, body });
  });

export const useAddTask = (caseId: string) =>
  useCaseChange(caseId, (body: CaseTaskBody, options) => {
    const path = casePath(caseId);
    return call('POST', `${path}/tasks`, { ...options, body });
  });

export const useMarkTask = (caseId: string, task: CaseTask) =>
  useCaseChange(caseId, (done: boolean, { language }) => {
    const path = casePath(caseId);
    return call('PATCH', `${path}/tasks/${encodeURIComponent(task.id)}`, {
      language,
      ifMatch: task.revision,
      body: { done },
    });
  });

export const useReportExtortion = (view: CaseView) =>
  useCaseChange(view.id, (body: ExtortionReportBody, options) => {
    const path = casePath(view.id);
    return call('POST', `${path}/extortion-reports`, { ...options, body });
  });

/** Wants a fresh proof of who reviews: it may show the contacts again. */
export const useReviewExtortion = (view: CaseView, reportId: string, whenFresh: WhenFresh) =>
  useCaseChange(view.id, (body: ExtortionReviewBody, options) => {
    const path = casePath(view.id);
    return whenFresh(() =>
      call('POST', `${path}/extortion-reports/${encodeURIComponent(reportId)}/reviews`, { ...options, body }),
    );
  });

export const useTakeDownContest = (view: CaseView, recordId?: string) =>
  useCaseChange(view.id, (body: { claim: Contest['claim']; told: string }, options) => {
    const about = recordId ? { detention_record_id: recordId } : { case_id: view.id };
    return call('POST', '/contests', { ...options, body: { ...about, ...body } });
  });

export const useContestStep = (view: CaseView, contest: Contest) =>
  useCaseChange(view.id, ({ step, note, identity }: ContestStep, options) => {
    const path = `/contests/${encodeURIComponent(contest.id)}`;
    const sent = { ...options, ifMatch: contest.revision };
    if (step === 'check_identity') return call('POST', `${path}/identity-check`, { ...sent, body: { identity, note } });
    if (step === 'reopen') return call('POST', `${path}/reopening`, { ...sent, body: { note } });
    return call('POST', `${path}/decision`, { ...sent, body: { decision: step, note } });
  });
