// @ts-check
// What the pages can do more where scripts run. Everything works without it. Keeps nothing in the browser.
(() => {
  const { body } = document;
  const leave = () => {
    body.hidden = true;
    // Replaces this page in the history; those before it stay there, as the first page says.
    location.replace(body.dataset.exit ?? '/');
  };

  // Shift three times within two seconds, and the exit link.
  /** @type {number[]} */
  let presses = [];
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < 2000), now];
    if (presses.length >= 3) leave();
  });
  document.querySelector('.exit')?.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  // Shown from the browser's own memory after somebody left: nothing may stand there.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });

  const summary = document.querySelector('.error-summary');
  if (summary instanceof HTMLElement) summary.focus();

  // Forms are sent by fetch, so that a connection that drops leaves the page and what was typed where they are.
  for (const form of document.querySelectorAll('form[data-send]')) {
    if (!(form instanceof HTMLFormElement)) continue;
    let busy = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      form.setAttribute('aria-busy', 'true');
      const notice = form.querySelector('.offline');
      if (notice) notice.textContent = '';
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(form, event.submitter)) data.append(name, String(value));
      try {
        const answer = await fetch(form.action, { method: 'POST', body: data, credentials: 'same-origin' });
        if (answer.redirected) {
          location.assign(answer.url);
          return;
        }
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        // A page of ours with what has to be mended, or what went wrong.
        if (!page.getElementById('main')) throw new Error();
        document.title = page.title;
        document.body.replaceWith(page.body);
        const script = document.createElement('script');
        script.src = document.querySelector('script[src]')?.getAttribute('src') ?? '';
        document.body.append(script);
      } catch {
        if (notice) notice.textContent = body.dataset.offline ?? '';
      }
      busy = false;
      form.removeAttribute('aria-busy');
    });
  }

  /** @param {Response} answer */
  const piece = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes;

  // How a name is read, half a second after the last key.
  for (const box of document.querySelectorAll('[data-reading]')) {
    const form = box.closest('form');
    if (!form || !(box instanceof HTMLElement)) continue;
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    let asked = 0;
    form.addEventListener('input', (event) => {
      // Words that somebody is moving inside the box stay under the finger.
      if (event.target instanceof Node && box.contains(event.target)) return;
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const mine = ++asked;
        const data = new URLSearchParams();
        for (const [name, value] of new FormData(form)) data.append(name, String(value));
        try {
          const answer = await fetch(box.dataset.reading ?? '', {
            method: 'POST',
            body: data,
            credentials: 'same-origin',
          });
          if (answer.ok && mine === asked) box.replaceChildren(...(await piece(answer)));
        } catch {
          // Without a connection the box stays as it was; the check page shows it again.
        }
      }, 500);
    });
  }

  // Places that begin with what was typed.
  for (const list of document.querySelectorAll('datalist[data-places]')) {
    const field = document.querySelector(`input[list="${list.id}"]`);
    if (!(field instanceof HTMLInputElement) || !(list instanceof HTMLElement)) continue;
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const data = new URLSearchParams({ place: field.value });
        try {
          const answer = await fetch(list.dataset.places ?? '', {
            method: 'POST',
            body: data,
            credentials: 'same-origin',
          });
          if (answer.ok) list.replaceChildren(...(await piece(answer)));
        } catch {
          // A place is free text: nothing is needed from the list.
        }
      }, 300);
    });
  }

  // Where the operator asks for it: a number that costs a machine a second, so that a flood of reports costs hours.
  for (const field of document.querySelectorAll('input[data-work]')) {
    if (!(field instanceof HTMLInputElement)) continue;
    const [bits, text] = (field.dataset.work ?? '').split(':');
    (async () => {
      for (let number = 0; document.contains(field); number++) {
        const bytes = new TextEncoder().encode(text + number);
        const hash = new DataView(await crypto.subtle.digest('SHA-256', bytes));
        if (Math.clz32(hash.getUint32(0)) < Number(bits)) continue;
        field.value = String(number);
        return;
      }
    })();
  }

  for (const button of document.querySelectorAll('button[data-print]')) {
    button.removeAttribute('hidden');
    button.addEventListener('click', () => print());
  }
})();
