import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { accessOf } from '../../../gateway/authorization/access.ts';
import { plannable } from '../../../gateway/execution/plan/plannable.ts';
import type { Planner } from '../../../gateway/execution/plan/planner.ts';
import { refuseLargeDocument } from '../../../gateway/limits/admission.ts';
import { costOf } from '../../../gateway/limits/cost/cost.ts';
import { costLimitOf } from '../../../gateway/limits/cost/cost-limit.ts';
import { weightsOf } from '../../../gateway/limits/cost/weights.ts';
import { measure } from '../../../gateway/limits/measure.ts';
import type { LimitSettings } from '../../../gateway/limits/settings.ts';
import type { ClientOperation } from '../../operations.ts';
import { CALLERS } from '../changes/access-changes.ts';
import type { Finding } from '../finding.ts';

/** What an operation takes of a gateway. */
export type Weighed = { name: string; file: string; cost: number; depth: number; roles: string[] };

export type OperationsChecked = { findings: Finding[]; weighed: Weighed[] };

type Model = { supergraph: string; planner: Planner; limits: LimitSettings };

/** Whether the operations of schema/operations are answered by a gateway over this supergraph, for whom and for how much. */
export function checkOperations(
  operations: readonly ClientOperation[],
  { supergraph, planner, limits }: Model,
): OperationsChecked {
  const { apiSchema } = planner;
  const access = accessOf(parse(supergraph, { noLocation: true }), apiSchema);
  const weights = weightsOf(supergraph);
  const findings: Finding[] = [];
  const weighed: Weighed[] = [];
  for (const operation of operations) {
    const invalid = validate(apiSchema, operation.document);
    if (invalid.length > 0) {
      findings.push(...invalid.map((error) => invalidity(operation, error)));
      continue;
    }
    const wanted = access.requirementsOf(operation.document);
    const roles = [...CALLERS].filter(([, actor]) => wanted.every((name) => access.isMet(name, actor) ?? true));
    const cost = costFor(operation, { schema: apiSchema, weights, listSize: limits.cost.listSize });
    weighed.push({
      name: operation.name,
      file: operation.file,
      cost,
      depth: depthOf(operation.document),
      roles: roles.map(([role]) => role),
    });
    findings.push(
      ...tooLarge(operation, limits),
      ...roles.flatMap(([role, actor]) => tooDear(operation, cost, role, costLimitOf(actor, limits.cost.most))),
      ...(roles.length === 0 ? [forNobody(operation)] : []),
      ...unplanned(operation, planner),
    );
  }
  return { findings, weighed };
}

type Place = Finding['place'];

const finding = (
  { name, file }: ClientOperation,
  given: Pick<Finding, 'rule' | 'severity' | 'message' | 'remedy'> & { line?: number | undefined },
): Finding => ({
  check: 'operations',
  affects: [],
  ...given,
  message: `${name}: ${given.message}`,
  place: { file, line: given.line } satisfies Place,
});

const invalidity = (operation: ClientOperation, { message, locations }: GraphQLError): Finding =>
  finding(operation, {
    rule: 'OPERATION_INVALID',
    severity: 'error',
    message: `${message.replace(/\.$/, '')}. The gateway refuses the whole operation.`,
    remedy: 'Put back what it asks for, or change the operation, and the client that sends it, first.',
    line: locations?.[0]?.line,
  });

function depthOf(document: DocumentNode): number {
  const measured = measure(document);
  return 'circle' in measured ? Number.POSITIVE_INFINITY : measured.depth;
}

/** With what the operation says itself where a variable is not sent. */
function costFor({ document, name }: ClientOperation, model: Parameters<typeof costOf>[2]): number {
  const operation = getOperationAST(document, name);
  return operation == null ? 0 : costOf(document, operation, model)({});
}

function tooLarge(operation: ClientOperation, { document }: LimitSettings): Finding[] {
  try {
    refuseLargeDocument(operation.text, document);
    return [];
  } catch (error) {
    const { message, extensions } = error as GraphQLError;
    const remedy = `Ask for less, in two operations; the gateway's limit is ${extensions.limit}.`;
    return [finding(operation, { rule: 'DOCUMENT_TOO_COMPLEX', severity: 'error', message, remedy })];
  }
}

function tooDear(operation: ClientOperation, cost: number, role: string, most: number): Finding[] {
  return cost <= most
    ? []
    : [
        finding(operation, {
          rule: 'COST_LIMIT_EXCEEDED',
          severity: 'error',
          message: `It may cost ${cost}, and ${role} is allowed ${most}.`,
          remedy: 'Take smaller pages, or ask for less on each.',
        }),
      ];
}

const forNobody = (operation: ClientOperation): Finding =>
  finding(operation, {
    rule: 'OPERATION_FOR_NOBODY',
    severity: 'warning',
    message: 'No single role of schema/roles.ts may see all that it asks for.',
    remedy: 'Split it by what each role may see, if it is not for people with several roles.',
  });

function unplanned(operation: ClientOperation, planner: Planner): Finding[] {
  const document = plannable(operation.document);
  try {
    if (document !== undefined) {
      planner.plan(document, operation.name);
    }
    return [];
  } catch (error) {
    const message = `The gateway finds no plan for it: ${(error as Error).message}`;
    return [finding(operation, { rule: 'OPERATION_NOT_PLANNED', severity: 'error', message })];
  }
}

/** What clients see, for those who only want to know whether an operation is valid in it. */
export const isValidIn = (schema: GraphQLSchema, document: DocumentNode): boolean =>
  validate(schema, document).length === 0;
