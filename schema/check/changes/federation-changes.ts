import { type ConstDirectiveNode, parse, print } from 'graphql';
import { type Element, elementsOf } from '../coordinates.ts';
import type { Change } from './change.ts';
import { DIRECTIVE_RULES, type DirectiveRule } from './directive-rules.ts';

export type SdlByName = ReadonlyMap<string, string>;

/** A change, and whose SDL it is in. */
export type SubgraphChange = Change & { subgraph: string };

/** What of each subgraph has changed that only the others and the gateway see: keys, who answers what, what is required. */
export function federationChanges(before: SdlByName, after: SdlByName): SubgraphChange[] {
  const old = indexed(before);
  const now = indexed(after);
  return [
    ...[...after.keys()].filter((name) => !before.has(name)).map(subgraphAdded),
    ...[...before.keys()].filter((name) => !after.has(name)).map(subgraphRemoved),
    ...[...after.keys()].filter((name) => before.has(name)).flatMap((name) => within(name, old, now)),
  ];
}

export type Index = ReadonlyMap<string, ReadonlyMap<string, Indexed>>;
type Indexed = { directives: ConstDirectiveNode[]; kind: Element['node']['kind'] };

const indexed = (sdls: SdlByName): Index =>
  new Map(
    [...sdls].map(([name, sdl]) => {
      const elements = new Map<string, Indexed>();
      for (const { coordinate, directives, node } of [...elementsOf(sdl), ...links(sdl)]) {
        const known = elements.get(coordinate);
        elements.set(coordinate, { directives: [...(known?.directives ?? []), ...directives], kind: node.kind });
      }
      return [name, elements];
    }),
  );

/** What is linked stands at the schema itself, which has no name. */
const links = (sdl: string): Pick<Element, 'coordinate' | 'directives' | 'node'>[] =>
  parse(sdl).definitions.flatMap((node) =>
    node.kind === 'SchemaExtension' || node.kind === 'SchemaDefinition'
      ? [{ coordinate: 'schema', directives: node.directives ?? [], node: node as Element['node'] }]
      : [],
  );

function within(subgraph: string, before: Index, after: Index): SubgraphChange[] {
  const old = before.get(subgraph) as ReadonlyMap<string, Indexed>;
  const now = after.get(subgraph) as ReadonlyMap<string, Indexed>;
  const place = { subgraph, before, after };
  const changes = [...old].flatMap(([coordinate, was]) => {
    const is = now.get(coordinate);
    return is === undefined
      ? moved(coordinate, was, place)
      : directiveChanges(coordinate, was.directives, is.directives, place);
  });
  // Of what is new here only this is a matter to others: that it was theirs.
  const takenOver = [...now].flatMap(([coordinate, { directives }]) =>
    old.has(coordinate) ? [] : directiveChanges(coordinate, [], directives.filter(isOverride), place),
  );
  return [...changes, ...takenOver].map((change) => ({ ...change, subgraph }));
}

export type Place = { subgraph: string; before: Index; after: Index };

function directiveChanges(
  coordinate: string,
  was: readonly ConstDirectiveNode[],
  is: readonly ConstDirectiveNode[],
  place: Place,
): Change[] {
  const old = was.map(normalized);
  const now = is.map(normalized);
  const removed = old.filter(({ text }) => !now.some((each) => each.text === text));
  const added = now.filter(({ text }) => !old.some((each) => each.text === text));
  const ruleOf = (name: string): DirectiveRule | undefined => DIRECTIVE_RULES[name];
  return [...new Set([...removed, ...added].map(({ name }) => name))].flatMap((name) => {
    const of = (all: typeof old) => all.filter((each) => each.name === name).map(({ text }) => text);
    return (
      (ruleOf(name) ?? DIRECTIVE_RULES.other)?.({ coordinate, name, removed: of(removed), added: of(added), place }) ??
      []
    );
  });
}

/** Without what makes no difference: a prefix of federation, and spaces in a set of fields. */
function normalized(node: ConstDirectiveNode): { name: string; text: string } {
  const name = node.name.value.replace(/^federation__/, '');
  const text = print(node)
    .replace(/^@federation__/, '@')
    .replace(/"([^"]*)"/g, (all) => all.replace(/\s+/g, ' '));
  return { name, text: name === 'key' ? text.replace(', resolvable: true', '') : text };
}

/** A field that one subgraph gives up while another one has it is still there for clients. */
function moved(coordinate: string, { kind, directives }: Indexed, { subgraph, before, after }: Place): Change[] {
  const isExternal = directives.some(({ name }) => name.value === 'external');
  const others = [...after].filter(([name, elements]) => name !== subgraph && elements.has(coordinate));
  if (kind !== 'FieldDefinition' || isExternal || others.length === 0) {
    return [];
  }
  const to = others.map(([name]) => name);
  const answeredBefore = to.some((name) => before.get(name)?.has(coordinate));
  return [answeredBefore ? leftToOthers(coordinate, subgraph, to) : movedAtOnce(coordinate, subgraph, to)];
}

const leftToOthers = (coordinate: string, subgraph: string, to: readonly string[]): Change => ({
  rule: 'FIELD_LEFT_TO_OTHERS',
  coordinate,
  message: `${subgraph} does not answer ${coordinate} any more; ${to.join(' and ')} did already.`,
  effect: 'harmless',
  met: () => [],
  consequence: '',
});

const movedAtOnce = (coordinate: string, subgraph: string, to: readonly string[]): Change => ({
  rule: 'FIELD_MOVED',
  coordinate,
  message: `${coordinate} moved from ${subgraph} to ${to.join(' and ')} at one stroke.`,
  effect: 'notable',
  met: (uses) => uses.of(coordinate),
  consequence: 'asks for it: a gateway that has the old supergraph asks the wrong service for a moment.',
  remedy: `Move it in two steps: first ${to[0]} has it with @override(from: "${subgraph}"), later ${subgraph} gives it up.`,
});

const isOverride = ({ name }: ConstDirectiveNode): boolean => /^(federation__)?override$/.test(name.value);

const subgraphAdded = (name: string): SubgraphChange => ({
  subgraph: name,
  rule: 'SUBGRAPH_ADDED',
  coordinate: name,
  message: `The subgraph ${name} is new.`,
  effect: 'harmless',
  met: () => [],
  consequence: '',
});

const subgraphRemoved = (name: string): SubgraphChange => ({
  subgraph: name,
  rule: 'SUBGRAPH_REMOVED',
  coordinate: name,
  message: `The subgraph ${name} is gone.`,
  effect: 'reviewed',
  met: () => [],
  consequence: '',
  remedy: 'Take the new supergraph into force before its service stops.',
});
