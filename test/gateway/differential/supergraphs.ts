/**
 * Graphs that together use every feature of federation that the stock gateway executes as well. Conventions that
 * `subgraph.ts` relies on: an entity is a number of its kind, and every key says that number (`id`, `sku`, `upc`, `code`
 * and `isbn` as text, `number` as such, `spot` as a place in a grid of four columns).
 */
export type GraphUnderTest = {
  subgraphs: Record<string, string>;
  /** Types that are one kind of entity: which of the members an entity is, its number decides. */
  kinds: Record<string, readonly string[]>;
};

/** Several, composite and nested keys, required, provided, shared, overridden and hidden fields, unions, mutations. */
const shop: GraphUnderTest = {
  kinds: {},
  subgraphs: {
    catalog: `
      type Query {
        product(upc: ID!): Product
        products(first: Int = 2, filter: ProductFilter): [Product!]!
        search(text: String!, kinds: [Kind!]): [Found]
        shelves: [[Product]!]!
        item(number: Int!): Item
        items: [Item!]
        version: String! @shareable
      }
      type Mutation { rename(upc: ID!, name: String = "x"): Product, tag(upcs: [ID!]!, tag: TagInput!): TagPayload! }
      enum Kind { BOOK TOY FOOD }
      enum Unit { KG LB }
      scalar Money
      input ProductFilter { kind: Kind, above: Float, words: [String!], not: ProductFilter }
      input TagInput { text: String!, kind: Kind = TOY, weights: [Int] }
      type TagPayload { tag: String!, products: [Product!]!, count: Int }
      interface Item { upc: ID!, name: String, brand: Brand }
      type Product implements Item @key(fields: "upc") @key(fields: "sku") {
        upc: ID!, sku: ID!, name: String, kind: Kind!, kinds: [Kind], price: Money, brand: Brand, maker: Brand!
        title(upper: Boolean, kind: Kind = BOOK): String!
        dimensions: Dimensions @shareable
        related(first: Int): [Product]
        secret: Int! @inaccessible
        weight(unit: Unit! = KG): Float @inaccessible
        parts: [[Part!]]
      }
      type Voucher implements Item @key(fields: "upc") { upc: ID!, name: String, brand: Brand, value: Money! }
      type Part { name: String!, size: Int, brand: Brand, part: Part, pieces: [Part] }
      type Dimensions @shareable { width: Float!, height: Float, unit: String }
      type Brand @key(fields: "code") { code: ID!, name: String!, slogan: String }
      union Found = Product | Brand | Bundle
      type Bundle @key(fields: "id") { id: ID!, products: [Product!]!, label: String, found: [Found!] }`,
    stock: `
      type Query { warehouses: [Warehouse!]!, version: String! @shareable, fullest: Stored }
      type Mutation { restock(upc: ID!, by: Int! = 1): Product }
      scalar Money
      enum Unit { KG LB }
      type Product @key(fields: "upc") {
        upc: ID!
        price: Money @external
        secret: Int! @external
        weight(unit: Unit! = KG): Float @external
        dimensions: Dimensions @external
        inStock: Int
        warehouse: Warehouse
        shipping(to: String): Float @requires(fields: "price dimensions { width height }")
        code: String! @requires(fields: "secret")
        postage: Float! @requires(fields: "weight(unit: LB)")
      }
      type Dimensions @shareable { width: Float!, height: Float, unit: String }
      type Voucher @key(fields: "upc") { upc: ID!, left: Int! }
      union Stored = Product | Voucher
      type Warehouse @key(fields: "spot { row column }") { spot: Spot!, holds: [Product!]!, stored: [[Stored]!], city: String! }
      type Spot @shareable { row: Int!, column: Int! }
      type Brand @key(fields: "code") { code: ID!, slogan: String @override(from: "catalog"), warehouse: Warehouse! }`,
    reviews: `
      type Query { review(id: ID!): Review, latest(first: Int! = 3, of: [ID!]): [Review!] }
      type Mutation { post(sku: ID!, stars: Int!, body: String): Review! }
      type Product @key(fields: "sku") { sku: ID!, reviews(first: Int): [Review!], rating: Float }
      type Brand @key(fields: "code") { code: ID!, rating: Float, reviews: [Review] }
      type Review @key(fields: "id") {
        id: ID!, body: String, stars: Int!, product: Product, about: Reviewed!
        author: User @provides(fields: "name")
        editor: User!
      }
      union Reviewed = Product | Brand
      type Org @key(fields: "id") { id: ID!, trusted: Boolean! }
      type User @key(fields: "org { id } number") {
        org: Org, number: Int!, name: String @external, reviews: [Review!]!, helpful: Int
        score: Float @requires(fields: "name")
      }`,
    users: `
      type Query { me: User, users(numbers: [Int!]!): [User]!, orgs: [Org!]! }
      type User @key(fields: "id") @key(fields: "org { id } number") {
        id: ID!, number: Int!, org: Org, name: String @shareable, address: Address, friends: [User!], boss: User
      }
      type Org @key(fields: "id") { id: ID!, name: String!, members(first: Int): [User!]!, parent: Org }
      type Address { lines: [String!]!, city: City }
      type City @key(fields: "id") { id: ID!, name: String }`,
    maps: `
      type Warehouse @key(fields: "spot { row column }") { spot: Spot!, distance(from: Place): Float, near: [Warehouse] }
      type Spot @shareable { row: Int!, column: Int! }
      input Place { x: Float!, y: Float! }
      type City @key(fields: "id") { id: ID!, twins: [City!]!, warehouse: Warehouse }`,
  },
};

/** Interfaces that are entities, objects that stand for them, interfaces of interfaces, members known to some alone. */
const media: GraphUnderTest = {
  kinds: { Media: ['Book', 'Film', 'Song'] },
  subgraphs: {
    library: `
      type Query { media(id: ID!): Media, all(first: Int = 3): [Media!]!, books: [Book!]!, film: Film, owned: [Owned] }
      interface Owned { owner: Person }
      interface Media implements Owned @key(fields: "id") { id: ID!, title: String, owner: Person, sequel: Media }
      type Book implements Media & Owned @key(fields: "id") {
        id: ID!, title: String, owner: Person, sequel: Media, isbn: ID, pages: Int!, chapters: [Chapter!]!
      }
      type Film implements Media & Owned @key(fields: "id") {
        id: ID!, title: String, owner: Person, sequel: Media, minutes: Int, cast: [Person!]
      }
      type Song implements Media & Owned @key(fields: "id") { id: ID!, title: String, owner: Person, sequel: Media, album: [Song]! }
      type Chapter { title: String!, about: Topic, next: Chapter }
      union Topic = Book | Person | Place
      type Place { name: String!, media: [Media] }
      type Person implements Owned @key(fields: "id") { id: ID!, owner: Person, media: [Media!]! }`,
    ratings: `
      type Query { best: Media, rated(above: Float! = 1.5): [Media] }
      type Mutation { rate(id: ID!, stars: Int!): Media! }
      type Media @interfaceObject @key(fields: "id") {
        id: ID!, stars: Float!, similar: [Media!], ratings(first: Int): [Rating!]!
      }
      type Rating { by: Person, media: Media!, stars: Int! }
      type Person @key(fields: "id") { id: ID!, critic: Boolean, ratings: [Rating] }`,
    shelf: `
      type Query { shelf: [Shelved!]!, newest: Shelved }
      union Shelved = Book | Song | Box
      type Book @key(fields: "id") { id: ID!, shelf: String!, box: Box }
      type Song @key(fields: "id") { id: ID!, shelf: String, box: Box }
      type Box @key(fields: "id") { id: ID!, holds: [Shelved], label: String! }`,
    lending: `
      type Media @interfaceObject @key(fields: "id") { id: ID!, lentTo: Person, times(year: Int): Int }
      type Person @key(fields: "id") { id: ID!, name: String, lends: [Media] }
      type Box @key(fields: "id") { id: ID!, weight: Float }`,
  },
};

/** Objects that stand for an interface and require what only its services can say. */
const blurbs: GraphUnderTest = {
  kinds: { Media: ['Book', 'Film'] },
  subgraphs: {
    library: `
      type Query { media(id: ID!): Media, all(first: Int = 3): [Media!]!, books: [Book!]! }
      interface Media @key(fields: "id") { id: ID!, title(upper: Boolean): String, length: Int!, sequel: Media }
      type Book implements Media @key(fields: "id") {
        id: ID!, title(upper: Boolean): String, length: Int!, sequel: Media, pages: Int!, topic: Topic
      }
      type Film implements Media @key(fields: "id") { id: ID!, title(upper: Boolean): String, length: Int!, sequel: Media, cast: [String] }
      union Topic = Book | Film`,
    ratings: `
      type Query { best: Media }
      type Media @interfaceObject @key(fields: "id") {
        id: ID!, stars: Float!, ratings: [Rating!]
        title(upper: Boolean): String @external
        length: Int! @external
        blurb: String @requires(fields: "title")
        loud: String! @requires(fields: "title(upper: true) length")
      }
      type Rating { media: Media!, stars: Int! }`,
  },
};

/** Entities that several services know by different keys, some of which cannot be asked for, and fields that require others. */
const chain: GraphUnderTest = {
  kinds: {},
  subgraphs: {
    orders: `
      type Query { order(id: ID!): Order, orders: [Order!] }
      type Order @key(fields: "id") {
        id: ID!, article: Article!, articles: [Article], buyer: Buyer @shareable, total: Int @shareable
      }
      type Article @key(fields: "sku", resolvable: false) { sku: ID! }
      type Buyer @key(fields: "id", resolvable: false) { id: ID! }`,
    articles: `
      type Article @key(fields: "sku") @key(fields: "upc") { sku: ID!, upc: ID!, name: String, size: Size }
      type Size @shareable { width: Int, depth: Int! }
      type Query { article(sku: ID!): Article }`,
    prices: `
      type Article @key(fields: "upc") {
        upc: ID!, price: Int, taxed: Int, size: Size @external, priced: Float @requires(fields: "size { depth }")
      }
      type Size @shareable { width: Int, depth: Int! }`,
    taxes: `
      type Article @key(fields: "upc") @key(fields: "code") {
        upc: ID!, code: ID!, price: Int @external, tax: Int @requires(fields: "price"), inland: Boolean!
      }`,
    invoices: `
      type Article @key(fields: "code") {
        code: ID!, tax: Int @external, inland: Boolean! @external, sum: Int! @requires(fields: "tax inland"), lines: [Line!]
      }
      type Line { text: String!, article: Article, order: Order }
      type Order @key(fields: "id") { id: ID!, total: Int @shareable, lines(first: Int): [Line!]! }`,
    people: `
      type Query { buyers: [Buyer!]! }
      type Buyer @key(fields: "id") @key(fields: "number") { id: ID!, number: Int!, name: String!, orders: [Order!] }
      type Order @key(fields: "id") { id: ID!, buyer: Buyer @shareable }`,
    accounts: `
      type Buyer @key(fields: "number") { number: Int!, balance: Float, debts: [[Debt!]!]!, best: Article }
      type Debt { amount: Float!, to: Buyer, for: [Article!] }
      type Article @key(fields: "sku", resolvable: false) { sku: ID! }`,
  },
};

/** Values within values, every mixture of lists and nulls, shared by services that each know a part. */
const deep: GraphUnderTest = {
  kinds: {},
  subgraphs: {
    trees: `
      type Query { tree: Tree!, trees: [Tree], forest: [[[Tree!]!]], root: Node, roots: [Node!]! }
      interface Node { name: String, depth: Int! }
      type Tree @key(fields: "id") { id: ID!, name: String, root: Node!, nodes: [[Node]], leaves: [[Leaf!]!]!, size: Size! }
      type Branch implements Node { name: String, depth: Int!, left: Node, right: Node, all: [Node!], size: Size }
      type Leaf implements Node { name: String, depth: Int!, colour: Colour!, colours: [[Colour]], bird: Bird, birds: [Bird!]! }
      enum Colour { GREEN BROWN }
      type Size @shareable { high: Int!, wide: Int, fine: Size }
      type Bird @key(fields: "id") { id: ID! }`,
    birds: `
      type Query { bird(id: ID = "id-1"): Bird!, birds: [Bird!]! }
      type Bird @key(fields: "id") { id: ID!, name: String!, nest: Nest, nests: [[Nest]!], eggs: [Egg!]!, kin: [Kin!] }
      type Nest { eggs: [Egg!], tree: Tree, size: Size! }
      type Egg { weight: Float!, blue: Boolean, of: Bird! }
      type Size @shareable { high: Int!, wide: Int, fine: Size }
      union Kin = Bird | Egg | Nest
      type Tree @key(fields: "id") { id: ID!, birds(first: Int, only: [Int!]): [Bird], home: Boolean! }`,
    woods: `
      type Tree @key(fields: "id") { id: ID!, age: Int!, near: [Tree!], wood: Wood }
      type Wood @key(fields: "id") { id: ID!, trees: [[Tree!]], oldest: Tree! }
      type Bird @key(fields: "id") { id: ID!, wood: Wood!, size: Size }
      type Size @shareable { high: Int!, wide: Int, fine: Size }`,
  },
};

export const GRAPHS: Record<string, GraphUnderTest> = { shop, media, blurbs, chain, deep };
