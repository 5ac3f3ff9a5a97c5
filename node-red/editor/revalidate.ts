import type { EditorNode } from './red';

/** Has Node-RED validate nodes and accounts again, and show what came of it. */
export const revalidate = (isMeant: (node: EditorNode) => boolean): void => {
  const again = (node: EditorNode): void => {
    if (!isMeant(node)) return;
    const { valid } = node;
    RED.editor.validateNode(node);
    // The side bars show it too.
    if (node.valid !== valid) RED.events.emit('nodes:change', node);
  };
  // A node is not valid if its account is not.
  RED.nodes.eachConfig(again);
  RED.nodes.eachNode(again);
  RED.view.redraw();
  RED.sidebar.config.refresh();
};
