import { runOne, type Owner } from './client';
import { job } from './job';

export interface ReportOrder {
  readonly owner: Owner;
  readonly requestId: string;
}

export interface ReportRead {
  readonly rows: number;
  /** Whether each row named another person than the ones before; the sandbox gives them in order. */
  readonly allDifferent: boolean;
}

/** Reads a report to its end and keeps nothing of it. */
job(async ({ owner, requestId }: ReportOrder): Promise<ReportRead> => {
  const output = await runOne(owner, 'batch.getReport', { request_id: requestId });
  if (output.kind !== 'file') throw new Error(`The report is ${output.kind}`);
  let rows = 0;
  let allDifferent = true;
  let last = '';
  for await (const batch of output.rows()) {
    rows += batch.length;
    for (const { user_id: user } of batch) {
      if (typeof user !== 'string' || user <= last) allDifferent = false;
      else last = user;
    }
  }
  return { rows, allDifferent };
});
