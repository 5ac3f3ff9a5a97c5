import { randomBytes } from 'node:crypto';
import type { Campaign, Canvas, Template } from '../catalogue';
import { spanOf, type Schedule } from '../messages/schedule';
import type { Order } from './order';
import type { Selection } from './selection';

/** One request to send something, now or later. */
export interface Batch {
  /** Today's `dispatch_id`. */
  readonly id: string;
  readonly form: 'send' | 'trigger' | 'schedule' | 'trigger schedule' | 'transactional' | 'live activity';
  readonly campaign?: Campaign;
  readonly canvas?: Canvas;
  readonly scheduleId?: string;
  readonly createdAt: number;
  readonly order: Order;
  messages: readonly Template[];
  schedule: Schedule;
  canceledAt?: number;
  /** Fixed when the first message is sent. */
  selection?: Selection;
}

export type Phase = 'scheduled' | 'sending' | 'sent' | 'canceled';

/** A batch's phase. */
export function phaseOf({ schedule, canceledAt }: Batch, now: number): Phase {
  const [first, last] = spanOf(schedule);
  if (canceledAt !== undefined) return 'canceled';
  if (now < first) return 'scheduled';
  return now < last ? 'sending' : 'sent';
}

/** 32 hexadecimal digits, like today's `dispatch_id`s. */
export const newId = (): string => randomBytes(16).toString('hex');
