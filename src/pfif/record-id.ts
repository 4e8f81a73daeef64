const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * "domain/local": the domain of the repository where the record was first entered, a slash, and anything. As RFC 1123 a label may begin with a
 * digit; the domain may end with a dot.
 */
export function isRecordId(id: string): boolean {
  const slash = id.indexOf('/');
  if (slash < 1 || slash > 255 || slash === id.length - 1) return false;
  const domain = id.slice(0, slash);
  return (domain.endsWith('.') ? domain.slice(0, -1) : domain).split('.').every((part) => label.test(part));
}

/** Of our own records the local part is a hash, in letters that any address can hold: no name and no running number fits. */
export function isHashedRecordId(id: string): boolean {
  return isRecordId(id) && /^[A-Za-z0-9_-]{16,128}$/.test(id.slice(id.indexOf('/') + 1));
}
