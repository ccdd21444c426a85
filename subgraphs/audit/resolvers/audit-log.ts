import { isUuid, loadReference } from '../../../platform/graphql/arguments.ts';
import { reading } from '../../../platform/graphql/asked-properties.ts';
import type { ResourceType } from '../entities/audit-log.entity.ts';
import { isStaff, mayFollow, readsTheLog } from '../services/access.ts';
import { changesOf } from '../services/changes.ts';
import type {
  AuditedResourceResolvers,
  AuditLogConnectionResolvers,
  AuditLogResolvers,
  ResolversUnionTypes,
} from './types.generated.ts';

type Resource = ResolversUnionTypes<Record<string, unknown>>['AuditedResource'];

const TYPE_NAMES: Record<ResourceType, Resource['__typename']> = {
  sample: 'Sample',
  submission: 'Submission',
  project: 'Project',
  processing_step: 'ProcessingStep',
  attachment: 'Attachment',
  user: 'User',
  extraction_result: 'ExtractionResult',
  processing_job: 'ProcessingJob',
  backup_job: 'BackupJob',
  backup_schedule: 'BackupSchedule',
  app_config: 'AppConfig',
  feature_flag: 'FeatureFlag',
};

const typeNames = new Map<string, Resource['__typename']>(Object.entries(TYPE_NAMES));

export const AuditLog: AuditLogResolvers = {
  __resolveReference: (reference, { loaders, actor }) =>
    readsTheLog(actor) ? loadReference(loaders.auditLog, reference) : null,
  // Years ago it was not always written down.
  actorName: reading(['actorName'], ({ actorName }) => actorName ?? 'unknown'),
  user: reading(['userId'], ({ userId }) => (userId == null ? null : { __typename: 'User', id: userId })),
  details: reading(['details'], ({ details }, _args, { actor }) => (isStaff(actor) ? (details ?? null) : null)),
  changes: reading(['details'], ({ details }, _args, { actor }) => (isStaff(actor) ? changesOf(details) : null)),
  ipAddress: reading(['ipAddress'], ({ ipAddress }, _args, { actor }) => (isStaff(actor) ? (ipAddress ?? null) : null)),
  userAgent: reading(['userAgent'], ({ userAgent }, _args, { actor }) => (isStaff(actor) ? (userAgent ?? null) : null)),
  proof: ({ id }, _args, { loaders, actor }) => (readsTheLog(actor) ? loaders.proof.load(id) : null),
  hashedText: async ({ id }, _args, { loaders, actor }) =>
    isStaff(actor) ? ((await loaders.sealedEntry.load(id))?.entry ?? null) : null,
  resource: reading(['resourceType', 'resourceId'], ({ resourceType, resourceId }, _args, { actor }) => {
    const __typename = typeNames.get(resourceType ?? '');
    const leadsNowhere = __typename === undefined || !isUuid(resourceId) || !mayFollow(actor, resourceType as string);
    return leadsNowhere ? null : { __typename, id: resourceId.toLowerCase() };
  }),
};

export const AuditedResource: AuditedResourceResolvers = {
  __resolveType: ({ __typename }) => __typename,
};

export const AuditLogConnection: AuditLogConnectionResolvers = {
  completeUntil: reading([], (_page, _args, { loaders }) => loaders.completeUntil()),
  // Nothing is archived yet: the whole history is online.
  archivedBefore: reading([], () => null),
};
