import type { CDPSession, Page } from 'playwright-core';

/** A node of the browser's accessibility tree, as a screen reader gets it. */
export interface AccessibleNode {
  readonly role: string;
  readonly name: string;
  /** What is known of its state, such as `selected` and `disabled`. */
  readonly states: Readonly<Record<string, unknown>>;
  /** Of the element behind it: what the protocol does not hand over, such as `aria-rowindex`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly AccessibleNode[];
}

type AXNode = Awaited<ReturnType<typeof fullTree>>[number];

function fullTree(session: CDPSession) {
  return session.send('Accessibility.getFullAXTree').then(({ nodes }) => nodes);
}

/** All nodes of a role that a page has, in the order in which they are read. */
export async function accessibleNodes(page: Page, role: string): Promise<readonly AccessibleNode[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const nodes = await fullTree(session);
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const [root] = nodes;
    const found = root ? inOrder(root, byId).filter((node) => roleOf(node) === role) : [];
    return await Promise.all(found.map((node) => describe(session, node, byId)));
  } finally {
    await session.detach();
  }
}

function roleOf({ ignored, role }: AXNode): unknown {
  return ignored ? undefined : role?.value;
}

function childrenOf(node: AXNode, byId: ReadonlyMap<string, AXNode>): readonly AXNode[] {
  return (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
}

function inOrder(node: AXNode, byId: ReadonlyMap<string, AXNode>): readonly AXNode[] {
  return [node, ...childrenOf(node, byId).flatMap((child) => inOrder(child, byId))];
}

/** Nodes that a screen reader passes over give their place to what is in them. */
function shownIn(node: AXNode, byId: ReadonlyMap<string, AXNode>): readonly AXNode[] {
  return childrenOf(node, byId).flatMap((child) =>
    child.ignored || child.role?.value === 'generic' ? shownIn(child, byId) : [child],
  );
}

async function describe(session: CDPSession, node: AXNode, byId: ReadonlyMap<string, AXNode>): Promise<AccessibleNode> {
  const { backendDOMNodeId: backendNodeId, role, name, properties = [] } = node;
  const element = backendNodeId === undefined ? undefined : await session.send('DOM.describeNode', { backendNodeId });
  const pairs = element?.node.attributes ?? [];
  const attributes: Record<string, string> = {};
  for (let at = 0; at < pairs.length; at += 2) attributes[pairs[at]!] = pairs[at + 1]!;
  return {
    role: String(role?.value),
    name: String(name?.value ?? ''),
    states: Object.fromEntries(properties.map((property) => [property.name, property.value.value as unknown])),
    attributes,
    children: await Promise.all(shownIn(node, byId).map((child) => describe(session, child, byId))),
  };
}
