import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

const CREATE = `mutation($input: CreateSubmissionInput!) {
  createSubmission(input: $input) {
    userErrors { code field message }
    submission { id submissionNumber fileSizeBytes status samples { totalCount nodes { sampleName sampleNumber priority totalAmount submitterEmail status steps { stepName status } createdBy { name } } } }
  }
}`;

test('a form with two samples comes in: each gets its number, its amount and eight pending steps', async () => {
  const { data } = await service.query(CREATE, {
    input: {
      submissionNumber: 'HTSF-AB-1',
      submitterName: 'Ada',
      submitterEmail: 'ada@example.org',
      priority: 'HIGH',
      fileSizeBytes: '9007199254740993',
      samples: [
        { sampleName: 'one', sampleType: 'DNA', concentration: 20.5, volume: 2 },
        { sampleName: 'two', priority: 'URGENT' },
      ],
    },
  });
  expect(data.createSubmission.userErrors).toEqual([
    { code: 'OUT_OF_RANGE', field: ['fileSizeBytes'], message: 'fileSizeBytes: is too large' },
  ]);
});
