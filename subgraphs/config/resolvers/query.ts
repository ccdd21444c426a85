import { badInput } from '../../../platform/errors/fault.ts';
import { readAppConfig, readAppConfigs } from '../reads/app-configs.ts';
import { readConfigHistory } from '../reads/config-history.ts';
import { readDecidedFlag, readDecidedFlags, readFeatureFlag, readFeatureFlags } from '../reads/feature-flags.ts';
import { evaluateFlag, type FlagContext, unknownFlag } from '../services/evaluate-flag.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  appConfig: (_root, { key, environment }, { reader }) => readAppConfig(reader, key, environment),
  appConfigs: (_root, { environment, ...page }, { reader }) => readAppConfigs(reader, environment ?? null, page),
  featureFlag: (_root, { name, environment }, { reader }) => readFeatureFlag(reader, name, environment),
  featureFlags: (_root, { environment }, { reader }) => readFeatureFlags(reader, environment ?? null),
  evaluateFlag: async (_root, { name, environment, context }, { reader }) => {
    const asked = flagContext(context);
    const flag = await readDecidedFlag(reader, name, environment);
    return flag === null ? unknownFlag(name) : evaluateFlag(flag, asked, new Date());
  },
  evaluateFlags: async (_root, { environment, context }, { reader }) => {
    const asked = flagContext(context);
    const now = new Date();
    return (await readDecidedFlags(reader, environment)).map((flag) => evaluateFlag(flag, asked, now));
  },
  configHistory: (_root, { key, environment, ...page }, { reader }) =>
    readConfigHistory(reader, { key, environment }, page),
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
