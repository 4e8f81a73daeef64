import type { CaseTask } from '../api/types.js';
import { useLanguage } from '../language/language.js';

/** In the words of whoever wrote it; what a family caused by itself says the console. */
export function TaskTitle({ task }: { task: CaseTask }) {
  const { t, knows } = useLanguage();
  const key = `task_kind.${task.kind}`;
  return <bdi dir="auto">{knows(key) ? t(key) : task.title}</bdi>;
}
