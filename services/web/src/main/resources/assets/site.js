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

// What is under way is looked at again until it has ended.
async function lookAgain() {
  try {
    const answer = await fetch(location.href);
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of page ? document.querySelectorAll('[data-watched]') : []) {
      const now = page.getElementById(part.id);
      if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
      if (!now?.hasAttribute('data-watched')) part.removeAttribute('data-watched');
    }
  } catch { /* the node may be starting again */ }
  if (document.querySelector('[data-watched]')) setTimeout(lookAgain, 2000);
}
if (document.querySelector('[data-watched]')) setTimeout(lookAgain, 1000);
