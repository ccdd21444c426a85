import type { NamedMigration } from '../../platform/service/definition.ts';
import { Initial } from './0001-initial.ts';

export const migrations: NamedMigration[] = [{ name: '0001-initial', class: Initial }];
