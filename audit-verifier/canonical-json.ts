/** JSON as RFC 8785 writes it, which is what was hashed of an entry. Of a value that `JSON.parse` gave. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = value as Record<string, unknown>;
    // The default order of `sort` is that of UTF-16 code units, as the RFC wants it.
    const names = Object.keys(members).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
