import type { ServiceDefinition } from '../platform/service/definition.ts';
import { ai } from './ai/service.ts';
import { audit } from './audit/service.ts';
import { backup } from './backup/service.ts';
import { config } from './config/service.ts';
import { samples } from './samples/service.ts';

/** The services of the graph, for composition roots and commands; a new one is added here. */
export const services: readonly ServiceDefinition[] = [samples, ai, audit, backup, config];

/** The one role that may read all five databases, for the backup engine alone. */
export const BACKUP_READER = 'nanopore_backup_reader';
