import { type ReactNode, useEffect, useState } from 'react';
import { Loading } from '../frame/loading.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { useLanguage } from './language.js';
import type { CataloguePart } from './messages.js';

/** Shows its screens as soon as their words are there. */
export function Words({ part, children }: { part: CataloguePart; children: ReactNode }) {
  const { parts, addPart } = useLanguage();
  const [failure, setFailure] = useState<unknown>(null);
  const there = parts.includes(part);
  useEffect(() => {
    if (!there) addPart(part).catch(setFailure);
  }, [there, part, addPart]);
  if (there) return children;
  if (failure === null) return <Loading />;
  return (
    <div className="page narrow">
      <ProblemNotice error={failure} retry={() => location.reload()} />
    </div>
  );
}
