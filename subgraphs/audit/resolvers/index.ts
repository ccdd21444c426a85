import { AuditedResource, AuditLog, AuditLogConnection } from './audit-log.ts';
import { ComplianceReport, RetentionPolicy } from './compliance.ts';
import {
  GenerateComplianceReportPayload,
  Mutation,
  RecordAuditEventPayload,
  SetRetentionPolicyPayload,
} from './mutation.ts';
import { Query } from './query.ts';
import {
  AppConfig,
  Attachment,
  BackupJob,
  BackupSchedule,
  ExtractionResult,
  FeatureFlag,
  ProcessingJob,
  ProcessingStep,
  Project,
  Sample,
  Submission,
  User,
} from './trails.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  AuditLog,
  AuditLogConnection,
  AuditedResource,
  ComplianceReport,
  RetentionPolicy,
  Sample,
  Submission,
  Project,
  ProcessingStep,
  Attachment,
  User,
  ExtractionResult,
  ProcessingJob,
  BackupJob,
  BackupSchedule,
  AppConfig,
  FeatureFlag,
  GenerateComplianceReportPayload,
  RecordAuditEventPayload,
  SetRetentionPolicyPayload,
};
