import { readToken } from '../names/token.js';
import { ByteWriter } from './byte-writer.js';
import type { SpellingDictionary } from './column-data.js';
import { emptyMeanings, KeptMeanings, unitsOfMeaning } from './kept-meanings.js';
import { MeetingIndexMaker } from './meeting-index.js';
import type { PackedSpellings, SpellingArrays } from './packed-spellings.js';
import { PackedTexts, packTexts } from './packed-texts.js';
import { sharedCopy } from './shared-arrays.js';
import { SpellingIndexMaker } from './spelling-index.js';
import { packTextIds } from './text-ids.js';
import { writeToken } from './token-codec.js';

/** Room left for the meaning of a Latin spelling that is not known yet, in units of eight bytes. Most take less. */
const unitsAMeaning = 60;

/**
 * Packs a dictionary into shared memory.
 * @param order the ids in the order in which they get their new ones
 * @param known an older dictionary: what it has is not read again, and what it knows of meanings is taken over
 */
export function packSpellings(
  spellings: SpellingDictionary,
  order: Int32Array,
  known: PackedSpellings | null,
): SpellingArrays {
  const texts = packTexts(order.length, (id) => spellings.text(order[id]!));
  const packed = new PackedTexts(texts);
  const codes = new ByteWriter();
  const offsets = new Uint32Array(order.length + 1);
  const index = new SpellingIndexMaker();
  const knownIds = new Int32Array(order.length).fill(-1);
  const meetings = new MeetingIndexMaker();
  let [units, latin] = [0, 0];
  for (let id = 0; id < order.length; id++) {
    const text = packed.text(id);
    const knownId = known === null ? -1 : known.idOf(text);
    const token = knownId < 0 ? readToken(text) : known!.token(knownId);
    writeToken(token, codes);
    offsets[id + 1] = codes.length;
    index.add(id, token);
    meetings.add(id, token);
    if (token.script !== 'Arab') latin += 1;
    if (token.meaning) {
      knownIds[id] = knownId;
      units += unitsOfMeaning(token.meaning);
    } else if (token.script !== 'Arab') units += unitsAMeaning;
  }
  const meanings = emptyMeanings(order.length, latin, units);
  const kept = new KeptMeanings(meanings);
  knownIds.forEach((knownId, id) => {
    if (knownId >= 0) kept.keep(id, known!.token(knownId).meaning!);
  });
  return {
    texts,
    ids: packTextIds(packed),
    codes: { bytes: sharedCopy(new Uint8Array(codes.bytes.buffer), codes.length), offsets: sharedCopy(offsets) },
    meanings,
    index: index.arrays(),
    meetings: meetings.arrays(index.coarse()),
  };
}
