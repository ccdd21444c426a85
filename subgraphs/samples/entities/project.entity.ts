import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, legacy, oneOf, updatedAt } from '../../../platform/database/properties.ts';

export const PROJECT_STATUSES = ['active', 'archived', 'completed'] as const;

export const ProjectSchema = defineEntity({
  name: 'Project',
  tableName: 'projects',
  properties: {
    id: id(),
    name: p.text(),
    description: p.text().nullable(),
    ownerName: p.text().nullable(),
    ownerEmail: p.text().nullable(),
    status: p.text().$type<(typeof PROJECT_STATUSES)[number]>().default('active'),
    chartPrefix: p.text().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [oneOf('projects', 'status', PROJECT_STATUSES)],
  indexes: [{ name: 'projects_created_at_idx', properties: ['createdAt', 'id'] }],
});
export class Project extends ProjectSchema.class {}
ProjectSchema.setClass(Project);
