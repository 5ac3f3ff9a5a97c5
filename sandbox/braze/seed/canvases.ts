import { DEMO_ID } from '../apps';
import type { StepFacts, VariantFacts } from '../canvases/facts';
import type { Canvas, Template } from '../catalogue';
import type { MessageFacts } from '../exports/account';
import type { BrazeState } from '../state';
import { ARCHIVED_CANVAS, CART_CANVAS, CONTROL_GROUP, DAY, DRAFT_CANVAS, madeId, ONBOARDING_CANVAS, PAUSED_CANVAS } from './ids';

const MADE = 115;
const TAGS = ['demo', 'onboarding', 'sale'];

/** An ID of a part of a Canvas, the same at every start; the third group of its digits says which part. */
const partId = (canvasId: string, part: number): string => canvasId.replace(/-4\w{3}-/, `-4${(0xc00 + part).toString(16)}-`);

const message = (canvasId: string, part: number, { type, title, body }: Template, name: string): MessageFacts => ({
  id: partId(canvasId, 0x80 + part),
  type,
  name,
  title,
  body,
});

const messageStep = (canvasId: string, part: number, name: string, templates: readonly Template[], next: StepFacts['next'] = []): StepFacts => ({
  id: partId(canvasId, part),
  name,
  type: 'message',
  next,
  messages: templates.map((template, place) => message(canvasId, part * 8 + place, template, name)),
});

/** Its messages have changes that nobody has launched yet. */
const withDraft = (step: StepFacts, draft: MessageFacts['draft']): StepFacts => ({
  ...step,
  messages: step.messages.map((each) => ({ ...each, ...(draft && { draft }) })),
});

const delay = (canvasId: string, part: number, name: string, to: number): StepFacts => ({
  id: partId(canvasId, part),
  name,
  type: 'delay',
  next: [{ to: partId(canvasId, to) }],
  messages: [],
});

const variant = (canvasId: string, part: number, name: string, share: number, ...firstSteps: number[]): VariantFacts => ({
  id: partId(canvasId, 0x40 + part),
  name,
  share,
  firstSteps: firstSteps.map((step) => partId(canvasId, step)),
});

const FOLLOW_UP: Template = { type: 'email', title: 'Still interested?', body: "Hello {{${first_name} | default: 'there'}}, it is still here." };

/** Enters by a message, waits a day, and follows up; its figures also know a step that was deleted. */
const threeSteps = (id: string, templates: readonly Template[]): Pick<Canvas, 'variants' | 'steps' | 'deletedSteps' | 'entry'> => ({
  variants: [variant(id, 1, 'Variant 1', 1, 1)],
  steps: [messageStep(id, 1, 'Welcome', templates, [{ to: partId(id, 2) }]), delay(id, 2, 'One Day', 3), messageStep(id, 3, 'Follow-Up', [FOLLOW_UP])],
  deletedSteps: [messageStep(id, 4, 'Old Welcome', templates.slice(0, 1))],
  entry: templates,
});

/** The Canvases that tests and examples send, one with variants, those that do not send, and enough others for two pages. */
export function plantCanvases(state: BrazeState): void {
  const now = state.world.now();
  const facts = (index: number) => {
    const createdAt = now - (MADE + 20 - index) * DAY;
    return {
      description: '',
      archived: false,
      draft: false,
      paused: false,
      scheduleType: 'api_triggered',
      tags: [TAGS[index % TAGS.length] as string],
      teams: [],
      createdAt,
      updatedAt: createdAt + DAY / 2,
      firstEntry: createdAt + DAY / 2,
      lastEntry: now - DAY / 2,
      deletedSteps: [],
    };
  };
  const demo: Template = {
    type: 'apple_push',
    title: 'Hello {{context.${first_name}}}',
    body: '{{context.${product_name}}} for {{context.${product_price}}}',
  };
  state.canvases.add({
    ...facts(0),
    id: DEMO_ID,
    name: 'Demo Canvas',
    description: 'Welcomes, and follows up a day later',
    teams: ['Demo Team'],
    ...threeSteps(DEMO_ID, [demo]),
  });
  state.canvases.add({ ...facts(1), id: CART_CANVAS, name: 'Abandoned Cart', ...threeSteps(CART_CANVAS, CART) });
  const id = ONBOARDING_CANVAS;
  state.canvases.add({
    ...facts(2),
    id,
    name: 'Onboarding',
    scheduleType: 'action_based',
    variants: [variant(id, 1, 'Variant 1', 0.5, 1), variant(id, 2, 'Variant 2', 0.4, 2), variant(id, 3, CONTROL_GROUP, 0.1)],
    steps: [
      withDraft(messageStep(id, 1, 'Welcome Push', [{ type: 'android_push', title: 'Welcome', body: 'Hello {{${first_name}}}!' }], [{ to: partId(id, 3) }]), {
        title: 'Welcome',
        body: 'Hello {{${first_name}}}, here is more!',
      }),
      messageStep(id, 2, 'Welcome Email', [{ type: 'email', title: 'Welcome', body: 'Hello {{${first_name}}}!' }], [{ to: partId(id, 3) }]),
      {
        id: partId(id, 3),
        name: 'Bought Something',
        type: 'decision_split',
        next: [
          { name: 'Yes', to: partId(id, 4) },
          { name: 'No', to: partId(id, 5) },
        ],
        messages: [],
      },
      messageStep(id, 4, 'Thanks', [{ type: 'email', title: 'Thank you', body: 'Come again.' }]),
      messageStep(id, 5, 'Reminder', [FOLLOW_UP]),
    ],
  });
  for (let index = 0; index < MADE; index++) {
    const made = madeId('d', index);
    state.canvases.add({
      ...facts(index + 3),
      id: made,
      name: `Canvas ${String(index + 1).padStart(3, '0')}`,
      scheduleType: index % 2 ? 'time_based' : 'action_based',
      archived: index % 23 === 22,
      variants: [variant(made, 1, 'Variant 1', 1, 1)],
      steps: [messageStep(made, 1, 'Message', [FOLLOW_UP])],
    });
  }
  // The newest, so that they come last.
  for (const [place, [stopped, name, states]] of [
    [PAUSED_CANVAS, 'Paused Canvas', { paused: true }] as const,
    [ARCHIVED_CANVAS, 'Archived Canvas', { archived: true }] as const,
    [DRAFT_CANVAS, 'Draft Canvas', { draft: true, paused: true }] as const,
  ].entries()) {
    state.canvases.add({
      ...facts(MADE + 3 + place),
      ...states,
      id: stopped,
      name,
      ...threeSteps(stopped, [{ type: 'android_push', title: 'A reminder', body: '{{context.${text}}}' }]),
    });
  }
}

/** Two messages at once; the second is as old as the former name of the values. */
const CART: readonly Template[] = [
  {
    type: 'email',
    title: 'Your {{context.${product_name}}}',
    body: "Hello {{${first_name} | default: 'there'}}, {{context.${product_name}}} for {{context.${product_price}}} is still in your cart.",
  },
  { type: 'android_push', title: 'Still in your cart', body: '{{canvas_entry_properties.${product_name}}}' },
];
