import { NodeApiError } from 'n8n-workflow';
import { FollowAnalyticsTrigger } from '../../nodes/FollowAnalytics/FollowAnalyticsTrigger.node';
import { pollOf } from '../../nodes/shared/trigger';
import { PollStage } from '../hosts/n8n/pollStage';
import { picked } from '../hosts/n8n/stage';
import { leading } from './acts';
import { casesOf } from './cases';
import type { End } from './cells';
import { Elsewhere } from './elsewhere';
import { accountsOf, impatient } from './n8n';
import { playPoll, type Look, type PollPlace } from './polling';

/** The polls of the fault matrix in n8n's own engine; n8n polls again by itself, at its times. */
const { poll } = leading;
const stage = new PollStage(poll.vendor.id);
let elsewhere: Elsewhere;
beforeAll(async () => {
  elsewhere = await Elsewhere.open();
});
afterAll(() => elsewhere.close());
// n8n signs in by the clock on the wall.
beforeEach(() => {
  stage.now = Date.now();
});

const MINUTE = 60_000;

const place: PollPlace = {
  get sandbox() {
    return stage.sandbox;
  },
  now: () => stage.now,
  slept: stage.slept,
  async begin(act, input, { isImpatient, isNobodyThere }) {
    const vendor = isImpatient ? impatient(act.vendor) : act.vendor;
    const type = Object.assign(new FollowAnalyticsTrigger(), { poll: pollOf(vendor, stage.clock) });
    const types = { [`n8n-nodes-campaigns.${vendor.id}Trigger`]: type };
    const accounts = accountsOf(act, stage.sandbox, false, vendor);
    const watched = stage.watch(act.operation, { campaignId: picked(input.campaign_id as string) });
    await watched.poll({ accounts, types });
    stage.pass(MINUTE);
    const look = async (at = accounts): Promise<Look> => {
      try {
        return { end: 'done', rows: (await watched.poll({ accounts: at, types })) ?? [] };
      } catch (error) {
        if (!(error instanceof NodeApiError)) throw error;
        const data = error.context.data as { code: End };
        return { end: data.code, data, rows: [] };
      }
    };
    return { look: () => look(isNobodyThere ? accountsOf(act, stage.sandbox, true, vendor) : accounts), lookLater: () => look() };
  },
};

describe(`Poll of a trigger, ${poll.vendor.id}.${poll.operation}`, () => {
  for (const each of casesOf('poll', poll, { repeats401: true })) it(each.name, () => playPoll(each, place, elsewhere));
});
