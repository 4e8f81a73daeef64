/** Text as people type it, brought to comparable forms. */
export { cleanText } from './clean-text.js';
export { normaliserVersion, normaliseText } from './normalise.js';
export { scriptOf } from './script.js';
