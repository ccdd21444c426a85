/** SQL that more than one migration of the audit database says. */

/** Whoever was given rights on new tables by default keeps reading and adding; nobody but the owner may do more. */
export const revokeChanges = (table: string): string => `
  do $do$
  declare grantee text;
  begin
    for grantee in
      select distinct case entry.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(entry.grantee)) end
      from pg_class as c cross join lateral aclexplode(c.relacl) as entry
      where c.oid = '${table}'::regclass and entry.grantee <> c.relowner
    loop
      execute 'revoke update, delete, truncate on table ${table} from ' || grantee;
    end loop;
  end $do$`;

export const insertOnly = (table: string): string =>
  `create trigger ${table}_insert_only before update or delete or truncate on ${table}
    for each statement execute function refuse_change()`;

/** Indexes that the entity declares, of whichever table has the name now. */
export const LOG_INDEXES: Readonly<Record<string, string>> = {
  timestamp: '("timestamp", id) include (event_type, action, outcome)',
  resource: '(resource_type, resource_id, "timestamp", id)',
  root: '((coalesce(root_type, resource_type)), (coalesce(root_id, resource_id)), "timestamp", id)',
  user_id: '(user_id, "timestamp", id)',
  event_type: '(event_type, "timestamp", id)',
  resource_type: '(resource_type, "timestamp", id)',
  action: '(action, "timestamp", id)',
  outcome: `(outcome, "timestamp", id) where outcome <> 'success'`,
  security: `("timestamp", id) where (outcome = 'denied' or event_type like 'security.%')`,
};

export const logIndexes = (): string[] =>
  Object.entries(LOG_INDEXES).map(
    ([name, definition]) => `create index "audit_logs_${name}_idx" on "audit_logs" ${definition}`,
  );
