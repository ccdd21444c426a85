import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ai } from '../../../subgraphs/ai/service.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { MEASURED, workbench } from '../../subgraphs/samples/workbench.ts';
import { eventsOf, type OutboxRow, outboxOf } from '../../support/outbox.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

// What a day in the lab leaves in the outboxes.

const said = (events: OutboxRow[]): string[] => events.map(({ type }) => type);

describe('samples', () => {
  let service: ServiceUnderTest;
  const lab = workbench(() => service);
  const events = (work: () => Promise<unknown>) => eventsOf(service.database, work);
  beforeAll(async () => {
    service = await serviceUnderTest(samples);
  });
  afterAll(() => service.close());

  test('a sample comes with its eight steps and its details, all of them parts of it', async () => {
    let id = '';
    const written = await events(async () => {
      ({ id } = await lab.take({ ...MEASURED, details: { organism: 'E. coli' } }));
    });
    expect(said(written).sort()).toEqual([
      ...Array<string>(8).fill('processing_step.created'),
      'sample.created',
      'sample_details.created',
      'user.created',
    ]);
    const parts = written.filter(({ type }) => type !== 'user.created');
    expect(new Set(parts.map(({ root_type, root_id }) => `${root_type}/${root_id}`))).toEqual(
      new Set([`sample/${id}`]),
    );
  });

  test('a step that is started says so by its own verb, and its sample that it changed', async () => {
    const sample = await lab.take();
    const [step] = await events(() => lab.starts(sample, 'SAMPLE_QC')).then((all) =>
      all.filter(({ type }) => type.startsWith('processing_step.')),
    );
    expect(step).toMatchObject({
      type: 'processing_step.started',
      subject: `processing_step/${lab.stepOf(sample, 'SAMPLE_QC')}`,
      root_type: 'sample',
      root_id: sample.id,
      actor: { kind: 'person', name: 'Dana Reyes' },
      request_id: 'test',
      client_address: '127.0.0.1',
      user_agent: 'jest',
      data: {
        before: { step_status: 'pending', step_name: 'sample_qc', sample_id: sample.id, started_at: null },
        after: { step_status: 'in_progress', step_name: 'sample_qc', sample_id: sample.id },
      },
    });
    expect(step?.data.after).not.toHaveProperty('notes');
  });

  test('mutations of one request have each their own verb', async () => {
    const { id } = await lab.take();
    const written = await events(() =>
      service.query(
        `mutation($id: ID!) {
          holdSample(input: { sampleId: $id, reason: "No flow cells." }) { userErrors { code } }
          releaseSample(input: { sampleId: $id }) { userErrors { code } }
          assignSample(input: { sampleId: $id, assignedTo: "Grey" }) { userErrors { code } }
          deleteSample(input: { sampleId: $id, reason: "Sent by mistake." }) { userErrors { code } }
        }`,
        { id },
      ),
    );
    expect(said(written)).toEqual(['sample.held', 'sample.released', 'sample.assigned', 'sample.deleted']);
    expect(written[0]?.data).toMatchObject({ before: { hold_reason: null }, after: { hold_reason: 'No flow cells.' } });
  });

  test('what is refused says nothing', async () => {
    const { id } = await lab.take();
    expect(await events(() => lab.refused('releaseSample', { sampleId: id }))).toEqual([]);
  });

  test('an attachment is a part of its sample', async () => {
    const { id } = await lab.take();
    const written = await events(() => lab.does('addAttachment', { sampleId: id, fileName: 'gel.png' }));
    expect(written.map(({ type, root_type, root_id }) => [type, root_type, root_id])).toEqual([
      ['attachment.added', 'sample', id],
    ]);
  });
});

test('an extraction is a part of its sample, else of its submission, else of nothing', async () => {
  await using service = await serviceUnderTest(ai);
  const [sample, submission] = ['00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2'];
  await service.em().execute(
    `insert into ai_extraction_results (file_name, sample_id, submission_id) values
       ('both', '${sample}', '${submission}'), ('form', null, '${submission}'), ('neither', null, null)`,
  );
  const found = await outboxOf(service.database);
  expect(found.map(({ data, root_type, root_id }) => [data.after.file_name, root_type, root_id])).toEqual([
    ['both', 'sample', sample],
    ['form', 'submission', submission],
    ['neither', 'extraction_result', found[2]?.data.after.id],
  ]);
});

test('no event shows a value of a setting, and who looked at one is an event', async () => {
  await using service = await serviceUnderTest(config);
  const set = (configValue: string) =>
    service.query(
      `mutation($configValue: String!) { setAppConfig(input: {
        configKey: "smtp.password", environment: PRODUCTION, configValue: $configValue, isSensitive: true
      }) { userErrors { code } } }`,
      { configValue },
    );
  const { errors } = await set('hunter-1');
  expect(errors).toBeUndefined();
  await set('hunter-2');
  await service.query(
    `mutation { revealAppConfig(input: { configKey: "smtp.password", environment: PRODUCTION, reason: "Mail is down." }) { configValue } }`,
  );
  const found = await outboxOf(service.database);
  expect(found.map(({ type, root_type }) => [type, root_type])).toEqual([
    ['app_config.created', 'app_config'],
    ['app_config.updated', 'app_config'],
    ['config_change.revealed', 'app_config'],
  ]);
  const [created, updated, revealed] = found;
  expect(updated?.data).toMatchObject({
    before: { config_key: 'smtp.password', config_value: '[redacted]' },
    after: { config_key: 'smtp.password', config_value: '[redacted]' },
  });
  expect(revealed?.root_id).toBe(created?.data.after.id);
  const [{ stored }] = (await service.em().execute(`select config_value as stored from application_configs`)) as [
    { stored: string },
  ];
  expect(JSON.stringify(found)).not.toMatch(/hunter/);
  expect(JSON.stringify(found)).not.toContain(stored);
});
