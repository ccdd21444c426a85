/** What a variant of the graph shows and hides, by the tags in the SDL. */
export type Contract = {
  name: string;
  /** Where there are any, only what has one of them is shown. */
  include: readonly string[];
  /** What has one of them is hidden. */
  exclude: readonly string[];
  /** Also what nothing leads to any more. */
  hideUnreachable: boolean;
};

/**
 * The tags that SDL may have. `internal` is what the facility knows for itself: notes and before-and-after values, what
 * it runs on, how it is backed up and configured.
 */
export const TAGS: readonly string[] = ['internal'];

/** The variants that are served to somebody, and that every change is checked against. */
export const CONTRACTS: readonly Contract[] = [
  { name: 'public', include: [], exclude: ['internal'], hideUnreachable: true },
];
