import { ask, type Endpoint } from './ask.ts';
import { SampleJourneyDocument, type StepStatus } from './types.generated.ts';

export type Unfinished = { sampleName: string; steps: { name: string; status: StepStatus }[] };

/**
 * What a frontend does with a typed document: the compiler knows what was asked for, and what may be null. A field that
 * the operation does not ask for, or that the graph has no more, does not compile.
 */
export async function unfinishedSteps(endpoint: Endpoint, first: number): Promise<Unfinished[]> {
  const { data, errors = [] } = await ask(endpoint, SampleJourneyDocument, { first });
  if (data?.samples == null) {
    throw new Error(errors.map(({ message }) => message).join('; ') || 'No samples came.');
  }
  return data.samples.nodes.map(({ sampleName, steps }) => ({
    sampleName,
    steps: steps
      .filter(({ status }) => status !== 'COMPLETED' && status !== 'SKIPPED')
      .map(({ stepName, status }) => ({ name: stepName, status })),
  }));
}
