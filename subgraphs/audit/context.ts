import type { LabCalendar } from '../../platform/config/process.ts';
import type { Renewable } from '../../platform/graphql/context.ts';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { AuditLoaders } from './reads/loaders.ts';

/** One request's world. */
export type AuditContext = RequestIdentity & Renewable & { loaders: AuditLoaders; lab: LabCalendar };
