import type { AnyVendor } from '../../engine';
import { VERSION } from '../shared/saved';
import { accountForm, accountType, hasSeveral, isSecret, SET, type NodeType } from '../shared/types';

/** Muted, like the other colors of the palette. */
const VERB_COLOR = '#D5CBE8';

/** Registrations are literals, because Node-RED's own tools read them from the page. */
const literal = (value: unknown): string => `'${String(value).replace(/[\\']/g, '\\$&')}'`;

/** The width of a label; also in the style sheet, but Node-RED reads it from here. */
const LABEL_PX = 140;

const row = (id: string, icon: string, label: string, input: string): string =>
  `  <div class="form-row campaign-line">\n    <label for="${id}"><i class="fa fa-${icon}"></i> <span data-i18n="${label}"></span></label>\n    ${input}\n  </div>`;

const nameRow = (prefix: string): string =>
  row(`${prefix}-name`, 'tag', `${SET}.form.name`, `<input type="text" id="${prefix}-name" data-i18n="[placeholder]${SET}.form.name">`);

const frame = (name: string): string => `  <div class="${name}"></div>`;

const template = (type: string, rows: readonly string[]): string => `<script type="text/html" data-template-name="${type}">\n${rows.join('\n')}\n</script>`;

/** A node of the palette: its form's frame and its registration. The editor's script fills the frame. */
export const nodeHtml = (nodeType: NodeType, icon: string): string => {
  const { type, verb, topic, vendor, choices } = nodeType;
  const [first] = choices;
  const vendors = new Set(choices.map((each) => each.vendor));
  const rows = [
    nameRow('node-input'),
    ...(vendors.size > 1
      ? [row('node-input-vendor', 'bullhorn', `${SET}.form.vendor`, '<select id="node-input-vendor"></select>')]
      : ['  <input type="hidden" id="node-input-vendor">']),
    row('node-input-account', 'user-circle', `${SET}.form.account`, `<input type="text" id="node-input-account" style="width: calc(100% - ${LABEL_PX}px)">`),
    ...(verb && !hasSeveral(nodeType)
      ? ['  <input type="hidden" id="node-input-operation">']
      : [row('node-input-operation', 'tasks', `${SET}.form.${topic ? 'source' : 'operation'}`, '<select id="node-input-operation"></select>')]),
    frame('campaign-form'),
  ];
  return `${template(type, rows)}
<script type="text/javascript">
  RED.nodes.registerType(${literal(type)}, {
    category: ${literal(SET)},
    color: ${literal(vendor?.color ?? VERB_COLOR)},
    icon: ${literal(icon)},
    inputs: 1,
    outputs: 1,
    defaults: {
      name: { value: '' },
      account: { value: '', type: ${literal(accountType(first!.vendor))}, required: true },
      vendor: { value: ${literal(vendors.size === 1 ? first!.vendor.id : '')} },
      operation: { value: ${literal(vendors.size > 1 ? '' : first!.name)} },
      values: { value: {}, validate: function (values, opt) { return CampaignNodes.validate(this, values); } },
      outputNames: { value: '' },
      version: { value: ${VERSION} }
    },
    paletteLabel: function () { return CampaignNodes.paletteLabel(${literal(type)}); },
    onpaletteadd: function () { CampaignNodes.addSearchWords(${literal(type)}); },
    label: function () { return CampaignNodes.label(this); },
    labelStyle: function () { return this.name ? 'red-ui-flow-node-label-italic' : ''; },
    oneditprepare: function () { CampaignNodes.open(this); },
    oneditsave: function () { CampaignNodes.save(this); },
    oneditcancel: function () { CampaignNodes.close(); }
  });
</script>`;
};

/** A vendor's account; its secrets are credentials, which Node-RED itself fills in and stores. */
export const accountHtml = (vendor: AnyVendor): string => {
  const type = accountType(vendor);
  const secrets = accountForm(vendor).filter(isSecret);
  const rows = [
    nameRow('node-config-input'),
    frame('campaign-account-form'),
    ...secrets.map(
      ({ name }) =>
        `  <div class="form-row campaign-line campaign-secret" data-field="${name}" hidden>\n    <label for="node-config-input-${name}"><i class="fa fa-lock"></i> <span></span></label>\n    <input type="password" id="node-config-input-${name}" autocomplete="new-password">\n  </div>`,
    ),
  ];
  return `${template(type, rows)}
<script type="text/javascript">
  RED.nodes.registerType(${literal(type)}, {
    category: 'config',
    defaults: {
      name: { value: '' },
      values: { value: {}, validate: function (values, opt) { return CampaignNodes.validateAccount(this, values); } },
      version: { value: ${VERSION} }
    },
    credentials: { ${secrets.map(({ name, field }) => `${name}: { type: 'password', required: ${field.required === true && !field.dependsOn} }`).join(', ')} },
    label: function () { return CampaignNodes.accountLabel(this); },
    oneditprepare: function () { CampaignNodes.openAccount(this); },
    oneditsave: function () { CampaignNodes.saveAccount(this); },
    oneditcancel: function () { CampaignNodes.closeAccount(); }
  });
</script>`;
};
