import type { Page } from 'playwright-core';

/** Where a service that was started with `pseudoWords` shows each pseudo-language. */
export const pseudoLanguages = [
  { language: 'en-XA', path: '/en', dir: 'ltr' },
  { language: 'en-XB', path: '/ar', dir: 'rtl' },
] as const;

/** Words in no catalogue of the pages: own names of the languages, what people wrote, and what tables of names and calendars hold. */
const notOurs = 'a[hreflang], bdi, option:not([value=""]), textarea, script, style';
const readOut = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'data-offline'];

/**
 * Texts of the page that stand outside of the brackets of a pseudo-language: nobody can translate them.
 * @param besides more places whose words come from elsewhere, as a selector
 */
export const wordsOutsideCatalogue = (page: Page, besides = 'none'): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const texts = [];
    const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      if (!walk.currentNode.parentElement.closest(${JSON.stringify(`${notOurs}, ${besides}`)})) texts.push(walk.currentNode.data);
    }
    for (const name of ${JSON.stringify(readOut)})
      for (const one of document.querySelectorAll('[' + name + ']')) texts.push(one.getAttribute(name));
    const outside = (text) => {
      let left = text, before;
      do { before = left; left = left.replace(/\\[[^[\\]]*\\]/g, ''); } while (left !== before);
      return /\\p{L}/u.test(left);
    };
    return texts.filter(outside).map((text) => text.trim());
  })()`);

/** What does not fit, but for what only those hear who have it read out: controls and headings whose words are cut off or run over their edge, and "page" if one has to scroll sideways. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('a, button, summary, label, legend, select, h1, h2, p, li, dt, dd')]
    .filter((one) => !one.closest('.skip, .hidden') && getComputedStyle(one).display !== 'inline')
    .filter((one) => one.scrollWidth > one.clientWidth + 1 || (getComputedStyle(one).overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 1))
    .map((one) => one.tagName + ' ' + one.textContent.slice(0, 60))
    .concat(document.documentElement.scrollWidth > window.innerWidth ? ['page'] : [])`);
