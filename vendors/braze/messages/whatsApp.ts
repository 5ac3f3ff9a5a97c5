import { isObject, type Field, type Fields, type Json, type JsonObject, type Problem } from '../../../engine';
import { appIdColumn, isGiven, json, needed, subscriptionGroupColumn, variation, type MessageKind } from './kind';

/** "A maximum of 10 rows can be included across all sections". */
export const MOST_ROWS = 10;
const LONGEST_CAPTION = 20;

/** What each type of message has in its `message`, with the column for each member, required ones first. */
const TYPES: Readonly<Record<string, { readonly needs: Readonly<Record<string, string>>; readonly may: Readonly<Record<string, string>> }>> = {
  template_message: {
    needs: { template_name: 'template_name', template_language_code: 'template_language_code' },
    may: {
      header_variables: 'header_variable',
      body_variables: 'body_variables',
      button_variables: 'button_variables',
      header_media_uri: 'header_media_uri',
      // Earlier pages call the image of a template's header so; it is sent from JSON as it stands.
      header_image_uri: 'header_image_uri',
    },
  },
  text_response_message: { needs: { body: 'body' }, may: { preview_url: 'preview_url' } },
  text_image_response_message: { needs: { image_uri: 'image_uri' }, may: { caption: 'caption' } },
  quick_reply_response_message: {
    needs: { body: 'body', buttons: 'buttons' },
    may: { header_text: 'header_text', header_image_uri: 'header_image_uri', footer: 'footer' },
  },
  list_response_message: { needs: { body: 'body', list: 'list_rows' }, may: { header: 'header', footer: 'footer' } },
  flow_response_message: {
    needs: { body: 'body', flow_button: 'flow_id' },
    may: { header_text: 'header_text', footer: 'footer', generate_custom_attribute: 'generate_custom_attribute' },
  },
};

const text = (label: string, description: string, more: Pick<Field, 'prominent' | 'placeholder'> = {}) =>
  ({ type: 'text', prose: true, label, description, ...more }) as const satisfies Field;
const link = (label: string, description: string) => ({ type: 'text', label, description, limits: { format: 'templateUrl' } }) as const satisfies Field;

/** Columns whose values are members of `message` under the same name. */
const plain = {
  template_name: { type: 'text', label: 'Template Name', description: 'Template message: name of the WhatsApp template', prominent: true },
  template_language_code: {
    type: 'text',
    label: 'Template Language Code',
    description: 'Template message: language of the template',
    prominent: true,
    placeholder: 'en_US',
  },
  button_variables: {
    type: 'json',
    label: 'Button Variables',
    description: "Template message: the end of a button's URL, by the position of the button from 0; for only one button",
    limits: { shape: 'object' },
  },
  header_media_uri: link('Header Media URI', 'Template message: URL of the image, for templates with an image as their header'),
  body: {
    type: 'text',
    prose: 'lines',
    label: 'Body',
    description: 'Text of a response; not for templates and images',
    prominent: true,
  },
  preview_url: { type: 'boolean', label: 'Preview URL', description: 'Text response: whether to show a preview of links' },
  image_uri: link('Image URI', 'Image response: URL of the image'),
  caption: text('Caption', 'Image response: text below the image'),
  header_text: text('Header Text', 'Quick reply or flow response: heading, instead of an image'),
  header_image_uri: link('Header Image URI', 'Quick reply response: image above the text, instead of a heading'),
  header: text('Header', 'List response: heading'),
  footer: text('Footer', 'Quick reply, list or flow response: line below the text'),
  buttons: {
    type: 'rows',
    label: 'Buttons',
    description: 'Quick reply response: the replies to choose from',
    columns: { text: { type: 'text', prose: true, label: 'Text', description: 'Label of the button', required: true } },
  },
  generate_custom_attribute: {
    type: 'boolean',
    label: 'Generate Custom Attribute',
    description: "Flow response: whether to save the answers in the user's profile",
  },
} as const satisfies Fields;

/** Columns that become parts of a member. */
const made = {
  header_variable: text('Header Variable', "Template message: value of the variable in the template's header"),
  body_variables: { type: 'list', label: 'Body Variables', description: "Template message: values of the variables in the template's text, in order" },
  list_button_text: text('List Button Text', 'List response: label of the button that opens the list'),
  list_rows: {
    type: 'rows',
    label: 'List Rows',
    description: `List response: the rows to choose from, at most ${MOST_ROWS} in all; rows of the same section follow each other`,
    columns: {
      section_title: { type: 'text', prose: true, label: 'Section Title', description: 'Heading above the rows', required: true },
      row_title: { type: 'text', prose: true, label: 'Row Title', description: 'What can be chosen', required: true },
      row_description: { type: 'text', prose: true, label: 'Row Description', description: 'Line below the title' },
    },
  },
  flow_id: { type: 'text', label: 'Flow ID', description: 'Flow response: identifier of a published flow' },
  flow_caption: text('Flow Button Caption', `Flow response: label of the button that opens the flow; at most ${LONGEST_CAPTION} characters`),
} as const satisfies Fields;

const columns = {
  subscription_group_id: subscriptionGroupColumn,
  app_id: appIdColumn,
  message_type: {
    type: 'choice',
    label: 'Message Type',
    description: 'What is sent; responses need a conversation that the user has opened',
    prominent: true,
    options: [
      { value: 'template_message', label: 'Template' },
      { value: 'text_response_message', label: 'Text Response' },
      { value: 'text_image_response_message', label: 'Image Response' },
      { value: 'quick_reply_response_message', label: 'Quick Reply Response' },
      { value: 'list_response_message', label: 'List Response' },
      { value: 'flow_response_message', label: 'Flow Response' },
    ],
  },
  ...plain,
  ...made,
  message_variation_id: variation('a WhatsApp message'),
  json,
} as const satisfies Fields;

const byIndex = (values: readonly Json[]): JsonObject => Object.fromEntries(values.map((value, index) => [String(index), value]));

/** The rows in sections, in their order. */
const sectionsOf = (rows: readonly JsonObject[]): JsonObject[] => {
  const sections: { section_title: Json; list_rows: JsonObject[] }[] = [];
  for (const { section_title = '', ...row } of rows) {
    const last = sections.at(-1);
    if (last?.section_title === section_title) last.list_rows.push(row);
    else sections.push({ section_title, list_rows: [row] });
  }
  return sections;
};

const listIn = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly JsonObject[]) : []);
const objectIn = (value: unknown): JsonObject => (isObject(value) ? (value as JsonObject) : {});

/** The vendor has the content apart, in `message`. */
const shape = (members: JsonObject): JsonObject => {
  const outer = Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'message' && !Object.hasOwn(plain, name) && !Object.hasOwn(made, name)));
  const inner = Object.fromEntries(
    Object.entries(members).filter(([name, value]) => Object.hasOwn(plain, name) && !(Array.isArray(value) && value.length === 0)),
  );
  const { message, header_variable, body_variables, list_button_text, list_rows, flow_id, flow_caption } = members;
  const values = Array.isArray(body_variables) ? (body_variables as readonly Json[]) : [];
  const rows = listIn(list_rows);
  const content: JsonObject = {
    ...objectIn(message),
    ...inner,
    ...(isGiven(header_variable) && { header_variables: { 0: header_variable! } }),
    ...(values.length > 0 && { body_variables: byIndex(values) }),
    ...((rows.length > 0 || isGiven(list_button_text)) && {
      list: { ...(isGiven(list_button_text) && { list_button_text: list_button_text! }), ...(rows.length > 0 && { list_sections: sectionsOf(rows) }) },
    }),
    ...((isGiven(flow_id) || isGiven(flow_caption)) && {
      flow_button: { ...(isGiven(flow_caption) && { caption: flow_caption! }), ...(isGiven(flow_id) && { flow_id: flow_id! }) },
    }),
  };
  return { ...outer, ...(Object.keys(content).length > 0 ? { message: content } : message !== undefined && { message }) };
};

/** Problems of what a type has inside of a member. */
const partProblems = (content: JsonObject, say: (column: string, what: string, todo: string) => Problem): readonly Problem[] => {
  const problems: Problem[] = [];
  for (const name of ['header_variables', 'button_variables']) {
    const count = Object.keys(objectIn(content[name])).length;
    if (count > 1) problems.push(say(name === 'header_variables' ? 'header_variable' : name, `has ${count} entries; at most 1 is allowed`, 'Keep only one.'));
  }
  if (isGiven(content.header_text) && isGiven(content.header_image_uri)) {
    problems.push(say('header_image_uri', `is set, but '${plain.header_text.label}' is too`, 'Keep only one of them.'));
  }
  if (listIn(content.buttons).some((button) => !isGiven(objectIn(button).text)))
    problems.push(say('buttons', 'has a button without text', 'Enter the text of every button.'));
  if (content.list !== undefined) {
    const { list_button_text, list_sections } = objectIn(content.list);
    const rows = listIn(list_sections).flatMap((section) => listIn(objectIn(section).list_rows));
    if (!isGiven(list_button_text)) problems.push(say('list_button_text', 'is empty', 'Enter the label of the button that opens the list.'));
    if (rows.length === 0) problems.push(say('list_rows', 'is empty', 'Add at least one row.'));
    if (rows.length > MOST_ROWS) problems.push(say('list_rows', `has ${rows.length} rows; at most ${MOST_ROWS} are allowed`, 'Remove some.'));
    const isNameless =
      listIn(list_sections).some((section) => !isGiven(objectIn(section).section_title)) || rows.some((row) => !isGiven(objectIn(row).row_title));
    if (isNameless) problems.push(say('list_rows', 'has a section or a row without title', 'Enter the title of every section and row.'));
  }
  if (content.flow_button !== undefined) {
    const { caption, flow_id } = objectIn(content.flow_button);
    if (!isGiven(flow_id)) problems.push(say('flow_id', 'is empty', 'Enter the identifier of the flow.'));
    if (!isGiven(caption)) problems.push(say('flow_caption', 'is empty', 'Enter the label of the button that opens the flow.'));
    else if ([...String(caption)].length > LONGEST_CAPTION) {
      problems.push(say('flow_caption', `has ${[...String(caption)].length} characters; at most ${LONGEST_CAPTION} are allowed`, 'Shorten it.'));
    }
  }
  return problems;
};

/** Members that some type has, with their columns. */
const ALL: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(TYPES).flatMap(({ needs, may }) => [needs, may])) as Record<string, string>;

/** WhatsApp object. Where its pages differ, the later one counts: a template's image is `header_media_uri`, and there are flows. */
export const whatsApp: MessageKind = {
  wire: 'whats_app',
  isNew: true,
  field: { type: 'group', label: 'WhatsApp', description: "Message to the user's WhatsApp", columns },
  shape,
  problems(message, say) {
    const problems: Problem[] = [...needed(message, ['subscription_group_id', 'app_id', 'message_type'], say)];
    const type = TYPES[String(message.message_type)];
    if (!type) return problems;
    const { label } = columns.message_type.options.find(({ value }) => value === message.message_type)!;
    const content = objectIn(message.message);
    const isMissing = (value: unknown) => !isGiven(value) || (Array.isArray(value) && value.length === 0);
    for (const [member, column] of Object.entries(type.needs)) {
      if (isMissing(content[member])) problems.push(say(column, `is empty, but '${label}' needs it`, 'Enter it here, or in the JSON of the message.'));
    }
    for (const member of Object.keys(content)) {
      if (Object.hasOwn(ALL, member) && !Object.hasOwn(type.needs, member) && !Object.hasOwn(type.may, member)) {
        problems.push(say(ALL[member]!, `is set, but '${label}' does not have it`, `Remove it, or choose another '${columns.message_type.label}'.`));
      }
    }
    return [...problems, ...partProblems(content, say)];
  },
};
