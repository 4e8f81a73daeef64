import type { Field } from '../compare-records.js';
import type { CompiledRecord } from '../compile-record.js';
import type { ValueDictionary } from './column-data.js';
import { decodeField } from './field-texts.js';

/** Values kept ready for comparing, about a kilobyte each: those that came first, which are the commonest. Later ones are read anew whenever they are asked for. */
const mostKept = 60_000;

/** The values of one field as records that say nothing else. */
export class DecodedValues {
  private readonly kept: (CompiledRecord | undefined)[] = [];

  constructor(
    private readonly field: Field,
    private readonly values: ValueDictionary,
  ) {}

  get(id: number): CompiledRecord {
    const known = this.kept[id];
    if (known) return known;
    const decoded = decodeField(this.field, this.values.text(id));
    if (id < mostKept) this.kept[id] = decoded;
    return decoded;
  }
}
