const MOST_TEXTS = 5_000;
const MOST_CHARACTERS = 8 * 1024 * 1024;

export type Texts = {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<boolean>;
};

/** Texts that strangers bring: so many, and altogether so long; the least recently used go first. */
export function boundedTexts(mostTexts = MOST_TEXTS, mostCharacters = MOST_CHARACTERS): Texts {
  const texts = new Map<string, string>();
  let characters = 0;
  const remove = (key: string): boolean => {
    characters -= texts.get(key)?.length ?? 0;
    return texts.delete(key);
  };
  return {
    get: async (key) => {
      const text = texts.get(key);
      if (text !== undefined) {
        texts.delete(key);
        texts.set(key, text);
      }
      return text;
    },
    set: async (key, text) => {
      remove(key);
      texts.set(key, text);
      characters += text.length;
      while (texts.size > mostTexts || characters > mostCharacters) {
        remove(texts.keys().next().value as string);
      }
    },
    delete: async (key) => remove(key),
  };
}
