// Everything works without this file.

// A form that came back with what is wrong in it: there the reader begins.
document.querySelector('[data-focus]')?.focus();

// The browser knows the zone; it is proposed, and can be changed.
const zones = document.querySelector('[data-propose-zone]');
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some(it => it.value === zone)) zones.value = zone;

// Pressing a button twice sends a form once. After a moment it can be sent again, as when the browser was stopped.
const moment = 3000;
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', event => {
    if (Date.now() - Number(form.dataset.sent ?? 0) < moment) event.preventDefault();
    else form.dataset.sent = Date.now();
  });
}
window.addEventListener('pageshow', () => document.querySelectorAll('[data-sent]').forEach(it => delete it.dataset.sent));
