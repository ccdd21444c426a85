import { reading } from '../../../platform/graphql/asked-properties.ts';
import type { ConfigChangeResolvers } from './types.generated.ts';

export const ConfigChange: ConfigChangeResolvers = {
  changedBy: reading(['changedBy'], ({ changedBy }) =>
    changedBy == null ? null : { __typename: 'User', id: changedBy },
  ),
};
