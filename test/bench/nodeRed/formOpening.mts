import type { Page } from 'playwright-core';

/** What is used of Node-RED's editor in its page. */
interface EditorOfNodeRed {
  readonly nodes: {
    getType(type: string): { oneditprepare: (this: unknown, ...given: unknown[]) => void };
    filterNodes(filter: { readonly type: string }): readonly object[];
  };
  readonly editor: { edit(node: object): void };
}

/**
 * Opens the form of a node in Node-RED's editor, and closes it again.
 * @returns the milliseconds from when Node-RED has the form made until it is painted; without what the dialog takes to slide in
 */
export const openForm = async (page: Page, type: string): Promise<number> => {
  const took = await page.evaluate(async (wanted) => {
    const { RED } = globalThis as unknown as { readonly RED: EditorOfNodeRed };
    const definition = RED.nodes.getType(wanted);
    const prepare = definition.oneditprepare;
    return await new Promise<number>((resolve) => {
      definition.oneditprepare = function (...given) {
        const start = performance.now();
        prepare.apply(this, given);
        definition.oneditprepare = prepare;
        // The frame after the one that is being made begins when that is painted.
        const painted = (): number => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        const isThere = (): boolean => document.querySelector('.campaign-form .campaign-fields') !== null;
        if (isThere()) return void painted();
        const watch = new MutationObserver(() => {
          if (!isThere()) return;
          watch.disconnect();
          painted();
        });
        watch.observe(document.body, { childList: true, subtree: true });
      };
      RED.editor.edit(RED.nodes.filterNodes({ type: wanted })[0]!);
    });
  }, type);
  const cancel = page.locator('#node-dialog-cancel');
  await cancel.click();
  await cancel.waitFor({ state: 'hidden' });
  return took;
};
