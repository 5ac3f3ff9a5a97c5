/** How a try ends before its time: at which step, and whether the step was still done. */
export interface End {
  readonly how: 'cancel' | 'die';
  readonly at: number;
  readonly done: boolean;
}

/** Does something of which nobody hears any more. */
const unheard = async (work: () => unknown): Promise<void> => {
  try {
    await work();
  } catch {
    // Nobody is there to be told.
  }
};

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * The life of the process in one try. All that leaves the process (a request, a wait, a question to a store) is a step of it. When it dies, no
 * step ever comes back; when it is cancelled, the step fails with the signal's reason.
 */
export class Life {
  private readonly controller = new AbortController();
  private steps = 0;
  private isDead = false;
  private tellDeath = (): void => undefined;
  /** Kept when the process dies. */
  readonly died = new Promise<'died'>((resolve) => {
    this.tellDeath = () => resolve('died');
  });

  constructor(private readonly end: End | undefined) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /**
   * @param cuttable whether a cancellation cuts it short, as it does requests and waits
   * @param cut told where no answer comes back although it was done, or may have been
   */
  async step<T>(work: () => T | Promise<T>, cuttable: boolean, cut: () => void = () => undefined): Promise<T> {
    if (this.isDead) return await never();
    const isLast = this.end !== undefined && ++this.steps === this.end.at;
    if (!isLast) return await this.whole(work, cuttable, cut);
    if (this.end!.how === 'die') {
      this.isDead = true;
      cut();
      if (this.end!.done) await unheard(work);
      this.tellDeath();
      return await never();
    }
    if (cuttable) {
      cut();
      if (this.end!.done) await unheard(work);
      this.controller.abort(new Error('cancelled'));
      throw this.signal.reason;
    }
    const result = await work();
    this.controller.abort(new Error('cancelled'));
    return result;
  }

  /** A step that is not the last one; another one may be meanwhile. */
  private async whole<T>(work: () => T | Promise<T>, cuttable: boolean, cut: () => void): Promise<T> {
    if (cuttable && this.signal.aborted) throw this.signal.reason;
    const result = await work();
    if (this.isDead) {
      cut();
      return await never();
    }
    if (cuttable && this.signal.aborted) {
      cut();
      throw this.signal.reason;
    }
    return result;
  }
}
