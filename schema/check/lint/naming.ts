import { type ASTNode, Kind } from 'graphql';
import type { Element } from '../coordinates.ts';
import type { LintRule, Violation } from './violation.ts';

const CAMEL = /^_{0,2}[a-z][a-zA-Z0-9]*$/;
const PASCAL = /^[A-Z][a-zA-Z0-9]*$/;
const SCREAMING = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const RESTY = /^(get|list|post|put|patch)[A-Z]/;

const OBJECTS: readonly string[] = [Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION];
const INTERFACES: readonly string[] = [Kind.INTERFACE_TYPE_DEFINITION, Kind.INTERFACE_TYPE_EXTENSION];
const INPUTS: readonly string[] = [Kind.INPUT_OBJECT_TYPE_DEFINITION, Kind.INPUT_OBJECT_TYPE_EXTENSION];
const ENUMS: readonly string[] = [Kind.ENUM_TYPE_DEFINITION, Kind.ENUM_TYPE_EXTENSION];
const TYPES: readonly string[] = [
  ...OBJECTS,
  ...INTERFACES,
  ...INPUTS,
  ...ENUMS,
  Kind.UNION_TYPE_DEFINITION,
  Kind.UNION_TYPE_EXTENSION,
];

const nameOf = ({ node }: Element): string => node.name?.value ?? '';

/** Input fields and arguments have one kind of node: an argument stands two levels below its type, or below a directive. */
const isArgument = ({ node, coordinate }: Element): boolean =>
  node.kind === Kind.INPUT_VALUE_DEFINITION && (coordinate.split('.').length > 2 || coordinate.startsWith('@'));

const isField = (element: Element): boolean =>
  element.node.kind === Kind.FIELD_DEFINITION ||
  (element.node.kind === Kind.INPUT_VALUE_DEFINITION && !isArgument(element));

const isOf =
  (kinds: readonly ASTNode['kind'][] | readonly string[]) =>
  ({ node }: Element): boolean =>
    (kinds as readonly string[]).includes(node.kind);

type Naming = {
  why: string;
  of: (element: Element) => boolean;
  isBad: (name: string, element: Element) => boolean;
  message: string;
  remedy: (name: string) => string;
};

const rule = ({ why, of, isBad, message, remedy }: Naming): LintRule => ({
  why,
  look: ({ elements }) =>
    elements
      .filter((element) => of(element) && isBad(nameOf(element), element))
      .map(
        (element): Violation => ({
          coordinate: element.coordinate,
          line: element.line,
          message: `${element.coordinate} ${message}.`,
          remedy: remedy(nameOf(element)),
        }),
      ),
});

const words = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[_-]+/)
    .filter(Boolean);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
const pascal = (name: string): string => words(name).map(capital).join('');
const camel = (name: string): string => pascal(name).replace(/^./, (first) => first.toLowerCase());

const call = (name: string): string => `Call it ${name}.`;

/** A word that says no more than the keyword before it. */
const superfluous = (word: string, kinds: readonly string[], at: 'prefix' | 'suffix'): LintRule => {
  const pattern = at === 'prefix' ? new RegExp(`^${word}(?=[A-Z]|$)`) : new RegExp(`${word}$`);
  return rule({
    why: `That it is ${word === 'Type' ? 'a' : 'an'} ${word.toLowerCase()}, the schema says itself.`,
    of: isOf(kinds),
    isBad: (name) => pattern.test(name),
    message: `${at === 'prefix' ? 'begins' : 'ends'} with ${word}`,
    remedy: (name) => call(name.replace(pattern, '') || 'by what it is'),
  });
};

/** Names, by the rules that Apollo's linter has. */
export const NAMING: Readonly<Record<string, LintRule>> = {
  FIELD_NAMES_SHOULD_BE_CAMEL_CASE: rule({
    why: 'Clients write fields in JavaScript, where names are in camelCase.',
    of: isField,
    isBad: (name) => !CAMEL.test(name),
    message: 'is not in camelCase',
    remedy: (name) => call(camel(name)),
  }),
  RESTY_FIELD_NAMES: rule({
    why: 'A field is a thing, not a request; a mutation is named for what it does to the thing.',
    of: ({ node }) => node.kind === Kind.FIELD_DEFINITION,
    isBad: (name) => RESTY.test(name),
    message: 'is named for a request',
    remedy: (name) => call(camel(name.replace(/^(get|list|post|put|patch)/, ''))),
  }),
  TYPE_NAMES_SHOULD_BE_PASCAL_CASE: rule({
    why: 'Types are told from fields by their first letter.',
    of: isOf(TYPES),
    isBad: (name) => !PASCAL.test(name),
    message: 'is not in PascalCase',
    remedy: (name) => call(pascal(name)),
  }),
  TYPE_PREFIX: superfluous('Type', TYPES, 'prefix'),
  TYPE_SUFFIX: superfluous('Type', TYPES, 'suffix'),
  OBJECT_PREFIX: superfluous('Object', OBJECTS, 'prefix'),
  OBJECT_SUFFIX: superfluous('Object', OBJECTS, 'suffix'),
  INTERFACE_PREFIX: superfluous('Interface', INTERFACES, 'prefix'),
  INTERFACE_SUFFIX: superfluous('Interface', INTERFACES, 'suffix'),
  ENUM_PREFIX: superfluous('Enum', ENUMS, 'prefix'),
  ENUM_SUFFIX: superfluous('Enum', ENUMS, 'suffix'),
  INPUT_ARGUMENT_NAMES_SHOULD_BE_CAMEL_CASE: rule({
    why: 'Arguments are written beside fields, and look like them.',
    of: isArgument,
    isBad: (name) => !CAMEL.test(name),
    message: 'is not in camelCase',
    remedy: (name) => call(camel(name)),
  }),
  INPUT_TYPE_SUFFIX: rule({
    why: 'What is sent and what is answered often differ by this word alone.',
    of: isOf(INPUTS),
    isBad: (name) => !name.endsWith('Input'),
    message: 'is an input and does not end with Input',
    remedy: (name) => call(`${name}Input`),
  }),
  ENUM_VALUES_SHOULD_BE_SCREAMING_SNAKE_CASE: rule({
    why: 'Values of an enum are constants, and are told from text by that.',
    of: isOf([Kind.ENUM_VALUE_DEFINITION]),
    isBad: (name) => !SCREAMING.test(name),
    message: 'is not in SCREAMING_SNAKE_CASE',
    remedy: (name) => call(words(name).join('_').toUpperCase()),
  }),
  DIRECTIVE_NAMES_SHOULD_BE_CAMEL_CASE: rule({
    why: 'All directives of GraphQL and of federation are.',
    of: isOf([Kind.DIRECTIVE_DEFINITION]),
    isBad: (name) => !CAMEL.test(name),
    message: 'is not in camelCase',
    remedy: (name) => call(camel(name)),
  }),
};
