// Everything works without this file.

// A form that came back with what is wrong in it: there the reader begins.
document.querySelector('[data-focus]')?.focus();

// The browser knows the zone; it is proposed, and can be changed.
const zones = document.querySelector('[data-propose-zone]');
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some(it => it.value === zone)) zones.value = zone;

// A form is sent once, however often its button is pressed; after going back it can be sent again.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
}
window.addEventListener('pageshow', () => document.querySelectorAll('[data-sent]').forEach(it => delete it.dataset.sent));
