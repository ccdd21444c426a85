/** Counts what is under way, so that whoever closes can wait for it. */
export type Traffic = {
  readonly closed: boolean;
  enter(): void;
  leave(): void;
  /** Lets nobody in any more; done when the last one has left. */
  close(): Promise<void>;
};

export function createTraffic(): Traffic {
  let closed = false;
  let underWay = 0;
  const { promise: quiet, resolve } = Promise.withResolvers<void>();
  const settle = (): void => {
    if (closed && underWay === 0) {
      resolve();
    }
  };
  return {
    get closed() {
      return closed;
    },
    enter: () => {
      underWay += 1;
    },
    leave: () => {
      underWay -= 1;
      settle();
    },
    close: () => {
      closed = true;
      settle();
      return quiet;
    },
  };
}
