import { text } from '../../../platform/validation/input.ts';

/** A type of resource as columns name it; any, for the log is not only about what the graph has. */
export const resourceType = text(100).regex(
  /^[a-z][a-z0-9_]*$/,
  'must be lower-case words joined by underscores, such as processing_step',
);
