import { Pool } from 'undici';

/** What clients saw: answers, how many a second, and how long each took in milliseconds. */
export type Load = { requests: number; perSecond: number; p50: number; p99: number };

export type HeadersOf = (i: number) => Record<string, string>;

type LoadOptions = { clients: number; seconds: number; headersOf?: HeadersOf | undefined };

/** So many clients ask, each again as soon as it has its answer. Rejects with the first answer that is none. */
export async function load(
  url: string,
  bodyOf: (i: number) => string,
  { clients, seconds, headersOf }: LoadOptions,
): Promise<Load> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: clients });
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  let next = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      next += 1;
      const asked = performance.now();
      const { statusCode, body } = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headersOf?.(next) },
        body: bodyOf(next),
      });
      const bytes = await body.arrayBuffer();
      if (statusCode !== 200 || bytes.byteLength < 50) {
        throw new Error(`HTTP ${statusCode}: ${Buffer.from(bytes).toString().slice(0, 500)}`);
      }
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const took = (performance.now() - started) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  return { requests: times.length, perSecond: times.length / took, p50: at(0.5), p99: at(0.99) };
}
