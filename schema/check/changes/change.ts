import type { GraphQLSchema } from 'graphql';
import type { Use, Uses } from '../operations/uses.ts';

/**
 * What a change does to those who use what is changed: `harmful` breaks them, `notable` may surprise them, `harmless`
 * is no matter to them. What is `reviewed` somebody has to look at, whoever asks.
 */
export type Effect = 'harmful' | 'notable' | 'harmless' | 'reviewed';

/** A difference between two graphs. */
export type Change = {
  rule: string;
  coordinate: string;
  /** One sentence. */
  message: string;
  effect: Effect;
  /** Whose operations meet it. */
  met: (uses: Uses) => readonly Use[];
  /** What happens to these, as the end of a sentence that begins with the operation's name. */
  consequence: string;
  remedy?: string | undefined;
  /** It was deprecated before, so whoever looks at warnings has left it. */
  announced?: boolean;
};

export type Schemas = { before: GraphQLSchema; after: GraphQLSchema };

/** Of one operation that meets a change in several places, the first. */
export const oncePerOperation = (uses: readonly Use[]): Use[] =>
  [...new Map(uses.toReversed().map((use) => [use.operation, use])).values()].reverse();
