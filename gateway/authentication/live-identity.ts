import { isDeepStrictEqual } from 'node:util';
import type { Identify } from '../../platform/http/graphql-server.ts';
import type { Log } from '../../platform/log/log.ts';
import { identifyBy } from './identify.ts';
import type { AuthenticationSettings } from './settings.ts';

export type LiveIdentity = {
  identify: Identify;
  /** Other settings, once the keys that they name have been loaded. Where that fails the last good ones stay. */
  use(settings: AuthenticationSettings): void;
};

/** Who calls, by settings that may be changed while the process runs. */
export function liveIdentity(first: AuthenticationSettings, log: Log): LiveIdentity {
  let settings = first;
  let inForce = identifyBy(first, log);
  let wanted = first;
  return {
    identify: (request) => inForce.identify(request),
    use: (next) => {
      // The keys that are known, and the tokens that were checked with them, stay known where nothing has changed.
      if (isDeepStrictEqual(next, wanted)) {
        return;
      }
      wanted = next;
      const made = identifyBy(next, log);
      made.ready.then(
        () => {
          if (wanted === next) {
            settings = next;
            inForce = made;
            log.info('who calls is known by the new settings');
          }
        },
        (error: Error) => {
          if (wanted === next) {
            wanted = settings;
            log.error({ reason: error.message }, 'the new issuer has no keys, the last good settings stay');
          }
        },
      );
    },
  };
}
