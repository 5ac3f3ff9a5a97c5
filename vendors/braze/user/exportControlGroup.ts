import { operation } from '../../../engine';
import { callbackEndpoint } from '../callback';
import { endpoint } from '../endpoint';
import { fieldsToExport, saidIn } from '../fields';
import { onlyToday } from '../onlyToday';
import { exportCallback, exportWait, lostLink, outputFormat, sampleStart, sampleUser, startedExport } from '../userExport';

const { path, permission, quota } = endpoint('/users/export/global_control_group');

const FILE = 'control-group.zip';

const { external_id, braze_id, first_name, email } = sampleUser;

/** Users by global control group. */
export const exportControlGroup = operation({
  label: 'Export Control Group',
  action: 'Export users of the global control group',
  description:
    'Export all users in the Global Control Group, one row each. Braze creates the files in the background and returns a download link or, if the account has S3 credentials, stores the files in S3',
  docs: 'Braze, "Users by global control group"',
  onlyWith: onlyToday('the export of the control group'),
  fields: {
    fields_to_export: {
      ...fieldsToExport,
      description: 'Names of the user fields to export, such as external_id, email and custom_attributes',
      required: true,
      todo: 'Enter at least one field, such as external_id.',
    },
    output_format: outputFormat,
    callback_endpoint: callbackEndpoint,
  },
  // It reaches nobody; a second start is rejected while the first runs.
  retry: 'idempotent',
  permission,
  quota,
  returns: 'file',
  isArchive: true,
  wait: exportWait,
  callback: exportCallback(FILE),
  request: ([input]) => ({ method: 'POST', path, body: { json: saidIn(input) } }),
  parse: (reply) => startedExport(reply, {}, FILE),
  recover: (failure, _inputs, again) => lostLink(failure, again),
  // The fields of the first input.
  sample: { external_id, braze_id, first_name, email },
  sampleReply: sampleStart,
  sampleInputs: [
    { fields_to_export: ['external_id', 'braze_id', 'first_name', 'email'] },
    { fields_to_export: ['external_id', 'email'], output_format: 'gzip' },
  ],
});
