import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const ITERATIONS = 4096; // PostgreSQL's own default

/**
 * What PostgreSQL stores of a password, computed here so that the password itself is in no statement, and so in no log of
 * statements (RFC 5802, RFC 7677; the text form is that of PostgreSQL's `scram_build_secret`).
 *
 * @returns the secret; `undefined` for a password with other than printable ASCII characters, which would have to be normalised.
 */
export const scramSecret = async (password: string): Promise<string | undefined> => {
  if (!/^[\x20-\x7e]+$/.test(password)) return undefined;
  const salt = randomBytes(16);
  const salted = await promisify(pbkdf2)(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
};
