import type { Lab } from '../operations/story.ts';
import type { InputRules } from './rules.ts';

/** A mutation: an input that is accepted and has every field there is, and what its fields accept. */
export type MutationRules = { good: (lab: Lab) => Promise<Record<string, unknown>>; fields: InputRules };

/** The mutations of one service. */
export type MutationsRules = Readonly<Record<string, MutationRules>>;
