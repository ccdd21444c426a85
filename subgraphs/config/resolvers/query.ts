import { badInput } from '../../../platform/errors/fault.ts';
import { readAppConfig, readAppConfigs } from '../reads/app-configs.ts';
import { readConfigHistory } from '../reads/config-history.ts';
import { readDecidedFlag, readDecidedFlags, readFeatureFlag, readFeatureFlags } from '../reads/feature-flags.ts';
import { evaluateFlag, type FlagContext, unknownFlag } from '../services/evaluate-flag.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  appConfig: (_root, { key, environment }, { em }) => readAppConfig(em, key, environment),
  appConfigs: (_root, { environment, ...page }, { em }) => readAppConfigs(em, environment ?? null, page),
  featureFlag: (_root, { name, environment }, { em }) => readFeatureFlag(em, name, environment),
  featureFlags: (_root, { environment }, { em }) => readFeatureFlags(em, environment ?? null),
  evaluateFlag: async (_root, { name, environment, context }, { em }) => {
    const asked = flagContext(context);
    const flag = await readDecidedFlag(em, name, environment);
    return flag === null ? unknownFlag(name) : evaluateFlag(flag, asked, new Date());
  },
  evaluateFlags: async (_root, { environment, context }, { em }) => {
    const asked = flagContext(context);
    const now = new Date();
    return (await readDecidedFlags(em, environment)).map((flag) => evaluateFlag(flag, asked, now));
  },
  configHistory: (_root, { key, environment, ...page }, { em }) => readConfigHistory(em, { key, environment }, page),
};

/** A context may be left out; anything but an object is bad input. */
function flagContext(context: unknown): FlagContext {
  if (context == null) {
    return {};
  }
  if (typeof context !== 'object' || Array.isArray(context)) {
    throw badInput('context', 'must be a JSON object.');
  }
  return context as FlagContext;
}
