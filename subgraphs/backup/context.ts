import type { LabCalendar } from '../../platform/config/process.ts';
import type { Renewable } from '../../platform/graphql/context.ts';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { BackupLoaders } from './reads/loaders.ts';

/** One request's world. */
export type BackupContext = RequestIdentity & Renewable & { loaders: BackupLoaders; lab: LabCalendar };
