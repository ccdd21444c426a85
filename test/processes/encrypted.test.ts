import { expect, test } from '@jest/globals';
import { readTls } from '../../platform/config/tls.ts';
import { config } from '../../subgraphs/config/service.ts';
import { askSecurely } from '../support/ask-securely.ts';
import { authorityIn, canMakeCertificates } from '../support/certificates.ts';
import { testDatabase } from '../support/databases.ts';
import { run, temporaryFolder } from '../support/process.ts';

const encrypted = canMakeCertificates() ? test : test.skip;

encrypted('gateway and service show each other their certificates, and neither speaks to a stranger', async () => {
  await using folder = await temporaryFolder();
  const lab = await authorityIn(folder.path, 'lab');
  const elsewhere = await authorityIn(folder.path, 'elsewhere');
  const [ofService, ofGateway, ofStranger] = await Promise.all([
    lab.certify('config'),
    lab.certify('gateway'),
    elsewhere.certify('stranger'),
  ]);
  const database = await testDatabase(config);
  try {
    const common = { DATA_DIR: folder.path, AUTH_MODE: 'none' };
    await using service = run('subgraphs/config/server.ts', {
      ...common,
      ...ofService,
      CONFIG_DB_URL: database.dbUrl,
    });
    const [, serviceUrl] = (await service.says(/config: (https:\S+)\/graphql/)) as unknown as [string, string];
    await using gateway = run('gateway/server.ts', { ...common, ...ofGateway, CONFIG_URL: `${serviceUrl}/graphql` });
    const [, url] = (await gateway.says(/gateway: (https:\S+)\/graphql/)) as unknown as [string, string];

    // A client has no certificate, and needs none.
    const query = '{ appConfigs(environment: TEST, first: 1) { totalCount } }';
    expect(await askSecurely(`${url}/graphql`, { ca: lab.ca }, query)).toEqual({
      status: 200,
      answer: { data: { appConfigs: { totalCount: 0 } } },
    });
    const { answer: readiness } = await askSecurely(`${url}/ready`, { ca: lab.ca });
    expect(readiness.services.config.healthy).toBe(true);
    expect(readiness.services.samples.healthy).toBe(false);

    // The service takes certificates of its authority alone. A token is needed besides.
    const health = `${serviceUrl}/health`;
    await expect(askSecurely(health, { ca: lab.ca })).rejects.toThrow();
    await expect(askSecurely(health, { ca: lab.ca, as: ofStranger })).rejects.toThrow();
    expect(await askSecurely(health, { ca: lab.ca, as: ofGateway })).toEqual({ status: 200, answer: { status: 'ok' } });
    const { status, answer } = await askSecurely(`${serviceUrl}/graphql`, { ca: lab.ca, as: ofGateway }, query);
    expect([status, answer.errors[0].extensions.code]).toEqual([401, 'CALLER_NOT_TRUSTED']);
    await expect(fetch(health.replace('https', 'http'))).rejects.toThrow();

    // A gateway takes no service for ours that somebody else has certified.
    await using misled = run('gateway/server.ts', {
      ...common,
      ...ofGateway,
      TLS_CA: elsewhere.ca,
      CONFIG_URL: `${serviceUrl}/graphql`,
    });
    const [, misledUrl] = (await misled.says(/gateway: (https:\S+)\/graphql/)) as unknown as [string, string];
    const { answer: refused } = await askSecurely(`${misledUrl}/graphql`, { ca: lab.ca }, query);
    expect(refused.errors[0].extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'config' });

    expect(await gateway.stop()).toEqual({ code: 0, signal: null });
    expect(await service.stop()).toEqual({ code: 0, signal: null });
  } finally {
    await database.drop();
  }
});

encrypted('files that do not fit, or are not whole, are problems of the configuration', async () => {
  await using folder = await temporaryFolder();
  const lab = await authorityIn(folder.path, 'lab');
  const [one, other] = await Promise.all([lab.certify('one'), lab.certify('other')]);
  const mutual = { mutual: true };
  expect(readTls(one, mutual)).toMatchObject({ cert: expect.stringContaining('BEGIN CERTIFICATE') });
  expect(readTls({}, mutual)).toBeUndefined();
  expect(() => readTls({ ...one, TLS_KEY: other.TLS_KEY }, mutual)).toThrow(/TLS_CERT: does not fit the others/);
  expect(() => readTls({ TLS_CERT: one.TLS_CERT }, mutual)).toThrow(/TLS_KEY: must be set.*\n {2}TLS_CA: must be set/);
  expect(() => readTls({ TLS_CERT: one.TLS_CERT }, { mutual: false })).toThrow(/TLS_KEY: must be set/);
  expect(() => readTls({ ...one, TLS_CA: one.TLS_KEY }, mutual)).toThrow(/TLS_CA: is no certificate/);
  // A gateway may have an authority alone: its own connections are plain, those to the services are not.
  expect(readTls({ TLS_CA: one.TLS_CA }, { mutual: false })).toMatchObject({ cert: undefined });
});
