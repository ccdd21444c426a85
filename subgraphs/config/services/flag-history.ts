export type FlagState = {
  isEnabled: boolean;
  rolloutPercentage: number;
  conditions?: Record<string, unknown> | null;
};

/** A flag's name in the history of settings, whose keys have no colon. */
export const historyKey = (flagName: string): string => `flag:${flagName}`;

/** A flag as one value of the history: JSON of what decides whether the feature is on. */
export const historyValue = ({ isEnabled, rolloutPercentage, conditions }: FlagState): string =>
  JSON.stringify({ isEnabled, rolloutPercentage, conditions: conditions ?? null });

/** The flag that a key of the history stands for; null for settings. */
export const flagNameOf = (configKey: string): string | null =>
  configKey.startsWith('flag:') ? configKey.slice('flag:'.length) : null;
