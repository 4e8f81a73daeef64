/** Production [2] Char of XML 1.0 (fifth edition): everything else cannot be written, not even as a number. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

export const withoutForbidden = (text: string): string => text.replace(forbidden, '');
export const hasForbidden = (text: string): boolean => text.search(forbidden) >= 0;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** For content. A carriage return is written as a number: readers turn a bare one into a line feed. */
export const escaped = (text: string): string => withoutForbidden(text).replace(/[&<>\r]/g, (one) => escapes[one]);

/** For an attribute in quotation marks, where white space would be evened out. */
export const escapedAttribute = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"\t\n\r]/g, (one) => escapes[one] ?? `&#${one.codePointAt(0)};`);
