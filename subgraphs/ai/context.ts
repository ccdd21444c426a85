import type { LabCalendar } from '../../platform/config/process.ts';
import type { Renewable } from '../../platform/graphql/context.ts';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { AiLoaders } from './reads/loaders.ts';

/** One request's world. */
export type AiContext = RequestIdentity & Renewable & { loaders: AiLoaders; lab: LabCalendar };
