import { expect } from '@jest/globals';
import type { ServiceUnderTest } from '../../support/service.ts';

const SAMPLE = `id sampleName status currentStep availableActions isBlocked blockedReason version startedAt completedAt dueAt
  holdReason outcome outcomeReason deletedAt deletedReason assignedTo assignee { id name } totalAmount concentration
  steps { id step stepName status statusReason startedAt completedAt resultsData notes }`;

export type Step = { id: string; step: string; stepName: string; status: string; startedAt: string | null } & Record<
  string,
  unknown
>;
export type SampleSeen = { id: string; steps: Step[]; version: number; availableActions: string[] } & Record<
  string,
  unknown
>;
export type Outcome = { sample: SampleSeen | null; userErrors: { code: string; message: string; field: string[] }[] };

/** Everything that every step of the workflow wants. */
export const MEASURED = { sampleType: 'DNA', concentration: 40, volume: 2, a260280: 1.85 };
export const NOBODY = '00000000-0000-7000-8000-000000000000';

export const STEPS = [
  'SAMPLE_QC',
  'LIBRARY_PREP',
  'LIBRARY_QC',
  'SEQUENCING_SETUP',
  'SEQUENCING_RUN',
  'BASECALLING',
  'QUALITY_ASSESSMENT',
  'DATA_DELIVERY',
];

/** A technician's hands: takes samples in, and does things with them through the service's graph. */
export function workbench(service: () => ServiceUnderTest) {
  const asks = async (verb: string, input: object): Promise<Outcome> => {
    const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
    const { data, errors } = await service().query(
      `mutation($input: ${type}!) { ${verb}(input: $input) { sample { ${SAMPLE} } userErrors { code message field } } }`,
      { input },
    );
    expect(errors).toBeUndefined();
    return data[verb];
  };
  /** Does what is allowed, and fails the test when it is not. */
  const does = async (verb: string, input: object): Promise<SampleSeen> => {
    const { sample, userErrors } = await asks(verb, input);
    expect(userErrors).toEqual([]);
    return sample as SampleSeen;
  };
  /** Does what is forbidden: the first reason why. */
  const refused = async (verb: string, input: object): Promise<Outcome['userErrors'][number]> => {
    const { sample, userErrors } = await asks(verb, input);
    expect(sample).toBeNull();
    expect(userErrors.length).toBeGreaterThan(0);
    return userErrors[0] as Outcome['userErrors'][number];
  };
  const take = (values: object = MEASURED): Promise<SampleSeen> =>
    does('createSample', { sampleName: 'tube', ...values });
  const seen = async (id: string): Promise<SampleSeen> =>
    (await service().query(`query($id: ID!) { sample(id: $id) { ${SAMPLE} } }`, { id })).data.sample;
  const stepOf = (sample: SampleSeen, name: string): string =>
    sample.steps.find(({ step }) => step === name)?.id as string;
  const starts = (sample: SampleSeen, name: string) => does('startStep', { stepId: stepOf(sample, name) });
  const completes = (sample: SampleSeen, name: string) => does('completeStep', { stepId: stepOf(sample, name) });
  /** Starts and completes every step of the workflow up to and with this one. */
  const worksThrough = async (sample: SampleSeen, last: string): Promise<SampleSeen> => {
    let after = await seen(sample.id);
    for (const name of STEPS.slice(0, STEPS.indexOf(last) + 1)) {
      if (after.steps.find(({ step }) => step === name)?.status === 'PENDING') {
        await starts(sample, name);
        after = await completes(sample, name);
      }
    }
    return after;
  };
  return { asks, does, refused, take, seen, stepOf, starts, completes, worksThrough };
}

export const statusesOf = (sample: SampleSeen): string[] => sample.steps.map(({ status }) => status);
