/* What pages of this age do to what everybody shares. */
'use strict';

// A library of 2008 whose Array.from knows arrays and nothing else, and that adds to every array.
Array.from = function (list) {
  return [].slice.call(list);
};
Array.prototype.without = function (value) {
  return this.filter(function (item) {
    return item !== value;
  });
};
// A date library that takes dates its own way only.
Date.parse = function () {
  return NaN;
};
// A smooth-scrolling plugin.
Element.prototype.scrollTo = function (x, y) {
  if (typeof x === 'object') throw new TypeError('scrollTo takes two numbers');
  this.scrollLeft = x;
  this.scrollTop = y;
};

// Hotkeys of the ticket list: they look at the target, and see no field in it.
window.hotkeys = [];
['keydown', 'keypress', 'keyup'].forEach(function (type) {
  document.addEventListener(type, function (event) {
    if (!/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) window.hotkeys.push(type + ' ' + event.key);
  });
});
// A form enhancer for everything that looks like a field or an icon.
new MutationObserver(function () {
  document.querySelectorAll('textarea, i[class], input').forEach(function (field) {
    field.remove();
  });
}).observe(document.documentElement, { childList: true, subtree: true });
