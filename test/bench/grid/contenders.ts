/** Where the others are, and what they are installed from. */
export const peersFolder = new URL('peers/', import.meta.url);

export interface ContenderInfo {
  readonly name: string;
  /** As the tables name it. */
  readonly title: string;
  readonly script: URL;
  /** Needs what is installed in the peers' folder. */
  readonly peer: boolean;
}

function own(name: string, title: string): ContenderInfo {
  return { name, title, script: new URL(`contenders/${name}.ts`, import.meta.url), peer: false };
}

function peer(name: string, title: string): ContenderInfo {
  return { name, title, script: new URL(`${name}.ts`, peersFolder), peer: true };
}

export const contenders: readonly ContenderInfo[] = [
  own('floor', 'floor: a list by hand'),
  own('ours', 'chat-monitor-grid and its table'),
  own('ours-whole', 'the whole way: adapter to grid, with cache'),
  peer('ag-grid', 'ag-grid-community, async transactions'),
  peer('slickgrid-dataview', 'slickgrid, DataView'),
  peer('slickgrid-fed', 'slickgrid, fed with sorted rows'),
  peer('tabulator', 'tabulator-tables, row updates'),
  peer('vaadin', '@vaadin/grid, fed with sorted rows'),
  peer('revogrid', '@revolist/revogrid, fed with sorted rows'),
  peer('tanstack', '@tanstack/lit-table and lit-virtual, fed with sorted rows'),
  peer('regular-table', 'regular-table, fed with sorted rows'),
];
