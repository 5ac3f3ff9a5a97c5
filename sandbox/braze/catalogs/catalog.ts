/** The types of fields, as the pages list them. */
export const TYPES = ['string', 'number', 'boolean', 'time', 'object', 'array', 'geo'] as const;
export type FieldType = (typeof TYPES)[number];

export interface CatalogField {
  readonly name: string;
  readonly type: FieldType;
}

/** Values by field, with the ID. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Selection {
  readonly name: string;
  readonly filters: readonly Readonly<Record<string, unknown>>[];
  readonly sortField?: string;
}

export interface Catalog {
  readonly name: string;
  readonly description: string;
  /** The first one is the ID. */
  fields: CatalogField[];
  readonly items: Map<string, Item>;
  readonly selections: Map<string, Selection>;
  updatedAt: number;
}

/** What is done some time after it was accepted. */
interface Later {
  readonly at: number;
  work(): void;
}

/** The catalogs of an account. What was answered with 202 is done after a delay, in the order in which it was accepted. */
export class Catalogs {
  private readonly all = new Map<string, Catalog>();
  private later: Later[] = [];

  constructor(private readonly now: () => number) {}

  /** The catalogs as they are now. */
  list(): readonly Catalog[] {
    this.settle();
    return [...this.all.values()];
  }

  find(name: string): Catalog | undefined {
    this.settle();
    return this.all.get(name);
  }

  add({ name, description, fields }: Pick<Catalog, 'name' | 'description' | 'fields'>): Catalog {
    const catalog = { name, description, fields, items: new Map<string, Item>(), selections: new Map<string, Selection>(), updatedAt: this.now() };
    this.all.set(name, catalog);
    return catalog;
  }

  delete(name: string): void {
    this.all.delete(name);
  }

  /** Changes a catalog after a delay; one that is deleted meanwhile is not changed. */
  change(catalog: Catalog, delayMs: number, work: () => void): void {
    const at = this.now() + delayMs;
    this.later.push({
      at,
      work: () => {
        if (this.all.get(catalog.name) !== catalog) return;
        work();
        catalog.updatedAt = at;
      },
    });
  }

  clear(): void {
    this.all.clear();
    this.later = [];
  }

  private settle(): void {
    const now = this.now();
    while (this.later[0] && this.later[0].at <= now) this.later.shift()!.work();
  }
}
