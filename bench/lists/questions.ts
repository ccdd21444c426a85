import { idOf } from './ids.ts';

export type Question = { query: string; variables?: Record<string, unknown> };

const SAMPLES = `query Samples($filter: SampleFilter, $orderBy: SampleOrder, $after: String) {
  samples(filter: $filter, orderBy: $orderBy, first: 25, after: $after) {
    nodes { id sampleName status priority submittedAt dueAt currentStep assignedTo isOverdue }
    pageInfo { hasNextPage endCursor }
  }
}`;
const SEARCH = `query Search($query: String!, $filter: SampleFilter) {
  searchSamples(query: $query, filter: $filter, first: 25) { edges { rank highlight node { id sampleName } } }
}`;
const QUEUE = `query Queue($step: WorkflowStep!) {
  workQueue(step: $step, first: 25) { nodes { id sampleName priority dueAt } }
}`;
const STATISTICS = `query Statistics($filter: SampleFilter) {
  sampleStatistics(filter: $filter) {
    total byStatus { status count } byPriority { priority count } byStep { step count } overdue unassigned
    medianTurnaroundHours steps { step waiting failed medianHours p90Hours }
  }
}`;
const TRAIL = `query Trail($id: ID!) {
  sample(id: $id) { id sampleName steps { stepName status } auditTrail(first: 25) { nodes { id action timestamp actorName } } }
}`;
const JOURNEY = `query Journey {
  samples(first: 20, orderBy: { field: SUBMITTED_AT, direction: DESC }) {
    nodes {
      id sampleName status priority concentration
      steps { id stepName status startedAt completedAt }
      extractions(first: 2) { nodes { id extractionMethod confidenceScore fileName } }
      auditTrail(first: 3) { nodes { id action eventType timestamp user { id name } } }
    }
  }
}`;

const STEPS = ['SAMPLE_QC', 'LIBRARY_PREP', 'LIBRARY_QC', 'SEQUENCING_SETUP', 'SEQUENCING_RUN', 'BASECALLING'];
const ORDERS = ['SUBMITTED_AT', 'DUE_AT', 'PRIORITY', 'SAMPLE_NAME', 'STATUS', 'UPDATED_AT'];
const STATUSES = ['SUBMITTED', 'PREP', 'SEQUENCING', 'ANALYSIS', 'COMPLETED', 'DISTRIBUTED', 'ARCHIVED'];
const DAY_MS = 86_400_000;

const pick = <T>(list: readonly T[], round: number): T => list[round % list.length] as T;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const lab = (round: number): number => (round * 37) % 200;
const filtered =
  (filterOf: (round: number) => Record<string, unknown>, orderBy = { field: 'SUBMITTED_AT', direction: 'DESC' }) =>
  (round: number): Question => ({ query: SAMPLES, variables: { filter: filterOf(round), orderBy } });
const searched =
  (queryOf: (round: number) => string, filter?: Record<string, unknown>) =>
  (round: number): Question => ({ query: SEARCH, variables: { query: queryOf(round), filter } });

const counted =
  (filterOf: (round: number) => Record<string, unknown>) =>
  (round: number): Question => ({ query: STATISTICS, variables: { filter: filterOf(round) } });
const yearBefore = (round: number) => ({
  submittedAfter: daysAgo(1_460 + 7 * round),
  submittedBefore: daysAgo(1_095 + 7 * round),
});

/** A form of one of the twelve laboratories that send most samples, and how its tubes begin; see bench/fill/samples.ts. */
const form = (round: number): number => 1_000 + 3 * round;
const initials = (round: number): string => `A${String.fromCharCode(65 + (form(round) % 12))}`;

/** What people ask of a lab with years of samples, each round with other values. */
export const LISTS: Record<string, (round: number) => Question> = {
  'list, each order in turn': (round) => ({
    query: SAMPLES,
    variables: { orderBy: { field: pick(ORDERS, round), direction: pick(['ASC', 'DESC'], round >> 1) } },
  }),
  'the sample journey: 20 samples with steps, extractions, trail': () => ({ query: JOURNEY }),
  'filter: one status': filtered((round) => ({ status: [pick(STATUSES, round)] })),
  'filter: one status, oldest first': filtered((round) => ({ status: [pick(STATUSES, round)] }), {
    field: 'SUBMITTED_AT',
    direction: 'ASC',
  }),
  'filter: statuses and priority': filtered((round) => ({
    status: [pick(STATUSES, round), pick(STATUSES, round + 1)],
    priority: [pick(['URGENT', 'HIGH', 'LOW'], round)],
  })),
  'filter: current step': filtered((round) => ({ currentStep: [pick(STEPS, round)] })),
  'filter: laboratory': filtered((round) => ({ labName: `Laboratory ${lab(round)}` })),
  'filter: laboratory, status, by due date': filtered(
    (round) => ({ labName: `Laboratory ${lab(round)}`, status: ['ARCHIVED', 'DISTRIBUTED'] }),
    { field: 'DUE_AT', direction: 'ASC' },
  ),
  'filter: e-mail address and year': filtered((round) => ({
    submitterEmail: `customer${lab(round)}@example.org`,
    submittedAfter: daysAgo(1_000),
    submittedBefore: daysAgo(600),
  })),
  'filter: project': filtered((round) => ({ project: idOf('b000', lab(round)) })),
  'filter: submission': filtered((round) => ({ submissionId: idOf('a000', round * 11) })),
  'filter: account': filtered((round) => ({ chartField: `HTSF-${initials(round)}-${form(round)}` })),
  'filter: assignee, overdue': filtered((round) => ({ assignedTo: `T${1 + (round % 20)}`, overdue: true })),
  'filter: unassigned': filtered(() => ({ unassigned: true })),
  'filter: on hold': filtered(() => ({ held: true })),
  'filter: overdue, by due date': filtered(() => ({ overdue: true }), { field: 'DUE_AT', direction: 'ASC' }),
  'filter: failed quality control': filtered(() => ({ qcPassed: false })),
  'filter: rare sample type and flow cell': filtered(() => ({ sampleType: 'cDNA', flowCellType: 'Flongle' })),
  'filter: a sample type that nobody sends': filtered((round) => ({ sampleType: `type ${round}` })),
  'filter: changed in the last hours': filtered((round) => ({ updatedAfter: daysAgo(0.01 * (1 + round)) })),
  'filter: completed this month, by name': filtered((round) => ({ completedAfter: daysAgo(30 - (round % 20)) }), {
    field: 'SAMPLE_NAME',
    direction: 'ASC',
  }),
  'search: half a name': searched((round) => `${initials(round)}${form(round)}-0`),
  'search: a whole account': searched((round) => `HTSF-${initials(round)}-${form(round)}`),
  'search: a laboratory of few samples': searched((round) => `"laboratory ${100 + (round % 90)}"`),
  'search: words that most samples have': searched((round) =>
    pick(['dna', 'laboratory', 'customer eb', 'example.org'], round),
  ),
  'search: common words, excluded words': searched((round) =>
    pick(['dna -eb', 'rna or cdna', 'te -dna', '-dna -rna'], round),
  ),
  'search: a common word among a status': searched(() => 'dna', { status: ['PREP'] }),
  'search: a misspelt name': searched((round) => `${initials(round)}${form(round)}O17`),
  'search: nothing like it': searched((round) => `zzyzx${round}`),
  'work queue': (round) => ({ query: QUEUE, variables: { step: pick(STEPS, round) } }),
  'statistics of everything': counted(() => ({})),
  'statistics of a priority and some statuses': counted((round) => ({
    priority: [pick(['URGENT', 'NORMAL'], round)],
    status: STATUSES.slice(round % 4),
  })),
  'statistics of a laboratory': counted((round) => ({ labName: `Laboratory ${lab(round)}` })),
  'statistics of one of the largest laboratories': counted((round) => ({ labName: `Laboratory ${round % 12}` })),
  'statistics of a year': counted((round) => ({ submittedAfter: daysAgo(365 + round) })),
  'statistics of a year long ago': counted(yearBefore),
  'statistics of a laboratory and a year long ago': counted((round) => ({
    labName: `Laboratory ${lab(round)}`,
    ...yearBefore(round),
  })),
  'statistics of all but the last year': counted((round) => ({ submittedBefore: daysAgo(365 + 7 * round) })),
  'statistics of what a year completed': counted((round) => ({ completedAfter: daysAgo(365 + round) })),
  'statistics of a technician': counted((round) => ({ assignedTo: `T${1 + (round % 20)}` })),
  'statistics of a sample type': counted((round) => ({ sampleType: pick(['DNA', 'RNA', 'cDNA'], round) })),
  'statistics of a project': counted((round) => ({ project: idOf('b000', lab(round)) })),
  'statistics of what is overdue': counted(() => ({ overdue: true })),
  'statistics of what is not on hold': counted(() => ({ held: false })),
  trail: (round) => ({ query: TRAIL, variables: { id: idOf('8000', 1 + round * 997) } }),
};
