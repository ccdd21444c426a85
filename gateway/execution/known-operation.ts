import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError, getOperationAST } from 'graphql';

/** The stock executor throws for an operation name that the document lacks, and Apollo Server makes that HTTP 500. */
const refusingUnknown =
  (execute: GatewayExecutor): GatewayExecutor =>
  async (context) => {
    // As the client named it: the context's own name is null where none was found.
    const { operationName } = context.request;
    if (getOperationAST(context.document, operationName) != null) {
      return execute(context);
    }
    const message =
      operationName == null
        ? 'The document has several operations: say which one in operationName.'
        : `The document has no operation named ${operationName}.`;
    return { errors: [new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })] };
  };

/** The gateway with an executor that answers, with errors, what it cannot execute. */
export const withKnownOperations = (gateway: GatewayInterface): GatewayInterface => ({
  load: async (options) => {
    const { executor } = await gateway.load(options);
    return { executor: executor === null ? null : refusingUnknown(executor) };
  },
  onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
  stop: () => gateway.stop(),
});
