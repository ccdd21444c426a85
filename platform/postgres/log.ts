type Write = (details: object, message: string) => void;

/** What this module tells an operator; a pino logger is one. */
export type Log = { readonly info: Write; readonly warn: Write; readonly error: Write };

export const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };
