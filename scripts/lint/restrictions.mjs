/** Entries for ESLint's no-restricted-syntax: what does not work, or is not safe, in a page that we did not write. */

const template = 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement';
const adoptedStyles =
  "A strict style policy of the host page blocks it: use the element's static styles, or set the property through CSSOM (element.style.setProperty).";
const textOnly = 'Text from a backend is text, never markup: render it with a lit template.';
const patched = 'Libraries in host pages patch it:';

/** Markup and styles: for the elements and the demo's pages. */
export const bannedMarkup = [
  { selector: `${template}[value.raw=/\\sstyle\\s*=/]`, message: `No style attribute in a template. ${adoptedStyles}` },
  { selector: `${template}[value.raw=/<style[\\s>]/i]`, message: `No <style> in a template. ${adoptedStyles}` },
  { selector: 'ImportDeclaration[source.value=/directives.style-map/]', message: `No styleMap. ${adoptedStyles}` },
  {
    selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value='style']",
    message: `No style attribute. ${adoptedStyles}`,
  },
  {
    selector: 'ImportDeclaration[source.value=/directives.unsafe-(html|svg|mathml)/]',
    message: `No unsafeHTML, unsafeSVG or unsafeMathML. ${textOnly}`,
  },
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: `No innerHTML, outerHTML, insertAdjacentHTML or setHTMLUnsafe. ${textOnly}`,
  },
  { selector: `${template}[value.raw=/\\.(inner|outer)HTML\\s*=/]`, message: `No innerHTML binding. ${textOnly}` },
];

/** Everything that is shipped. */
export const bannedEverywhereInSource = [
  {
    selector: "BinaryExpression[operator='instanceof'][right.name='ChatError']",
    message: 'Two copies of the package may meet in one page: use isChatError(error), or check error.code.',
  },
  {
    selector: "MemberExpression[object.name='Array'][property.name='from']",
    message: `${patched} use a plain loop, or spread ([...set]), instead of Array.from().`,
  },
  { selector: 'ForInStatement', message: `${patched} use for...of over Object.keys(), or a plain loop.` },
  {
    selector: "MemberExpression[object.name='Date'][property.name='parse']",
    message: `${patched} times are numbers (ms since the epoch) everywhere in this project.`,
  },
  {
    selector: "CallExpression[callee.property.name='scrollTo'], CallExpression[callee.name='scrollTo']",
    message: `${patched} set scrollTop or scrollLeft.`,
  },
  {
    selector: "NewExpression[callee.name='CustomEvent']",
    message: 'Declare a class extending Event, with its name and flags fixed in the class, and dispatch that.',
  },
];
