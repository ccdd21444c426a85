/** Which service is told of which events. No service tells another: it writes down what it did, and whoever wants to know subscribes. */
export type Subscription = {
  subscriber: string;
  wants(type: string): boolean;
  /** It would rather miss events than have them kept for ever. */
  mayMiss: boolean;
};

/** Who has events, and who wants them. */
export type EventGraph = {
  /** With where each is found unless it is told otherwise. */
  services: readonly { name: string; url: string }[];
  subscriptions: readonly Subscription[];
  /** The one who is told what gateways have seen. */
  securityLog: string;
};

/** Gateways have no database: what they have to say comes straight from them. */
export const GATEWAY_SOURCE = '/gateway';
