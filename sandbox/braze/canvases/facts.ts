import type { MessageFacts } from '../exports/account';

/** A way from a step to the next one; only the ways out of a split have names. */
export interface PathFacts {
  readonly name?: string;
  readonly to: string;
}

export interface StepFacts {
  readonly id: string;
  readonly name: string;
  readonly type: 'message' | 'delay' | 'decision_split';
  readonly next: readonly PathFacts[];
  /** The messages of a Message step. */
  readonly messages: readonly MessageFacts[];
}

export interface VariantFacts {
  readonly id: string;
  readonly name: string;
  readonly firstSteps: readonly string[];
  /** Which part of those who enter takes it. */
  readonly share: number;
}

/** What the dashboard says of a Canvas. Times are in milliseconds. */
export interface CanvasFacts {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly archived: boolean;
  /** Never launched. */
  readonly draft: boolean;
  /** Not active: stopped by hand, or a draft. */
  readonly paused: boolean;
  readonly scheduleType: string;
  readonly tags: readonly string[];
  readonly teams: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly firstEntry?: number;
  readonly lastEntry?: number;
  readonly variants: readonly VariantFacts[];
  readonly steps: readonly StepFacts[];
  /** Steps that were deleted; their figures are kept. */
  readonly deletedSteps: readonly StepFacts[];
}
