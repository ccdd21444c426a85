import type { DocumentNode } from 'graphql';
import type { Element } from '../coordinates.ts';

/** What breaks a rule, where, and what would not. */
export type Violation = { coordinate: string; line: number; message: string; remedy: string };

/** The SDL of one subgraph. */
export type Linted = { document: DocumentNode; elements: readonly Element[] };

/** A rule, and why there is one. */
export type LintRule = { why: string; look(sdl: Linted): Violation[] };
