import { expect } from '@jest/globals';
import { DEMO_USERS, PROJECT_ID } from '../../../demo/lab.ts';
import type { Operations } from './story.ts';

export const projectsAndPeople: Operations = {
  project: async ({ ask }) => {
    const { project } = await ask('query ($id: ID!) { project(id: $id) { name chartPrefix } }', { id: PROJECT_ID });
    expect(project).toEqual({ name: 'Lee Lab long-read genomes', chartPrefix: 'HTSF-JL' });
  },

  projects: async ({ ask }) => {
    const { projects } = await ask('{ projects(first: 100) { nodes { id } } }');
    expect(projects.nodes).toContainEqual({ id: PROJECT_ID });
  },

  createProject: async ({ does, ask }) => {
    const { project } = await does('createProject', { name: 'Story' }, 'project { id status }');
    const found = await ask('query ($id: ID!) { project(id: $id) { name status } }', { id: project.id });
    expect(found.project).toEqual({ name: 'Story', status: 'ACTIVE' });
  },

  me: async ({ ask }) => {
    expect((await ask('{ me { id name } }')).me).toEqual({ id: DEMO_USERS[0].id, name: 'Dana Reyes' });
  },

  user: async ({ ask }) => {
    const { user } = await ask(
      'query ($id: ID!) { user(id: $id) { name activity(first: 1) { nodes { actorName } } } }',
      {
        id: DEMO_USERS[1].id,
      },
    );
    expect(user).toEqual({ name: 'Morgan Grey', activity: { nodes: [{ actorName: 'Morgan Grey' }] } });
  },

  users: async ({ ask }) => {
    const { users } = await ask('{ users(search: "Grey") { nodes { name } } }');
    expect(users.nodes).toEqual([{ name: 'Morgan Grey' }]);
  },
};
