/** Whether a server refused a row for what it holds: a constraint, a value that its type does not take, or a limit. */
export const isRowFault = (error: unknown): boolean => /^(23|22|54)/.test((error as { code?: string }).code ?? '');
