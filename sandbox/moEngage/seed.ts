import { DEMO_SEGMENT, PLATFORMS, type Platform } from './account';
import type { MoEngageState } from './state';

const DEMO_USERS = 240;
const CITIES = ['Pune', 'Berlin', 'Lima'];
const NAMES = ['Ada', 'Bruno', 'Carla', 'Dmitri', 'Elena', 'Felix', 'Gita', 'Henrik', 'Irina', 'Jonas', 'Karim', 'Lucia', 'Milo'];

const cycled = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** `demo-0001` to `demo-0240`; every fourth is in the segment, every twelfth has opted out of push, every tenth has all three platforms. */
export function plant({ users, segments }: MoEngageState): void {
  segments.add(DEMO_SEGMENT);
  for (let index = 0; index < DEMO_USERS; index++) {
    const number = String(index + 1).padStart(4, '0');
    const id = `demo-${number}`;
    users.put({
      id,
      attributes: {
        USER_ATTRIBUTE_UNIQUE_ID: id,
        USER_ATTRIBUTE_USER_EMAIL: `${id}@example.com`,
        USER_ATTRIBUTE_USER_MOBILE: `+9190000${number}`,
        MOE_GAID: `gaid-${number}`,
        ADVERTISING_IDENTIFIER: `idfa-${number}`,
        PUSH_ID: `token-${number}`,
        first_name: cycled(NAMES, index),
        city: cycled(CITIES, index),
      },
      platforms: index % 10 === 9 ? PLATFORMS : [cycled<Platform>(PLATFORMS, index)],
      segments: index % 4 === 3 ? [DEMO_SEGMENT] : [],
      optedOut: index % 12 === 11,
    });
  }
}
