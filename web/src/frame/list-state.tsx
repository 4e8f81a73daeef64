import type { ReactNode } from 'react';
import { Loading } from './loading.js';
import { ProblemNotice } from './problem-notice.js';

interface ListStateProps {
  list: { isError: boolean; error: unknown; isPending: boolean; isSuccess: boolean; refetch: () => unknown };
  /** What is said once it is read and nothing is in it. */
  empty?: ReactNode;
}

/** What stands beside a list, or in its place: why it could not be read, that it is coming, that nothing is in it. */
export function ListState({ list, empty }: ListStateProps) {
  return (
    <>
      {list.isError && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.isSuccess && empty}
    </>
  );
}
