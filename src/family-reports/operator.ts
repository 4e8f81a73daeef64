import type { Acting } from '../access/acting.js';
import { Problem } from '../errors.js';

/** Which one it is does not change while a process runs: not looked up again for every family. */
const known = new WeakMap<Acting, string>();

/** Families file with the organisation that runs the service. @throws Problem service.unavailable while it is not set up */
export async function operatorId(acting: Acting): Promise<string> {
  const before = known.get(acting);
  if (before) return before;
  const [operator]: { id: string }[] = await acting.atTheDoor((manager) =>
    manager.query("select id from organisations where kind = 'operator' order by created_at, id limit 1"),
  );
  if (!operator) throw new Problem('service.unavailable');
  known.set(acting, operator.id);
  return operator.id;
}
