/** Adopted by the document, so that a page with a strict style policy can show it. */
export const styles = `
.conformance {
  color-scheme: light dark;
  --ink: light-dark(#1c2128, #e4e8ed);
  --muted: light-dark(#57606c, #9aa4b2);
  --line: light-dark(#dce0e6, #2b323c);
  --surface: light-dark(#fff, #171b21);
  --good: light-dark(#1d7a4c, #6cc795);
  --bad: light-dark(#b42318, #f28b7f);
  --held: light-dark(#8a5a00, #e0b05a);
  color: var(--ink);
  background: var(--surface);
  font: 14px/20px system-ui, sans-serif;
  padding: 16px;
}
:root.dark .conformance {
  color-scheme: dark;
}
.conformance [role='status'] {
  margin: 0 0 12px;
  font-variant-numeric: tabular-nums;
}
.conformance table {
  inline-size: 100%;
  border-collapse: collapse;
}
.conformance caption {
  text-align: start;
  color: var(--muted);
  padding-block-end: 8px;
}
.conformance :is(th, td) {
  text-align: start;
  vertical-align: top;
  padding: 6px 12px 6px 0;
  border-block-end: 1px solid var(--line);
  font-weight: 400;
}
.conformance :is(thead, tbody > tr:first-child) th {
  font-weight: 600;
}
.conformance ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
.conformance pre {
  margin: 4px 0 0;
  font: 12px/18px ui-monospace, monospace;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.conformance .reason {
  color: var(--muted);
}
.conformance [data-verdict] {
  white-space: nowrap;
}
.conformance [data-verdict='passed'] {
  color: var(--good);
}
.conformance [data-verdict='failed'] {
  color: var(--bad);
  font-weight: 600;
}
.conformance [data-verdict='blocked'] {
  color: var(--held);
}
.conformance [data-verdict='skipped'] {
  color: var(--muted);
}
`;
