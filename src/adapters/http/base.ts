/** Where the protocol is served, ending in a slash. Errors: TypeError where `src` is no URL. */
export function baseOf(src: string | URL): URL {
  const page = globalThis.document?.baseURI;
  if (!URL.canParse(String(src), page)) {
    throw new TypeError(`createHttpAdapter: src "${String(src)}" is no URL.`);
  }
  const base = new URL(src, page);
  base.hash = '';
  base.pathname = base.pathname.replace(/\/*$/, '/');
  return base;
}

/** The adapter's id where its options name none. */
export function defaultId(base: URL): string {
  return `http:${base.href}`;
}
