import { describe, expect, it } from '@jest/globals';
import { collected, encoded, inPieces } from '../../test/support/written-files.js';
import { inspect, rows } from './index.js';

const pfif = (text: string | Buffer, piece?: number) => collected(rows(inPieces(text, piece), { format: 'pfif' }));
const file = (inner: string, version = '1.4') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/${version}">\n${inner}\n</pfif:pfif>\n`;
const person = (inner: string) =>
  `<pfif:person><pfif:person_record_id>example.org/1</pfif:person_record_id>${inner}</pfif:person>`;

/** The fields of each row that are not empty. */
const fieldsOf = ({ rows: read, headings }: Awaited<ReturnType<typeof pfif>>) =>
  read.map(({ cells }) =>
    Object.fromEntries(headings.flatMap((name, at) => (cells[at]?.raw ? [[name, cells[at].raw]] : []))),
  );

describe('a PFIF file', () => {
  it('gives a row for each person and each note, a note within a person with the id of that person', async () => {
    const text = file(
      `${person('<pfif:note><pfif:note_record_id>example.org/n1</pfif:note_record_id><pfif:text>seen</pfif:text></pfif:note><pfif:full_name>\u0633\u0627\u0645\u064a\nSami Athartest</pfif:full_name>')}
       <pfif:note><pfif:note_record_id>example.org/n2</pfif:note_record_id><pfif:person_record_id>other.org/9</pfif:person_record_id><pfif:text><![CDATA[a < b]]> &amp; c</pfif:text></pfif:note>`,
    );
    for (const piece of [1, 10, 100_000]) {
      const read = await pfif(text, piece);
      expect(fieldsOf(read)).toEqual([
        {
          record_type: 'person',
          person_record_id: 'example.org/1',
          full_name: '\u0633\u0627\u0645\u064a\nSami Athartest',
        },
        { record_type: 'note', note_record_id: 'example.org/n1', person_record_id: 'example.org/1', text: 'seen' },
        { record_type: 'note', note_record_id: 'example.org/n2', person_record_id: 'other.org/9', text: 'a < b & c' },
      ]);
      expect(read.end).toMatchObject({ rows: 3, rejected: 0, lastRow: 3 });
    }
  });

  it.each(['1.1', '1.2', '1.3'])('of version %s has the field names of 1.4, its texts untouched', async (version) => {
    const read = await pfif(
      file(
        person(
          '<pfif:first_name>Sami</pfif:first_name><pfif:last_name>Athartest</pfif:last_name><pfif:home_zip>7</pfif:home_zip><pfif:other>description:\n  tall</pfif:other>',
        ),
        version,
      ),
    );
    expect(fieldsOf(read)).toEqual([
      {
        record_type: 'person',
        person_record_id: 'example.org/1',
        given_name: 'Sami',
        family_name: 'Athartest',
        home_postal_code: '7',
        description: 'description:\n  tall',
      },
    ]);
  });

  it('keeps a field that the standard does not know as a column of its own', async () => {
    const read = await pfif(
      file(`${person('')}${person('<pfif:shoe_size>44</pfif:shoe_size><x:a xmlns:x="urn:x">b</x:a>')}`),
    );
    expect(fieldsOf(read)[1]).toMatchObject({ shoe_size: '44', 'urn:x a': 'b' });
    expect(read.rows[0].cells.length).toBeLessThanOrEqual(read.headings.length);
  });

  it.each([
    ['a field twice', person('<pfif:sex>male</pfif:sex><pfif:sex>female</pfif:sex>'), 'row.field_twice', 'sex'],
    ['marks within a field', person('<pfif:text>a<b>c</b></pfif:text>'), 'row.nested_value', 'text'],
    ['text beside its fields', person('lost?'), 'row.nested_value', undefined],
    [
      'a note within it about somebody else',
      person('<pfif:note><pfif:person_record_id>x.org/2</pfif:person_record_id></pfif:note>'),
      'row.other_person',
      'person_record_id',
    ],
  ])('gives back a record with %s, with what it holds, and reads the next', async (_what, inner, problem, column) => {
    const read = await pfif(file(`${inner}${person('<pfif:sex>male</pfif:sex>')}`));
    expect(read.rejected).toEqual([
      expect.objectContaining({ problem, text: expect.stringMatching(/lost\?|female|a|x\.org/) }),
    ]);
    expect(read.rejected[0].column).toBe(column);
    expect(fieldsOf(read).at(-1)).toMatchObject({ sex: 'male' });
  });

  it.each([
    ['a DOCTYPE', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'file.doctype'],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>', 'file.doctype'],
    ['another kind of XML', '<rss><channel/></rss>', 'file.xml_unknown'],
    ['an Atom feed without persons', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'file.xml_unknown'],
    ['an end that is missing', file(person('')).slice(0, -20), 'file.xml_malformed'],
    ['an unknown entity', file(person('<pfif:text>&file;</pfif:text>')), 'file.xml_malformed'],
    ['marks 100,000 deep', file(person('<a>'.repeat(100_000))), 'file.xml_too_deep'],
  ])('with %s is refused', async (_what, text, code) => {
    await expect(pfif(text, 7)).rejects.toMatchObject({ code });
  });

  it('as a feed in which nobody stands today is a list without rows', async () => {
    const feed =
      '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:pfif="http://zesty.ca/pfif/1.4"><title>a</title></feed>';
    const read = await pfif(feed, 5);
    expect(read).toMatchObject({ rows: [], rejected: [], headings: expect.arrayContaining(['person_record_id']) });
  });

  it('says in which line it is broken', async () => {
    await expect(pfif(file(`${person('')}\n\n<pfif:person>`))).rejects.toMatchObject({ facts: { line: 6 } });
  });

  it('with a flood of numeric references is read letter by letter', async () => {
    const read = await pfif(file(person(`<pfif:text>${'&#1593;'.repeat(50_000)}</pfif:text>`)));
    expect(fieldsOf(read)[0].text).toBe('\u0639'.repeat(50_000));
  });

  it('is recognised by its beginning, and by the encoding that it says', async () => {
    const text = file(
      person('<pfif:full_name>\u0633\u0627\u0645\u064a \u0623\u062b\u0631\u062a\u0633\u062a</pfif:full_name>'),
    ).replace('UTF-8', 'windows-1256');
    const bytes = encoded(text, 'windows-1256');
    const seen = await inspect(inPieces(bytes, 9));
    expect(seen.options).toEqual({ format: 'pfif', encoding: 'windows-1256' });
    expect(seen.guesses.encoding?.why.code).toBe('encoding.declared');
    const read = await collected(rows(inPieces(bytes), seen.options));
    expect(fieldsOf(read)[0].full_name).toBe('\u0633\u0627\u0645\u064a \u0623\u062b\u0631\u062a\u0633\u062a');
  });
});
