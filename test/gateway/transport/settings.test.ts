import { expect, test } from '@jest/globals';
import { readGatewayConfig } from '../../../gateway/config.ts';

test('one subgraph may have a timeout of its own, whatever its name', () => {
  const { transport } = readGatewayConfig({ SUBGRAPH_TIMEOUT_MS: '5000', LAB_REPORTS_2_TIMEOUT_MS: '60000' });
  expect(['lab-reports.2', 'samples'].map((name) => transport.timeoutMsOf(name))).toEqual([60_000, 5_000]);
  expect(readGatewayConfig({}).transport.timeoutMsOf('samples')).toBe(30_000);
});

test('every problem is named at once, that of one subgraph when it is asked for', () => {
  const wrong = { SUBGRAPH_TIMEOUT_MS: '0', SUBGRAPH_RETRIES: 'many', SUBGRAPH_SHARED_FETCHES: 'yes' };
  expect(() => readGatewayConfig(wrong)).toThrow(
    /SUBGRAPH_TIMEOUT_MS: .*\n.*SUBGRAPH_RETRIES: must be a whole number\n.*SUBGRAPH_SHARED_FETCHES: must be on or off/,
  );
  const { transport } = readGatewayConfig({ SAMPLES_TIMEOUT_MS: 'soon' });
  expect(() => transport.timeoutMsOf('samples')).toThrow('SAMPLES_TIMEOUT_MS: must be a whole number');
});
