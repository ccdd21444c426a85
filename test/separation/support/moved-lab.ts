import { parseSettings } from '../../../migrations/separation/settings.ts';
import { copy } from '../../../migrations/separation/verbs/copy.ts';
import { type SwitchReport, switchOver } from '../../../migrations/separation/verbs/switch.ts';
import { monolithDatabase } from '../../support/monolith/database.ts';
import { type Lab, labOver } from './lab.ts';

/** A monolith made by this SQL with five databases that hold a copy of it. All of `assigned` goes to samples as it is. */
export async function movedLab(sql: string, assigned: readonly string[], more = ''): Promise<Lab> {
  const source = await monolithDatabase();
  await source.query(sql);
  const lab = await labOver(source);
  const tables = assigned.map((name) => `  ${name}: { assign: samples }\n`).join('');
  await lab.run((separation) => copy(separation, parseSettings(`tables:\n${tables}${more}`)));
  return lab;
}

/** Switches; throws where that ends otherwise than switched. */
export async function switchedNow(lab: Lab): Promise<void> {
  const report = (await lab.run((separation) => switchOver(separation, { acceptQuarantine: false }))) as SwitchReport;
  if (!report.switched) {
    throw new Error('It was not switched.');
  }
}
