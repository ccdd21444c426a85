import type { EntityManager } from '@mikro-orm/postgresql';
import { AppConfig, type Environment } from '../subgraphs/config/entities/app-config.entity.ts';
import { ConfigChange } from '../subgraphs/config/entities/config-change.entity.ts';
import { FeatureFlag } from '../subgraphs/config/entities/feature-flag.entity.ts';
import { type FlagState, historyKey, historyValue } from '../subgraphs/config/services/flag-history.ts';
import { DEMO_USERS, demoId, hoursAfterSubmission } from './lab.ts';

/** Settings and flags over the four environments, each as its last change left it, and all the changes. */
export async function seedConfig(em: EntityManager): Promise<void> {
  await em.insertMany(AppConfig, settingRows());
  await em.insertMany(FeatureFlag, FLAGS.map(flagRow));
  await em.insertMany(
    ConfigChange,
    [...SETTINGS.flatMap(settingChanges), ...FLAGS.flatMap(flagChanges)].map(changeRow),
  );
}

/** What it became, how many hours after the submission, and why. */
type Change<Value> = [value: Value, hours: number, reason: string];
type Subject<Value> = { name: string; environment: Environment; description: string; changes: Change<Value>[] };

const FIRST = 'As agreed when the service was set up';

/** None is sensitive: secrets come in when they can be kept encrypted. */
const SETTINGS: readonly Subject<string>[] = [
  {
    name: 'lab.display_name',
    environment: 'production',
    description: 'How the facility is called in messages.',
    changes: [['Nanopore Sequencing Core', 1, FIRST]],
  },
  {
    name: 'lab.display_name',
    environment: 'staging',
    description: 'How the facility is called in messages.',
    changes: [['Nanopore Sequencing Core (staging)', 1.1, FIRST]],
  },
  {
    name: 'lab.contact_email',
    environment: 'production',
    description: 'Where customers write to.',
    changes: [
      ['sequencing@example.org', 1.2, FIRST],
      ['nanopore-core@example.org', 26, 'The old mailbox is being closed'],
    ],
  },
  {
    name: 'sequencing.default_flow_cell',
    environment: 'production',
    description: 'Flow cell of a sample that names none.',
    changes: [
      ['R9.4.1', 1.3, FIRST],
      ['R10.4.1', 50, 'R9.4.1 is no longer sold'],
    ],
  },
  {
    name: 'sequencing.default_flow_cell',
    environment: 'development',
    description: 'Flow cell of a sample that names none.',
    changes: [['R10.4.1', 1.4, FIRST]],
  },
  {
    name: 'basecalling.model',
    environment: 'production',
    description: 'Model of a run that names none.',
    changes: [
      ['hac@v5.0.0', 1.5, FIRST],
      ['sup@v5.0.0', 74, 'The new GPUs keep up with the super-accurate model'],
    ],
  },
  {
    name: 'basecalling.model',
    environment: 'staging',
    description: 'Model of a run that names none.',
    changes: [['sup@v5.2.0', 75, 'To be compared with v5.0.0 before it goes live']],
  },
  {
    name: 'basecalling.model',
    environment: 'development',
    description: 'Model of a run that names none.',
    changes: [['hac@v5.0.0', 1.6, FIRST]],
  },
  {
    name: 'basecalling.model',
    environment: 'test',
    description: 'Model of a run that names none.',
    changes: [['fast@v5.0.0', 1.7, 'Tests need speed, not accuracy']],
  },
  {
    name: 'extraction.confidence_threshold',
    environment: 'production',
    description: 'Confidence, 0 to 1, below which a person looks at an extraction.',
    changes: [
      ['0.60', 1.8, FIRST],
      ['0.70', 98, 'Two swapped concentrations went unnoticed at 0.60'],
    ],
  },
  {
    name: 'extraction.confidence_threshold',
    environment: 'staging',
    description: 'Confidence, 0 to 1, below which a person looks at an extraction.',
    changes: [['0.75', 97, 'Trying how much more work it is']],
  },
  {
    name: 'uploads.largest_mb',
    environment: 'production',
    description: 'Largest attachment, in megabytes.',
    changes: [['200', 1.9, FIRST]],
  },
];

const OFF: FlagState = { isEnabled: false, rolloutPercentage: 100, conditions: null };

const FLAGS: readonly Subject<FlagState>[] = [
  {
    name: 'ai_extraction',
    environment: 'production',
    description: 'Reads submission forms with the language model.',
    changes: [
      [{ isEnabled: true, rolloutPercentage: 25, conditions: null }, 2, 'First a quarter of the forms'],
      [{ isEnabled: true, rolloutPercentage: 100, conditions: null }, 52, 'No complaints in two days'],
    ],
  },
  {
    name: 'duplex_basecalling',
    environment: 'production',
    description: 'Offers duplex basecalling on the form.',
    changes: [
      [
        { isEnabled: true, rolloutPercentage: 10, conditions: { labs: ['Lee Lab'], flowCellTypes: ['R10.4.1'] } },
        3,
        'Pilot with the Lee Lab',
      ],
    ],
  },
  {
    name: 'duplex_basecalling',
    environment: 'staging',
    description: 'Offers duplex basecalling on the form.',
    changes: [[{ isEnabled: true, rolloutPercentage: 100, conditions: null }, 2.5, 'To be tried by everybody']],
  },
  {
    name: 'live_run_view',
    environment: 'development',
    description: 'Shows pore occupancy while a run is under way.',
    changes: [[{ isEnabled: true, rolloutPercentage: 50, conditions: { roles: ['technician'] } }, 28, 'Half-built']],
  },
  {
    name: 'batch_upload',
    environment: 'test',
    description: 'Takes many samples in from one table.',
    changes: [[OFF, 4, 'Not before the importer checks its input']],
  },
];

const keeperOf = (hours: number) => DEMO_USERS[Math.floor(hours) % DEMO_USERS.length] as (typeof DEMO_USERS)[number];

/** When a subject came to be, when it was last changed, and what it is since. */
function latest<Value>({ changes }: Subject<Value>) {
  const [first, last] = [changes[0], changes.at(-1)] as [Change<Value>, Change<Value>];
  return { value: last[0], createdAt: hoursAfterSubmission(first[1]), updatedAt: hoursAfterSubmission(last[1]) };
}

function settingRow(setting: Subject<string>, i: number) {
  const { name, environment, description } = setting;
  const { value, ...at } = latest(setting);
  return { id: demoId('app_config', i + 1), configKey: name, configValue: value, environment, description, ...at };
}

export const settingRows = () => SETTINGS.map(settingRow);

function flagRow(flag: Subject<FlagState>, i: number) {
  const { name, environment, description } = flag;
  const { value, ...at } = latest(flag);
  return { id: demoId('feature_flag', i + 1), flagName: name, environment, description, ...value, ...at };
}

/** Each change from what was there before, nothing at first. */
const changesOf = <Value>(configKey: string, subject: Subject<Value>, textOf: (value: Value) => string) =>
  subject.changes.map(([value, hours, changeReason], i) => ({
    configKey,
    environment: subject.environment,
    oldValue: i === 0 ? null : textOf((subject.changes[i - 1] as Change<Value>)[0]),
    newValue: textOf(value),
    changedBy: keeperOf(hours).id,
    changeReason,
    timestamp: hoursAfterSubmission(hours),
    createdAt: hoursAfterSubmission(hours),
  }));

const settingChanges = (setting: Subject<string>) => changesOf(setting.name, setting, (value) => value);
const flagChanges = (flag: Subject<FlagState>) => changesOf(historyKey(flag.name), flag, historyValue);

const changeRow = (change: ReturnType<typeof settingChanges>[number], i: number) => ({
  id: demoId('config_change', i + 1),
  ...change,
});
