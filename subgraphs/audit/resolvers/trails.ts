import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { PageArguments } from '../../../platform/paging/connection.ts';
import type { AuditContext } from '../context.ts';
import type { ResourceType } from '../entities/audit-log.entity.ts';
import { isStaff, readsTheLog, seesTrailOf } from '../services/access.ts';
import { SAMPLE_POLICY, sampleRetention } from '../services/sample-retention.ts';
import type {
  AppConfigResolvers,
  AttachmentResolvers,
  BackupJobResolvers,
  BackupScheduleResolvers,
  ExtractionResultResolvers,
  FeatureFlagResolvers,
  ProcessingJobResolvers,
  ProcessingStepResolvers,
  ProjectResolvers,
  SampleResolvers,
  SubmissionResolvers,
  UserResolvers,
} from './types.generated.ts';

type Reference = { id: string };

/** Rows of other services: whether they are there is theirs to say, so any UUID will do. */
const reference = <T extends Reference>(given: T): T | null =>
  isUuid(given.id) ? { ...given, id: given.id.toLowerCase() } : null;

const trailOf = (type: ResourceType) => ({
  __resolveReference: reference,
  auditTrail: ({ id }: Reference, page: PageArguments, { loaders, actor }: AuditContext) =>
    seesTrailOf(actor, type) ? loaders.trailOf[type](id, page) : null,
});

export const Sample: SampleResolvers = {
  __resolveReference: reference,
  auditTrail: ({ id }, { includeParts, ...page }, { loaders, actor }) => {
    if (!seesTrailOf(actor, 'sample')) {
      return null;
    }
    return includeParts ? loaders.trailWithPartsOfSample(id, page) : loaders.trailOf.sample(id, page);
  },
  retention: async ({ status, completedAt }, _args, { loaders }) =>
    sampleRetention(
      { archived: status === 'ARCHIVED', completedAt: completedAt ?? null },
      await loaders.activePolicy.load(SAMPLE_POLICY),
      new Date(),
    ),
};

export const Submission: SubmissionResolvers = trailOf('submission');
export const Project: ProjectResolvers = trailOf('project');
export const ProcessingStep: ProcessingStepResolvers = trailOf('processing_step');
export const Attachment: AttachmentResolvers = trailOf('attachment');
export const ExtractionResult: ExtractionResultResolvers = trailOf('extraction_result');
export const ProcessingJob: ProcessingJobResolvers = trailOf('processing_job');
export const BackupJob: BackupJobResolvers = trailOf('backup_job');
export const BackupSchedule: BackupScheduleResolvers = trailOf('backup_schedule');
export const AppConfig: AppConfigResolvers = trailOf('app_config');
export const FeatureFlag: FeatureFlagResolvers = trailOf('feature_flag');

export const User: UserResolvers = {
  __resolveReference: reference,
  activity: ({ id }, page, { loaders, actor }) =>
    readsTheLog(actor) || isStaff(actor) ? loaders.activityOfUser(id, page) : null,
};
