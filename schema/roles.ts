/**
 * What the SDL's `@requiresScopes` asks for. `:own` is of what somebody submitted themselves, known by the e-mail
 * address of the submitter.
 */
export const SCOPES = [
  'sample:read',
  'sample:read:own',
  'sample:submit:own',
  'sample:write',
  'sample:manage',
  'step:write',
  'extraction:read',
  'extraction:write',
  'job:work',
  'staff:read',
  'report:read',
  'report:write',
  'audit:read',
  'audit:write',
  'retention:write',
  'backup:read',
  'backup:write',
  'config:read',
  'config:write',
  'config:reveal',
  'flag:evaluate',
] as const;

export type Scope = (typeof SCOPES)[number];
export type Role = keyof typeof ROLES;

const TECHNICIAN = [
  'sample:read',
  'sample:write',
  'step:write',
  'extraction:read',
  'extraction:write',
  'staff:read',
  'flag:evaluate',
] as const satisfies Scope[];

/** Who may do what. A person may have several roles, and may do what any of them may. */
export const ROLES = {
  /** Sends samples in, and sees what became of these. */
  submitter: ['sample:read:own', 'sample:submit:own', 'flag:evaluate'],
  /** Works on samples: intake, steps, extractions. */
  technician: TECHNICIAN,
  /** Also assigns, closes and deletes samples, and makes reports. */
  lab_manager: [...TECHNICIAN, 'sample:manage', 'report:read', 'report:write', 'audit:read'],
  /** Reads everything, and changes nothing. */
  auditor: [
    'sample:read',
    'extraction:read',
    'staff:read',
    'report:read',
    'audit:read',
    'backup:read',
    'config:read',
    'flag:evaluate',
  ],
  /** Runs the system: settings, flags, backups, how long things are kept. */
  admin: [
    'staff:read',
    'audit:read',
    'retention:write',
    'backup:read',
    'backup:write',
    'config:read',
    'config:write',
    'config:reveal',
    'flag:evaluate',
  ],
  /** A program that works for the facility: readers of forms, recorders of what happened. */
  service: ['sample:read', 'extraction:read', 'extraction:write', 'job:work', 'audit:write', 'flag:evaluate'],
} as const satisfies Record<string, readonly Scope[]>;

export const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name);

/** What somebody with these roles may do. */
export const scopesOf = (roles: readonly Role[]): ReadonlySet<Scope> => new Set(roles.flatMap((role) => ROLES[role]));
