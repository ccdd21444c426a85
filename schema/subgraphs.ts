import { readFileSync } from 'node:fs';

/** A subgraph as composition and type generation see it. */
export type SubgraphSdl = {
  name: string;
  /** Where a gateway finds it unless it is told otherwise. */
  url: string;
  sdl: string;
  /** The entities whose rows are in its database. Any other entity in its SDL is a reference to a row elsewhere. */
  owns: readonly string[];
};

const SUBGRAPHS = [
  { name: 'samples', port: 4001, owns: ['Sample', 'Submission', 'Project', 'User', 'ProcessingStep', 'Attachment'] },
  { name: 'ai', port: 4002, owns: ['ExtractionResult', 'ProcessingJob', 'ModelPerformance'] },
  { name: 'audit', port: 4003, owns: ['AuditLog', 'ComplianceReport', 'RetentionPolicy'] },
  { name: 'backup', port: 4004, owns: ['BackupJob', 'BackupSchedule'] },
  { name: 'config', port: 4005, owns: ['AppConfig', 'FeatureFlag'] },
] as const;

type Name = (typeof SUBGRAPHS)[number]['name'];

export const subgraphNames: readonly Name[] = SUBGRAPHS.map(({ name }) => name);

/** What the supergraph says of a subgraph, its service goes by: the name, and the port unless it is told otherwise. */
export function subgraphNamed(name: Name): { name: Name; port: number } {
  const { port } = SUBGRAPHS.find((subgraph) => subgraph.name === name) as (typeof SUBGRAPHS)[number];
  return { name, port };
}

export const sdlFile = (name: string): string => `schema/${name}.graphql`;

/** The five subgraphs with their SDL as it is on disk now. */
export const readSubgraphs = (): SubgraphSdl[] =>
  SUBGRAPHS.map(({ name, port, owns }) => ({
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    sdl: readFileSync(new URL(`./${name}.graphql`, import.meta.url), 'utf8'),
    owns,
  }));
