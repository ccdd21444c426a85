import type { Change } from './change.ts';
import type { Place } from './federation-changes.ts';

type Given = { coordinate: string; name: string; removed: readonly string[]; added: readonly string[]; place: Place };

/** What it means that directives of one name came to or went from something in one subgraph. */
export type DirectiveRule = (given: Given) => Change[];

const told = (rule: string, { coordinate }: Given, message: string): Change => ({
  rule,
  coordinate,
  message,
  effect: 'harmless',
  met: () => [],
  consequence: '',
});

const list = (texts: readonly string[]): string => texts.join(' and ');

/** What was removed and what was added, in one sentence. */
function difference({ coordinate, removed, added, place }: Given): string {
  const had = removed.length > 0 ? `has no ${list(removed)} any more` : '';
  const has = added.length > 0 ? `has ${list(added)} now` : '';
  return `${coordinate} of ${place.subgraph} ${[had, has].filter(Boolean).join(', and ')}.`;
}

/** Whoever asks for the object and for anything of it. */
const askedOf =
  ({ coordinate, place }: Given): Change['met'] =>
  (uses) => {
    const fields = new Set([...place.before.values()].flatMap((elements) => [...elements.keys()]));
    return [...fields]
      .filter((field) => field.startsWith(`${coordinate}.`) && field.split('.').length === 2)
      .flatMap((field) => uses.of(field));
  };

/** Whether anybody comes to these objects from another service. */
const isElsewhere = ({ coordinate, place }: Given): boolean =>
  [...place.before].some(([name, elements]) => name !== place.subgraph && elements.has(coordinate));

const key: DirectiveRule = (given) => {
  const { coordinate, removed, added, place } = given;
  const gone: Change = {
    rule: 'KEY_REMOVED',
    coordinate,
    message: `${place.subgraph} does not know ${coordinate} by ${list(removed)} any more.`,
    effect: isElsewhere(given) ? 'harmful' : 'notable',
    met: askedOf(given),
    consequence: `asks for ${coordinate}: a gateway that has the old supergraph cannot come to it by that key.`,
    remedy: 'Keep the key until every gateway has the new supergraph and no service hands out references by it.',
  };
  return [
    ...(removed.length > 0 ? [gone] : []),
    ...(added.length > 0 ? [told('KEY_ADDED', given, `${place.subgraph} knows ${coordinate} by ${list(added)}.`)] : []),
  ];
};

const override: DirectiveRule = (given) => {
  const { coordinate, added, place } = given;
  return added.length > 0
    ? [told('FIELD_OVERRIDDEN', given, `${coordinate} is answered by ${place.subgraph} from now on: ${list(added)}.`)]
    : [told('OVERRIDE_REMOVED', given, difference(given))];
};

/** Composition says whether it still holds together; a service's representations change all the same. */
const representation: DirectiveRule = (given) => [
  {
    rule: 'REPRESENTATION_CHANGED',
    coordinate: given.coordinate,
    message: difference(given),
    effect: 'notable',
    met: (uses) => uses.of(given.coordinate),
    consequence: 'asks for it: while service and gateway differ, it may get null.',
    remedy: `Let ${given.place.subgraph} do with both before the new supergraph comes into force.`,
  },
];

const informed =
  (rule: string): DirectiveRule =>
  (given) => [told(rule, given, difference(given))];

/** Told of elsewhere: in what clients see, or in who may see it. */
const elsewhere: DirectiveRule = () => [];

const link: DirectiveRule = (given) => [
  {
    rule: 'LINK_CHANGED',
    coordinate: given.coordinate,
    message: difference(given),
    effect: versions(given.removed).join() === versions(given.added).join() ? 'harmless' : 'reviewed',
    met: () => [],
    consequence: '',
    remedy: 'See that every gateway and router in use knows this version.',
  },
];

const versions = (links: readonly string[]): string[] =>
  links.map((text) => /url: "([^"]*)"/.exec(text)?.[1] ?? '').sort();

const other: DirectiveRule = (given) => [
  {
    rule: 'DIRECTIVE_CHANGED',
    coordinate: given.coordinate,
    message: difference(given),
    effect: 'notable',
    met: (uses) => uses.of(given.coordinate),
    consequence: 'uses it; what the directive means is not known here.',
  },
];

export const DIRECTIVE_RULES: Readonly<Record<string, DirectiveRule>> = {
  key,
  override,
  external: representation,
  requires: representation,
  provides: representation,
  interfaceObject: representation,
  shareable: informed('SHAREABLE_CHANGED'),
  tag: informed('TAG_CHANGED'),
  cost: informed('COST_CHANGED'),
  listSize: informed('COST_CHANGED'),
  composeDirective: informed('COMPOSED_DIRECTIVE_CHANGED'),
  link,
  deprecated: elsewhere,
  inaccessible: elsewhere,
  authenticated: elsewhere,
  requiresScopes: elsewhere,
  policy: elsewhere,
  other,
};
