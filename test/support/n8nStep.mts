/** A node of a workflow that `n8n import:workflow` takes; its ID is made of its name. */
export const step = (name: string, type: string, typeVersion: number, parameters: object, more: object = {}) => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  type,
  typeVersion,
  position: [0, 0],
  parameters,
  ...more,
});
