import { StartupError } from '../../../platform/errors/startup-error.ts';
import { type Catalogue, label, type Relation } from '../catalogue/relation.ts';
import { knowledgeOf, LEDGERS } from '../services.ts';
import { fateOf, type Settings } from '../settings.ts';

/** What becomes of a table of the source. */
export type Owned =
  | { kind: 'known'; source: Relation; service: string; target: Relation }
  | { kind: 'assigned'; source: Relation; service: string }
  | { kind: 'left'; source: Relation }
  | { kind: 'unowned'; source: Relation };

type Targets = ReadonlyMap<string, Catalogue>;

/** The tables that services own, by name. */
function ownedTables(targets: Targets): Map<string, { service: string; target: Relation }> {
  const found = new Map<string, { service: string; target: Relation }>();
  for (const [service, catalogue] of targets) {
    const internal = [...LEDGERS, ...knowledgeOf(service).internal];
    for (const target of catalogue.relations) {
      if (target.schema === 'public' && !internal.includes(target.name)) {
        found.set(target.name, { service, target });
      }
    }
  }
  return found;
}

const aliases = (targets: Targets): Map<string, string> =>
  new Map([...targets.keys()].flatMap((service) => Object.entries(knowledgeOf(service).aliases)));

function serviceNamed(name: string, targets: Targets, source: Relation): string {
  if (!targets.has(name)) {
    throw new StartupError(
      `tables: ${label(source)}: there is no service ${name}; it is one of ${[...targets.keys()].join(', ')}.`,
    );
  }
  return name;
}

function ownerOf(source: Relation, targets: Targets, settings: Settings, owned: ReturnType<typeof ownedTables>): Owned {
  const fate = fateOf(settings, source);
  if (fate === 'leave') {
    return { kind: 'left', source };
  }
  if (fate !== undefined && 'assign' in fate) {
    return { kind: 'assigned', source, service: serviceNamed(fate.assign, targets, source) };
  }
  const wanted = fate?.into.split('.').at(-1) ?? source.name;
  const known = owned.get(wanted);
  if (fate !== undefined && known === undefined) {
    throw new StartupError(`tables: ${label(source)}: no service has a table ${wanted}; correct \`into\`.`);
  }
  return known !== undefined && (fate !== undefined || source.schema === 'public')
    ? { kind: 'known', source, ...known }
    : { kind: 'unowned', source };
}

/** The table of a service that goes by this name, or that monoliths know by it. */
export function tableCalled(name: string, targets: Targets): string | undefined {
  const owned = ownedTables(targets);
  return [name, aliases(targets).get(name)].find((each) => each !== undefined && owned.has(each));
}

/** Tables that have the service's own name come first: another may go by that name only where there is none. */
function withAliases(all: Owned[], targets: Targets, owned: ReturnType<typeof ownedTables>): Owned[] {
  const taken = new Set(all.flatMap((each) => (each.kind === 'known' ? [each.target.name] : [])));
  const others = aliases(targets);
  return all.map((each) => {
    const name = each.kind === 'unowned' && each.source.schema === 'public' ? others.get(each.source.name) : undefined;
    const known = name === undefined || taken.has(name) ? undefined : owned.get(name);
    return known === undefined ? each : { kind: 'known', source: each.source, ...known };
  });
}

/** Says of every table of the source who gets it. */
export function ownersOf(source: Catalogue, targets: Targets, settings: Settings): Owned[] {
  const missing = Object.keys(settings.tables).filter((name) => !source.relations.some((each) => label(each) === name));
  if (missing.length > 0) {
    throw new StartupError(`tables: the source has no ${missing.join(', ')}; correct the settings.`);
  }
  const owned = ownedTables(targets);
  const all = withAliases(
    source.relations.map((relation) => ownerOf(relation, targets, settings, owned)),
    targets,
    owned,
  );
  const twice = new Map<string, string>();
  for (const each of all) {
    if (each.kind === 'known') {
      const other = twice.get(each.target.name);
      if (other !== undefined) {
        throw new StartupError(
          `${label(each.source)} and ${other} both become ${each.service}.${each.target.name}: say in the settings which.`,
        );
      }
      twice.set(each.target.name, label(each.source));
    }
  }
  return all;
}
