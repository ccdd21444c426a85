import type { LabCalendar } from '../../platform/config/process.ts';
import type { Renewable } from '../../platform/graphql/context.ts';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { SamplesLoaders } from './reads/loaders.ts';
import type { Viewer } from './reads/visibility.ts';

/** One request's world. */
export type SamplesContext = RequestIdentity &
  Renewable & {
    viewer: Viewer;
    loaders: SamplesLoaders;
    lab: LabCalendar;
    /** Resolves when whoever asks is in the directory. */
    entered: Promise<void>;
  };
