// What happens to files on their way, and what is done to them on purpose: bytes and pieces changed, and parts of packed workbooks.
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';

const pieces = [
  '"',
  "'",
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\0',
  '\u001a',
  '\ufeff',
  '\u202e',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '&#xFFFFFFFF;',
  '<',
  '>',
  '</row>',
  '<row r="1048577">',
  '<c r="XFE1" t="s"><v>99999999</v></c>',
  '<c r="A0"/>',
  '<v>1e999</v>',
  't="e"',
  ']]>',
  '<![CDATA[',
  '{',
  '}',
  '[',
  '\\u0000',
  '\\ud800',
  '<pfif:person>',
  '</pfif:note>',
  '<mergeCell ref="A1:XFD1048576"/>',
  'PK\u0003\u0004',
  'PK\u0001\u0002',
  'PK\u0005\u0006',
  '9'.repeat(400),
  '\u0645'.repeat(200),
];

/** One change of bytes or pieces. */
function changed(bytes, random) {
  const at = random.between(0, bytes.length);
  const length = random.between(1, Math.max(1, Math.min(40, bytes.length)));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random.between(0, 7)) {
    case 0: {
      const copy = Buffer.from(bytes);
      for (let nth = random.between(1, 8); nth > 0 && copy.length > 0; nth--)
        copy[random.between(0, copy.length - 1)] ^= 1 << random.between(0, 7);
      return copy;
    }
    case 1:
      return Buffer.concat([before, after.subarray(length)]);
    case 2:
      return Buffer.concat([before, after.subarray(0, length * 10), after]);
    case 3:
      return Buffer.concat([before, Buffer.from(Array.from({ length }, () => random.between(0, 255))), after]);
    case 4:
      return before;
    case 5:
      return Buffer.concat([after, before]);
    default: {
      const piece = random.pick(pieces);
      const wide = bytes[0] === 0xff && bytes[1] === 0xfe && random.chance(0.8);
      return Buffer.concat([before, Buffer.from(piece, wide ? 'utf16le' : 'utf8'), after]);
    }
  }
}

function manyChanges(bytes, random) {
  let now = bytes;
  for (let nth = random.pick([1, 1, 1, 2, 3, 10]); nth > 0; nth--) now = changed(now, random);
  return now;
}

/** Parts of the workbook are changed and packed again, or the archive itself is. */
export async function mutated(format, bytes, random) {
  if (format !== 'xlsx' || random.chance(0.35)) return manyChanges(bytes, random);
  const parts = await unpacked(bytes);
  for (let nth = random.pick([1, 1, 2]); nth > 0; nth--) {
    const at = random.between(0, parts.length - 1);
    const what = random.between(0, 9);
    if (what === 0) parts.splice(at, 1);
    else if (what === 1)
      parts.push({
        ...parts[at],
        name: random.pick(['../x', '/etc/x', parts[at].name, 'xl/styles.xml', 'xl/worksheets/sheet1.xml']),
      });
    else if (what === 2)
      parts[at].name = random.pick([
        'xl/workbook.bin',
        'EncryptedPackage',
        'x'.repeat(300),
        'xl/worksheets/sheet9.xml',
      ]);
    else parts[at].bytes = manyChanges(parts[at].bytes, random);
    if (parts.length === 0) break;
  }
  const zip = new yazl.ZipFile();
  for (const { name, bytes: inside } of parts)
    zip.addBuffer(inside, name.replace(/^\/|\.\.\//g, '') || 'x', { compress: random.chance(0.9) });
  zip.end();
  const again = await buffer(zip.outputStream);
  return random.chance(0.3) ? lying(again, random) : again;
}

/** Headers that say something else than what is there: sizes, sums, methods, flags, names. */
function lying(bytes, random) {
  const copy = Buffer.from(bytes);
  const heads = [];
  for (const mark of ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006'])
    for (let at = copy.indexOf(mark); at >= 0; at = copy.indexOf(mark, at + 1)) heads.push(at);
  for (let nth = random.between(1, 3); nth > 0; nth--) {
    const at = random.pick(heads) + random.between(4, 44);
    if (at + 4 > copy.length) continue;
    if (random.chance(0.5)) copy.writeUInt32LE(random.pick([0, 1, 0x7fffffff, 0xffffffff, 0x10000]), at);
    else copy[at] = random.between(0, 255);
  }
  return copy;
}

async function unpacked(bytes) {
  const zip = await opened(bytes);
  const parts = [];
  await new Promise((resolve, reject) => {
    zip.on('entry', (entry) =>
      zip.openReadStream(entry, async (error, stream) => {
        if (error) return reject(error);
        parts.push({ name: entry.fileName, bytes: await buffer(stream) });
        zip.readEntry();
      }),
    );
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  });
  return parts;
}

const opened = (bytes) =>
  new Promise((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip))),
  );
