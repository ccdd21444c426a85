/** One thing that was looked at before a separation. Problems stop it, warnings are for the operator to judge. */
export type Finding = {
  level: 'ok' | 'warning' | 'problem';
  /** `source`, the name of a service, or what it concerns: `disk`, `last backup`, `tables`, `plan`. */
  about: string;
  text: string;
  /** What to do about it. */
  remedy?: string;
};

export const ok = (about: string, text: string): Finding => ({ level: 'ok', about, text });
export const warning = (about: string, text: string, remedy?: string): Finding =>
  finding('warning', about, text, remedy);
export const problem = (about: string, text: string, remedy?: string): Finding =>
  finding('problem', about, text, remedy);

const finding = (level: Finding['level'], about: string, text: string, remedy: string | undefined): Finding => ({
  level,
  about,
  text,
  ...(remedy === undefined ? {} : { remedy }),
});

const MOST_NAMES = 10;

/** `a, b and 7 more`, of names out of a database. */
export function namesOf(names: readonly string[], most = MOST_NAMES): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
