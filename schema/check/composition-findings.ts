import type { ComposedGraph, CompositionProblem, FailedComposition } from '../composition.ts';
import { sdlFile } from '../subgraphs.ts';
import type { Finding } from './finding.ts';

/** What keeps the subgraphs from being one graph, and what composition has to remark. */
export const compositionFindings = ({ problems, hints }: ComposedGraph | FailedComposition): Finding[] => [
  ...problems.map(problem),
  ...hints.map(hint),
];

const problem = ({ code, message, places }: CompositionProblem): Finding => {
  const [first, ...others] = places;
  return {
    check: 'composition',
    rule: code,
    severity: 'error',
    message,
    place: first === undefined ? undefined : { file: sdlFile(first.subgraph), line: first.line },
    affects: others.map(({ subgraph, line }) => `Also at ${[sdlFile(subgraph), line].filter(Boolean).join(':')}.`),
    remedy: REMEDIES[code],
  };
};

const hint = (text: string): Finding => {
  const [, code = 'HINT', message = text] = /^(\w+): (.*)$/s.exec(text) ?? [];
  return { check: 'composition', rule: code, severity: 'warning', message, affects: [] };
};

/** For what is met most often; the message says the rest. */
const REMEDIES: Readonly<Record<string, string>> = {
  INVALID_FIELD_SHARING:
    'Give the field @shareable in every subgraph that answers it in the same way, or @override(from: "…") in the one that takes it over.',
  EXTERNAL_MISSING_ON_BASE:
    'Another subgraph reads this field of its owner: put it back, or take @external and @requires away there first.',
  EXTERNAL_TYPE_MISMATCH: 'Write the type that the owner has.',
  INVALID_GRAPHQL: 'Correct the SDL at that line.',
  SATISFIABILITY_ERROR: 'Give the type a key by which the gateway can come from one subgraph to the other.',
  REFERENCED_INACCESSIBLE: 'Hide what refers to it as well.',
};
