export interface ContenderInfo {
  readonly name: string;
  /** As the tables name it. */
  readonly title: string;
  readonly script: URL;
}

function own(name: string, title: string): ContenderInfo {
  return { name, title, script: new URL(`contenders/${name}.ts`, import.meta.url) };
}

export const contenders: readonly ContenderInfo[] = [
  own('floor', 'floor: a list by hand'),
  own('ours', 'chat-monitor-grid and its table'),
  own('ours-whole', 'the whole way: adapter to grid, with cache'),
];
