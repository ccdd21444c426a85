export { type Cluster, type ClusterOptions, startCluster } from './cluster.ts';
export { loadCredentials } from './credentials.ts';
export { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
export { type Role, withRole } from './database-url.ts';
export { type KeptPlan, keeperOf, keeperScript } from './keeper.ts';
export { type DatabasePlan, type ProvisioningPlan, provision } from './provision.ts';
export { resetDataDir } from './reset.ts';
