import type { Canvas } from '../catalogue';

/** The Canvases of the account. A copy that Braze still makes is not there yet. */
export class Canvases {
  private readonly all = new Map<string, Canvas>();
  private coming: { readonly at: number; readonly canvas: Canvas }[] = [];

  constructor(private readonly now: () => number) {}

  add(canvas: Canvas): void {
    this.all.set(canvas.id, canvas);
  }

  /** Adds a Canvas that is there from a time on. */
  addAt(at: number, canvas: Canvas): void {
    this.coming.push({ at, canvas });
  }

  get(id: string): Canvas | undefined {
    this.arrive();
    return this.all.get(id);
  }

  values(): Iterable<Canvas> {
    this.arrive();
    return this.all.values();
  }

  clear(): void {
    this.all.clear();
    this.coming = [];
  }

  private arrive(): void {
    const due = this.coming.filter(({ at }) => at <= this.now());
    if (due.length === 0) return;
    this.coming = this.coming.filter((each) => !due.includes(each));
    for (const { canvas } of due) this.add(canvas);
  }
}
