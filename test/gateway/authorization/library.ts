import { type Actor, ANONYMOUS } from '../../../platform/identity/actor.ts';
import { type Federation, federation } from '../../support/federation.ts';

export const withScopes = (...scopes: string[]): Actor => ({
  userId: null,
  name: 'a reader',
  email: null,
  kind: 'person',
  scopes: new Set(scopes),
});
export const READER = withScopes('book:read');
export const LIBRARIAN = withScopes('book:read', 'loan:read', 'loan:write', 'shelf:read');
export const NOBODY = ANONYMOUS;

export const refused = (what: string, path: (string | number)[], missing = 'a scope') => ({
  message: `${what} is not for everybody: ${missing} is missing.`,
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
});
export const unknown = (what: string, path: (string | number)[]) => refused(what, path, 'an identity');

const BOOKS = `
  type Query {
    books: [Book!] @requiresScopes(scopes: [["book:read"]])
    book(id: ID!): Book @requiresScopes(scopes: [["book:read"]])
    readers: [Reader!]! @requiresScopes(scopes: [["loan:read"]])
    hours: String @authenticated
    address: String
    found(word: String): [Found] @requiresScopes(scopes: [["book:read"]])
    things: [Thing!] @requiresScopes(scopes: [["book:read"]])
    plan: Plan
    card: Card
    rare: Int @requiresScopes(scopes: [["shelf:read", "loan:read"], ["rare:read"]])
    sealed: Int @policy(policies: [["two keys"]])
  }
  type Book @key(fields: "id") {
    id: ID!
    title: String!
    price: Float @requiresScopes(scopes: [["shelf:read"]])
    shelf: Shelf! @requiresScopes(scopes: [["shelf:read"]])
    next: Book
  }
  type Card @key(fields: "number") { number: ID! @requiresScopes(scopes: [["loan:read"]]) }
  type Shelf { name: String }
  type Reader @requiresScopes(scopes: [["loan:read"]]) { name: String }
  union Found = Book | Reader
  interface Thing { id: ID! label: String }
  type Map implements Thing { id: ID! label: String scale: Int }
  type Globe implements Thing { id: ID! label: String @requiresScopes(scopes: [["shelf:read"]]) }
  enum Plan @requiresScopes(scopes: [["shelf:read"]]) { EVACUATION }
  type Mutation {
    lend(id: ID!): Lent @requiresScopes(scopes: [["loan:write"]])
    tidy(what: String!): String @requiresScopes(scopes: [["book:read"]])
    burn: Int! @requiresScopes(scopes: [["book:burn"]])
  }
  type Lent { book: Book due: String @requiresScopes(scopes: [["loan:read"]]) }`;

const LOANS = `
  type Book @key(fields: "id") {
    id: ID!
    loans: [Loan!] @requiresScopes(scopes: [["loan:read"]])
  }
  type Loan { due: String }
  type Card @key(fields: "number") { number: ID!, fines: Int }`;

export type Library = Federation & { done: string[] };

const BOOK = { __typename: 'Book', id: '1', title: 'Ferns', price: 12, shelf: { name: 'F' } };
const SECOND = { ...BOOK, id: '2', title: 'Mosses', shelf: { name: 'M' } };

/** Two services, neither of which asks who somebody is: what is refused here, the gateway refuses. */
export function library(): Library {
  const done: string[] = [];
  const does = (what: string, value: unknown) => {
    done.push(what);
    return value;
  };
  const books = {
    Query: {
      books: () => [{ ...BOOK, next: SECOND }, SECOND],
      book: (_: unknown, { id }: { id: string }) => [BOOK, SECOND].find((book) => book.id === id) ?? null,
      readers: () => [{ name: 'Ada' }],
      hours: () => '9 to 5',
      address: () => 'Main Street 1',
      found: () => [BOOK, { __typename: 'Reader', name: 'Ada' }],
      things: () => [
        { __typename: 'Map', id: 'm', label: 'Alps', scale: 50 },
        { __typename: 'Globe', id: 'g', label: 'Mars' },
      ],
      card: () => ({ __typename: 'Card', number: '7' }),
      plan: () => 'EVACUATION',
      rare: () => 3,
      sealed: () => 1,
    },
    Book: { __resolveReference: ({ id }: { id: string }) => [BOOK, SECOND].find((book) => book.id === id) },
    Mutation: {
      lend: (_: unknown, { id }: { id: string }) => does(`lend ${id}`, { book: BOOK, due: 'tomorrow' }),
      tidy: (_: unknown, { what }: { what: string }) => does(`tidy ${what}`, what),
      burn: () => does('burn', 1),
    },
  };
  const loans = {
    Book: {
      __resolveReference: (reference: object) => reference,
      loans: () => [{ due: 'tomorrow' }],
    },
    Card: { __resolveReference: (reference: object) => reference, fines: () => 3 },
  };
  return { ...federation({ books: { sdl: BOOKS, resolvers: books }, loans: { sdl: LOANS, resolvers: loans } }), done };
}
