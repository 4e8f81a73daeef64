const mebibyte = 1024 * 1024;

/** Sizes in characters (UTF-16 units), bytes or pieces. Beyond a row's limit the row is rejected, beyond a file's the file. */
export const limits = {
  /** Longest row: an open quotation mark must not swallow the file. */
  rowCharacters: 1_000_000,
  columns: 2_000,
  /** Of the text of a rejected row. */
  rejectedText: 10_000,
  /** Notes of one PFIF person. */
  notesOfPerson: 10_000,
  xmlDepth: 100,
  /** Between two marks of an XML file. */
  xmlToken: 2_000_000,
  archiveEntries: 1_000,
  unpackedBytes: 200 * mebibyte,
  /** Unpacked bytes for each packed one; small parts may be denser. */
  packing: 100,
  packingFrom: mebibyte,
  sharedTextBytes: 64 * mebibyte,
  sharedTexts: 4_000_000,
  /** A workbook is held in memory, packed. */
  workbookBytes: 50 * mebibyte,
  /** What guesses of text files are made from. */
  sampleBytes: 256 * 1024,
  sampleRows: 200,
  firstRows: 20,
} as const;

export const megabytes = (bytes: number): number => Math.round(bytes / mebibyte);
