import type { Acting } from '../access/acting.js';
import { Problem } from '../errors.js';

/** Families file with the organisation that runs the service. @throws Problem service.unavailable while it is not set up */
export async function operatorId(acting: Acting): Promise<string> {
  const [operator]: { id: string }[] = await acting.atTheDoor((manager) =>
    manager.query("select id from organisations where kind = 'operator' order by created_at, id limit 1"),
  );
  if (!operator) throw new Problem('service.unavailable');
  return operator.id;
}
