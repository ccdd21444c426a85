import { parse } from 'graphql';
import type { Side } from '../../../schema/check/base/base.ts';
import { changeFindings } from '../../../schema/check/changes/change-findings.ts';
import { compositionFindings } from '../../../schema/check/composition-findings.ts';
import type { Finding } from '../../../schema/check/finding.ts';
import type { KnownOperations } from '../../../schema/check/operations/known.ts';
import { placesIn } from '../../../schema/check/places.ts';
import { type ComposedGraph, composeSupergraph, describeProblem } from '../../../schema/composition.ts';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires", "@override", "@requiresScopes", "@tag", "@inaccessible", "@cost"]
)`;

/** Two services of a small lab, in which everything occurs that can change. */
export const LAB = {
  samples: `${LINK}
directive @loud(level: Int) on FIELD
scalar Code
interface Node { id: ID! }
type Query {
  sample(id: ID!, format: String, old: Int @deprecated(reason: "nothing")): Sample @requiresScopes(scopes: [["sample:read"]])
  samples(first: Int! = 25, after: String, filter: SampleFilter, priority: Priority): [Sample!]!
  found(text: String): [Found!]!
  node(id: ID!): Node
  racks: [Rack!]
  coded(code: Code): Sample
}
type Mutation { createSample(input: CreateSampleInput!): Sample }
type Sample implements Node @key(fields: "id") @key(fields: "barcode") {
  id: ID!
  barcode: String!
  name: String!
  volume: Float
  status: Status!
  alias: String @deprecated(reason: "Ask for name.")
  location: Location
  secret: String
}
type Project implements Node @key(fields: "id") { id: ID! title: String! }
type Rack { id: ID! rows: Int }
union Found = Sample | Project
enum Status { "New." OPEN CLOSED LOST @deprecated(reason: "Nothing is lost.") }
enum Priority { LOW HIGH }
type Location @shareable { shelf: String box: Int }
input SampleFilter { status: Status text: String limit: Int! = 10 flags: [String!]! = [] old: Boolean @deprecated(reason: "nothing") }
input CreateSampleInput { name: String! volume: Float priority: Priority = LOW }
`,
  audit: `${LINK}
directive @loud(level: Int) on FIELD
type Query { entries: [Entry!] }
type Sample @key(fields: "id") { id: ID! volume: Float @external trail(first: Int = 10): [Entry!] isLow: Boolean @requires(fields: "volume") note: String }
type Entry { what: String! at: String }
type Location @shareable { shelf: String box: Int }
`,
};

export type Sdls = Record<string, string>;
export type Service = keyof typeof LAB;

/** One SDL with a text in it replaced, which has to be there. */
export function changed(sdls: Sdls, service: string, from: string, to: string): Sdls {
  const sdl = sdls[service] ?? '';
  if (!sdl.includes(from)) {
    throw new Error(`${service} has no ${from}`);
  }
  return { ...sdls, [service]: sdl.replace(from, to) };
}

const subgraphsOf = (sdls: Sdls) =>
  Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}.test`, sdl }));

export function composed(sdls: Sdls): Side & ComposedGraph {
  const composition = composeSupergraph(subgraphsOf(sdls));
  if (composition.supergraph === undefined) {
    throw new Error(composition.problems.map(describeProblem).join('\n'));
  }
  return { sdl: new Map(Object.entries(sdls)), ...composition };
}

/** Operations of clients, as files would have them. */
export const operations = (texts: readonly string[], knowsTraffic = false): KnownOperations => ({
  all: texts.map((text, i) => ({
    name: `Operation${i}`,
    document: parse(text),
    file: `operation-${i}.graphql`,
    clients: [],
  })),
  knowsTraffic,
  doubts: [],
});

/** What became of the lab: asked as often as one likes, what is said of it to those who ask like this. */
export function becomes(before: Side, after: Sdls): (asking: KnownOperations) => Promise<Finding[]> {
  const composition = composeSupergraph(subgraphsOf(after));
  if (composition.supergraph === undefined) {
    return async () => compositionFindings(composition);
  }
  const head = { sdl: new Map(Object.entries(after)), ...composition };
  const places = placesIn(head.sdl, before.sdl);
  return (asking) => changeFindings({ base: before, head }, asking, places);
}
