import config from './jest.config.mjs';

/** What takes long to be shown: properties over many more cases. `npm run test:soak`. */
export default { ...config, testMatch: ['**/*.soak.ts'], testTimeout: 3_600_000 };
