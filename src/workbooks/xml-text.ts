/** Most characters (UTF-16 units) of a cell that Excel opens; beyond it Excel calls the whole workbook damaged. */
export const longestCell = 32_767;

/**
 * Text as it stands between two tags or in an attribute of a workbook's XML. What XML cannot hold (most control characters, half a surrogate
 * pair) becomes U+FFFD; everything else comes back as it was, also text that looks like Excel's own escapes (`_x0041_`; ECMA-376 part 1,
 * 22.9.2.19) and carriage returns, which a reader of XML would make line feeds of.
 */
export function xmlText(text: string): string {
  if (harmless.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"\t\n\r]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Most cells: plain letters of both scripts, digits, usual punctuation. */
const harmless = /^[ !#-%'-;=?-^`-~\u0600-\u06ff]*$/;

/** What fits into a cell; a longer text is cut and ends in an ellipsis. */
export const cellText = (text: string): string =>
  text.length <= longestCell ? text : `${text.slice(0, longestCell - 1)}\u2026`;
