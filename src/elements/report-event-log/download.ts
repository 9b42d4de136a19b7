/** Long enough for a browser that begins to read after it has asked the user where to, ms. */
const kept = 60_000;

/** Has the browser save a file. The link stands outside the page, so no router of the page takes the click. */
export function download(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), kept);
}
