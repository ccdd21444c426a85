import type { FieldNode, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo } from 'graphql';
import { type Frame, pathTo, type Run } from './run.ts';

type Path = GraphQLResolveInfo['path'];

/** What a resolver is told about its field. */
export type AboutField = {
  fieldName: string;
  fieldNodes: readonly FieldNode[];
  returnType: GraphQLOutputType;
  parentType: GraphQLObjectType;
};

/** As graphql-js has it; the path is put together for those who ask for it. */
export class ResolveInfo implements GraphQLResolveInfo {
  readonly fieldName: string;
  readonly fieldNodes: readonly FieldNode[];
  readonly returnType: GraphQLOutputType;
  readonly parentType: GraphQLObjectType;
  readonly schema: GraphQLResolveInfo['schema'];
  readonly fragments: GraphQLResolveInfo['fragments'];
  readonly rootValue: unknown;
  readonly operation: GraphQLResolveInfo['operation'];
  readonly variableValues: GraphQLResolveInfo['variableValues'];
  readonly #up: Frame;
  readonly #key: string;

  constructor({ about }: Run, field: AboutField, up: Frame, key: string) {
    this.fieldName = field.fieldName;
    this.fieldNodes = field.fieldNodes;
    this.returnType = field.returnType;
    this.parentType = field.parentType;
    this.schema = about.schema;
    this.fragments = about.fragments;
    this.rootValue = about.rootValue;
    this.operation = about.operation;
    this.variableValues = about.variableValues;
    this.#up = up;
    this.#key = key;
  }

  get path(): Path {
    const typenames: (string | undefined)[] = [this.parentType.name];
    for (let frame: Frame | undefined = this.#up; frame?.up !== undefined; frame = frame.up) {
      typenames.push(frame.typename);
    }
    typenames.reverse();
    return pathTo(this.#up, this.#key).reduce<Path | undefined>(
      (prev, key, i) => ({ prev, key, typename: typenames[i] }),
      undefined,
    ) as Path;
  }
}
