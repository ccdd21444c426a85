import type { ConfigChangeResolvers } from './types.generated.ts';

export const ConfigChange: ConfigChangeResolvers = {
  changedBy: ({ changedBy }) => (changedBy == null ? null : { __typename: 'User', id: changedBy }),
};
