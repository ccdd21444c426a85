import type { Row } from '../../../platform/database/columns.ts';
import type { Connection, Edge } from '../../../platform/paging/connection.ts';
import type { Attachment } from '../entities/attachment.entity.ts';
import type { ProcessingStep } from '../entities/processing-step.entity.ts';
import type { Project } from '../entities/project.entity.ts';
import type { Sample } from '../entities/sample.entity.ts';
import type { SampleDetails } from '../entities/sample-details.entity.ts';
import type { Submission } from '../entities/submission.entity.ts';
import type { User } from '../entities/user.entity.ts';

export type SampleRow = Omit<Row<Sample>, 'searchVector' | 'currentStepStatus'>;
/** A sample that was searched for: its rank as PostgreSQL's numeric, and where it matches, as safe HTML. */
export type SampleSearchRow = SampleRow & { rank: string; highlight: string };
export type SampleDetailsRow = Row<SampleDetails>;
export type ProcessingStepRow = Row<ProcessingStep>;
export type AttachmentRow = Row<Attachment>;
export type SubmissionRow = Row<Submission>;
export type ProjectRow = Row<Project>;
export type UserRow = Row<User>;

export type SampleSearchConnection = Connection<SampleSearchRow>;
export type SampleSearchEdge = Edge<SampleSearchRow>;
