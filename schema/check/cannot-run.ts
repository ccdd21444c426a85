/** The check cannot be made at all, whatever the schema is like. The message is one sentence that says what to do. */
export class CannotRun extends Error {}
