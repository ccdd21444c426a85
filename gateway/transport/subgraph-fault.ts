/** Why a subgraph gave no answer, as a client may know it. */
export type FaultCode = 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_BAD_ANSWER';

const SAYING: Record<FaultCode, (service: string) => string> = {
  SUBGRAPH_UNAVAILABLE: (service) => `The ${service} service is unavailable.`,
  SUBGRAPH_TIMEOUT: (service) => `The ${service} service did not answer in time.`,
  SUBGRAPH_BAD_ANSWER: (service) => `The ${service} service gave an answer that is none.`,
};

/** No answer from a subgraph. The message is for clients; what happened in truth is `reason`, for the log. */
export class SubgraphFault extends Error {
  readonly code: FaultCode;
  readonly service: string;
  readonly reason: string;
  /** It may be over in a moment: a query is worth another try. */
  readonly passing: boolean;

  constructor(code: FaultCode, service: string, reason: string, options: { passing?: boolean; cause?: unknown } = {}) {
    super(SAYING[code](service), { cause: options.cause });
    this.code = code;
    this.service = service;
    this.reason = reason;
    this.passing = options.passing ?? false;
  }
}
