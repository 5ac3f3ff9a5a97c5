import { contentDetailsOf } from '../details';
import { canvasId } from '../fields';
import { CANVAS } from '../onlyToday';

const STEP = 'a1b1f6f2-7d6c-4c5c-9d59-1e3f1c2b0a01';

/** Braze, endpoints/export/canvas/get_canvas_details. */
export const get = contentDetailsOf({
  path: '/canvas/details',
  action: 'Get canvas',
  description: 'Get details of a Canvas: whether it is enabled, its variants and its steps with their messages',
  docs: 'Export Canvas details',
  onlyWith: CANVAS,
  id: 'canvas_id',
  field: canvasId,
  details: {
    created_at: '2026-01-01',
    updated_at: '2026-01-02',
    name: 'Abandoned cart',
    description: 'Reminds of what is left in the cart',
    archived: false,
    draft: false,
    enabled: true,
    has_post_launch_draft: false,
    schedule_type: 'api_triggered',
    first_entry: '2026-01-03',
    last_entry: '2026-01-10',
    channels: ['email'],
    variants: [{ name: 'Variant 1', id: 'c1b1f6f2-7d6c-4c5c-9d59-1e3f1c2b0a01', first_step_ids: [STEP] }],
    tags: ['cart'],
    teams: ['Sales'],
    steps: [
      {
        name: 'Reminder',
        type: 'message',
        id: STEP,
        next_step_ids: [],
        next_paths: [],
        channels: ['email'],
        messages: { 'd1b1f6f2-7d6c-4c5c-9d59-1e3f1c2b0a01': { channel: 'email', name: 'Reminder', subject: 'Your cart', body: '<p>Still there.</p>' } },
      },
    ],
  },
});
