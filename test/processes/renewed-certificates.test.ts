import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { expect, test } from '@jest/globals';
import { config } from '../../subgraphs/config/service.ts';
import { askSecurely } from '../support/ask-securely.ts';
import { authorityIn, type CertifiedBy, canMakeCertificates } from '../support/certificates.ts';
import { testDatabase } from '../support/databases.ts';
import { type RunningProcess, run, temporaryFolder } from '../support/process.ts';

const encrypted = canMakeCertificates() ? test : test.skip;

/** Who has certified what a server shows to a new connection. */
function certifiedBy(url: string): Promise<unknown> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      resolve((socket.getPeerCertificate() as PeerCertificate).issuer.CN);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

async function reread(process: RunningProcess): Promise<void> {
  const times = process.output().split('configuration reread').length;
  process.child.kill('SIGHUP');
  await process.says(new RegExp(`(configuration reread[\\s\\S]*){${times}}`));
}

async function replace(files: CertifiedBy, by: CertifiedBy): Promise<void> {
  await copyFile(by.TLS_KEY, files.TLS_KEY);
  await copyFile(by.TLS_CERT, files.TLS_CERT);
}

encrypted('an authority gives way to another one, and no request is lost', async () => {
  await using folder = await temporaryFolder();
  const [lab, next] = [await authorityIn(folder.path, 'lab'), await authorityIn(folder.path, 'next')];
  const [ofService, ofGateway] = [await lab.certify('config'), await lab.certify('gateway')];
  const [nextOfService, nextOfGateway] = [await next.certify('config'), await next.certify('gateway')];
  const old = { ...ofGateway, TLS_CERT: `${ofGateway.TLS_CERT}.old`, TLS_KEY: `${ofGateway.TLS_KEY}.old` };
  await replace(old, ofGateway);
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
    const query = '{ appConfigs(environment: TEST, first: 1) { totalCount } }';
    const answered = { status: 200, answer: { data: { appConfigs: { totalCount: 0 } } } };
    // So many at once that the gateway has to make new connections.
    const expectAnswers = async (ca: string) =>
      expect(await Promise.all(Array.from({ length: 8 }, () => askSecurely(`${url}/graphql`, { ca }, query)))).toEqual(
        new Array(8).fill(answered),
      );
    await expectAnswers(lab.ca);
    expect([await certifiedBy(serviceUrl), await certifiedBy(url)]).toEqual(['lab', 'lab']);

    // Both are believed, then each process shows the new one, then the old one is believed no more.
    await writeFile(lab.ca, (await readFile(lab.ca, 'utf8')) + (await readFile(next.ca, 'utf8')));
    await reread(service);
    await reread(gateway);
    await replace(ofService, nextOfService);
    await reread(service);
    expect([await certifiedBy(serviceUrl), await certifiedBy(url)]).toEqual(['next', 'lab']);
    await expectAnswers(lab.ca);
    await replace(ofGateway, nextOfGateway);
    await reread(gateway);
    expect(await certifiedBy(url)).toBe('next');
    await copyFile(next.ca, lab.ca);
    await reread(service);
    await reread(gateway);
    await expectAnswers(next.ca);
    const health = `${serviceUrl}/health`;
    expect((await askSecurely(health, { ca: next.ca, as: nextOfGateway })).status).toBe(200);
    await expect(askSecurely(health, { ca: next.ca, as: old })).rejects.toThrow();

    // Files that do not fit change nothing.
    await copyFile(old.TLS_KEY, ofService.TLS_KEY);
    service.child.kill('SIGHUP');
    await service.says(/TLS_CERT: does not fit.*the last good one stays/);
    await expectAnswers(next.ca);
    expect(await gateway.stop()).toEqual({ code: 0, signal: null });
    expect(await service.stop()).toEqual({ code: 0, signal: null });
  } finally {
    await database.drop();
  }
});
