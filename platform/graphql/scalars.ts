import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

const POSTGRES_UTC = /^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/** PostgreSQL's text of an instant → ISO 8601 with milliseconds; both are UTC, so no Date is needed in between. */
export function isoOfPostgresText(text: string): string | undefined {
  const parts = POSTGRES_UTC.exec(text);
  return parts === null ? undefined : `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`;
}

/** PostgreSQL knows no year 0. */
function withinCalendar(instant: Date): Date {
  if (instant.getUTCFullYear() < 1) {
    throw new GraphQLError('DateTime takes years from 0001 to 9999.');
  }
  return instant;
}

/** ISO 8601 text on both transports, so that in-process and HTTP answers are the same bytes. */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  parseValue: (value) => withinCalendar(GraphQLDateTimeISO.parseValue(value) as Date),
  parseLiteral: (node) => withinCalendar(GraphQLDateTimeISO.parseLiteral(node, undefined) as Date),
  serialize: (value) => {
    const iso = typeof value === 'string' ? isoOfPostgresText(value) : undefined;
    return iso ?? new Date(GraphQLDateTimeISO.serialize(value) as Date | string).toISOString();
  },
});

const WHOLE_NUMBER = /^-?\d{1,19}$/;

function toBigInt(value: unknown): bigint {
  if (
    typeof value === 'bigint' ||
    Number.isSafeInteger(value) ||
    (typeof value === 'string' && WHOLE_NUMBER.test(value))
  ) {
    return BigInt(value as bigint | number | string);
  }
  throw new GraphQLError('BigInt takes a whole number, as a string or a safe integer.');
}

/** Always a string outside: a JSON number loses digits past 2^53, and the library's scalar is now this, now that. */
export const BigIntString = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  serialize: (value) => String(toBigInt(value)),
  parseValue: toBigInt,
  parseLiteral: (node) => toBigInt(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined),
});

export const scalars = { DateTime, BigInt: BigIntString, JSON: GraphQLJSON };
