/** At most so many names of a kind become label values; later ones are `other`, so that no client can fill the memory. */
export function boundedNames(most: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) {
      return name;
    }
    if (known.size >= most) {
      return 'other';
    }
    known.add(name);
    return name;
  };
}
