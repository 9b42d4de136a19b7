import type { ConformanceModule } from './show.js';

/** The module of an adapter, by its address; relative ones are the page's. */
export async function loadConformanceModule(address: string): Promise<ConformanceModule> {
  const url = new URL(address, document.baseURI).href;
  return (await import(/* @vite-ignore */ url)) as ConformanceModule;
}
