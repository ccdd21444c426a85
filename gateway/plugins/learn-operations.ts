import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** Tells of each query that Apollo Server has parsed and validated. */
export const learnOperations = (
  learn: (schema: GraphQLSchema, source: string, operationName: string | undefined, document: DocumentNode) => void,
): ApolloServerPlugin<BaseContext> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, source, document, operation, request }) => {
      // Whoever changes something takes the long way: what it does is of more weight than what it takes.
      if (operation?.operation === 'query') {
        learn(schema, source, request.operationName, document);
      }
    },
  }),
});
