import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const openssl = promisify(execFile);

/** Whether certificates can be made here. In CI they can, or the tests fail. */
export function canMakeCertificates(): boolean {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch (error) {
    if (process.env.CI) {
      throw new Error('openssl is missing, and the tests of encrypted connections need it.', { cause: error });
    }
    process.stderr.write('SKIPPED: openssl is missing, so nothing shows that connections can be encrypted.\n');
    return false;
  }
}

/** The variables of a process with a certificate. */
export type CertifiedBy = { TLS_CERT: string; TLS_KEY: string; TLS_CA: string };

export type Authority = {
  /** The path of its certificate. */
  ca: string;
  /** Makes a certificate for a process on this machine. */
  certify(name: string): Promise<CertifiedBy>;
};

/** An authority whose files are in a folder. */
export async function authorityIn(folder: string, name: string): Promise<Authority> {
  const at = (file: string): string => join(folder, `${name}-${file}`);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const [ca, caKey] = [at('ca.pem'), at('ca.key')];
  await openssl('openssl', [
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    caKey,
    '-out',
    ca,
    '-days',
    '1',
    '-subj',
    `/CN=${name}`,
  ]);
  return {
    ca,
    certify: async (process) => {
      const [key, request, cert, extensions] = ['key', 'csr', 'pem', 'ext'].map((ending) =>
        at(`${process}.${ending}`),
      ) as [string, string, string, string];
      await writeFile(extensions, 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n');
      await openssl('openssl', ['req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${process}`]);
      await openssl('openssl', [
        ...['x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-CAcreateserial'],
        ...['-out', cert, '-days', '1', '-extfile', extensions],
      ]);
      return { TLS_CERT: cert, TLS_KEY: key, TLS_CA: ca };
    },
  };
}
